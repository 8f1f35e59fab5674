import Lessons
import Script
import Terminal
import TestSupport

@testable import Classroom

/// A walk through a lesson whose transcript is looked at line by line.
struct WalkFixture {
  /// Its output is the transcript, with what the screen writes.
  let host = TestHost(wantsStream: true, width: 40, showsNotes: true)
  let walk: LessonWalk
  let recorded = Recorded()

  /// A picture of nothing.
  struct Picture: ScriptObject {
    let typeName = "picture"
    let summary = "picture"
    func rendered(width: Int) -> String { "*" }
    var drawing: Drawing? { Drawing(svg: "<svg/>", description: "A star.") }
  }

  private static let text = Parameter.positional("text", .text, summary: "any text")

  /// `say` gives its text, `draw` a picture.
  static let commands = [
    Command(
      "say", topic: "Test", summary: "gives its text", parameters: [text]
    ) { arguments, _ in .text(try arguments[text]) },
    Command("draw", topic: "Test", summary: "draws") { _, _ in .object(Picture()) },
  ]

  init(
    _ text: String, done: [ProgressEvent.Action] = [], following: String? = nil, width: Int = 80,
    isAccessible: Bool = false
  ) throws {
    let lesson = try Lesson(file: "Lessons/01-small.md", source: Array(text.utf8))
    let identity = LessonIdentity(lesson)
    let host = self.host
    walk = LessonWalk(
      lesson,
      progress: LessonProgress(in: identity, done.map { ProgressEvent(time: 0, lesson: identity, $0) }),
      following: following, host: host,
      session: { Session(registry: Registry(Self.commands), host: $0) },
      screen: Screen(width: { width }, isColoured: false, isAccessible: isAccessible, write: host.stream),
      report: { host.stream($0.message + "\n") }, record: recorded.add)
  }

  final class Recorded {
    private(set) var actions: [ProgressEvent.Action] = []
    func add(_ action: ProgressEvent.Action) { actions.append(action) }
  }

  /// Takes a line and gives what was shown until the next prompt.
  @discardableResult
  func take(_ line: String) -> String {
    if case .moved = walk.take(line) { walk.showStep() }
    return host.taken()
  }

  /// Begins and takes lines.
  func begin(_ lines: String...) -> String {
    walk.begin()
    return host.taken() + lines.map { take($0) }.joined()
  }
}
