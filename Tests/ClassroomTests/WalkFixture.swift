import Lessons
import Script
import Synchronization
import Terminal

@testable import Classroom

/// A host that writes into the same transcript as the screen.
final class ClassTestHost: Script.Host {
  private let text = Mutex("")
  /// How often it may still be asked whether to stop before it says so.
  let checksLeft = Mutex(Int.max)

  /// What was shown since the last call.
  func taken() -> String {
    text.withLock { text in
      defer { text = "" }
      return text
    }
  }

  func write(_ piece: String) { text.withLock { $0 += piece } }

  func show(_ value: Value) { write(value.rendered(width: 40) + "\n") }
  var wantsStream: Bool { true }
  func stream(_ piece: String) { write(piece) }
  func note(_ message: String) { write("note: \(message)\n") }
  func report(_ progress: ProgressReport) {}
  func checkCancelled() throws {
    try checksLeft.withLock { left in
      left = left == .max ? left : left - 1
      if left < 0 { throw CancellationError() }
    }
  }
  func readablePath(_ path: String) throws -> String { path }
  func writablePath(_ path: String) throws -> String { path }
  func readFile(_ path: String) throws -> [UInt8] { [] }
  func writeFile(_ path: String, _ bytes: [UInt8]) throws {}
  func names(inFolder path: String) throws -> [String] { [] }
  func seconds() -> Double { 0 }
}

/// A walk through a lesson whose transcript is looked at line by line.
struct WalkFixture {
  let host = ClassTestHost()
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
      screen: Screen(width: { width }, isColoured: false, isAccessible: isAccessible, write: host.write),
      report: { host.write($0.message + "\n") }, record: recorded.add)
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

/// A reader whose lines are known beforehand.
final class ScriptedReader: LineReader {
  private var inputs: [LineInput]
  private(set) var prompts: [String] = []
  private(set) var remembered: [String] = []

  init(_ inputs: [LineInput]) {
    self.inputs = inputs
  }

  func read(prompt: String, continuing statement: String) -> LineInput {
    prompts.append(prompt)
    return inputs.isEmpty ? .end : inputs.removeFirst()
  }

  func remember(_ statement: String) { remembered.append(statement) }
  private(set) var drops = 0
  func dropTypedAhead() { drops += 1 }
}
