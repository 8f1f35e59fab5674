import ArgumentParser
import Classroom
import Lessons
import Platform
import Script
import Terminal

/// `primer learn`: the course, a lesson at a time and a cell at a time.
struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Step through a lesson.",
    discussion: """
      Without a lesson it shows the course, and goes on with the first lesson that you have not finished. Your work is \
      kept, so you can leave at any time and go on later.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A lesson's name or number in the course, or a file.", valueName: "lesson"))
  var lesson: String?

  @Flag(help: "For a projector: wide spacing, one step per key (space, b, q).")
  var present = false

  @Option(help: ArgumentHelp("The language of the lessons, such as fr.", valueName: "language"))
  var language: String?

  @Option(help: ArgumentHelp("Another folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func run() throws {
    let world = World(appearance)
    try world.orFail {
      let classroom = Classroom(self, world)
      var next = try classroom.firstPath()
      while let path = next { next = try classroom.hold(path) }
    }
  }
}

/// Lessons of the course at this terminal, one after the other.
private struct Classroom {
  /// A lesson cannot be held without a model that it needs.
  struct MissingModel: Error, CustomStringConvertible {
    let file: String
    let model: String

    var description: String {
      "\(file) needs the model `\(model)`, which is not on this machine: `primer fetch \(model)` brings it"
    }
  }

  private let options: Learn
  private let world: World
  private let course: Course
  private let models: [String]
  private let isAtTerminal = isatty(STDIN_FILENO) == 1
  private let isColoured: Bool
  private let canClear: Bool

  init(_ options: Learn, _ world: World) {
    self.options = options
    self.world = world
    course = world.course(language: options.language)
    models = world.store.names(world.host())
    let environment = world.environment
    let style = Style(options.appearance.colour, environment: environment, isTerminal: isatty(STDOUT_FILENO) == 1)
    isColoured = style.isColoured && !world.isAccessible
    canClear = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb" && !world.isAccessible
  }

  private var overview: CourseOverview {
    CourseOverview(course, events: world.progressLog?.events().events ?? [], isAvailable: models.contains)
  }

  private func screen(_ write: @escaping (String) -> Void = { writeAll($0, to: STDOUT_FILENO) }) -> Screen {
    let environment = world.environment
    return Screen(
      width: { isatty(STDOUT_FILENO) == 1 ? terminalWidth(of: STDOUT_FILENO, environment: environment) : 80 },
      isColoured: isColoured, isLarge: options.present, isAccessible: world.isAccessible, write: write)
  }

  /// The lesson that was asked for, or the first open one behind the list of all; nil when all are finished.
  func firstPath() throws -> String? {
    if let lesson = options.lesson { return try world.lessonPath(lesson, in: course) }
    guard !course.lessons.isEmpty else { throw CourseError.noLessons }
    let (overview, screen) = (overview, screen())
    overview.show(on: screen)
    if overview.firstOpen == nil {
      screen.space()
      screen.say("All lessons are done. `primer learn` with a lesson's name or number starts it again.")
    }
    return overview.firstOpen?.path
  }

  /// Steps through the lesson at `path`; gives the path of the next one when that is wanted.
  func hold(_ path: String) throws -> String? {
    let lesson = try world.lesson(at: path)
    if let model = lesson.frontMatter.needs.first(where: { !models.contains($0) }) {
      throw MissingModel(file: path, model: model)
    }
    let host = world.lessonHost(path, allowed: options.allowRead)
    defer { host.endProgress() }
    let identity = LessonIdentity(lesson)
    let following = overview.lesson(after: identity.name)
    let recorder = world.recorder(of: lesson)
    var session: Session?
    let walk = LessonWalk(
      lesson, progress: LessonProgress(in: identity, world.progressLog?.events().events ?? []),
      following: following?.title, host: host,
      session: {
        let new = world.session($0, isLesson: true)
        session = new
        return new
      },
      screen: screen {
        host.endProgress()
        writeAll($0, to: STDOUT_FILENO)
      },
      report: {
        host.endProgress()
        world.report($0)
      }, record: recorder.record)
    guard let session else { return nil }
    let isNextWanted =
      options.present
      ? present(walk, host)
      : ClassConversation(
        walk, reader: world.lineReader(in: session), now: host.seconds, didTake: host.endProgress
      ).run()
    return isNextWanted ? following?.path : nil
  }

  private func present(_ walk: LessonWalk, _ host: StandardHost) -> Bool {
    let keys = KeyReader()
    defer { keys.release() }
    return Presentation(
      walk, readKey: keys.read, clear: { writeAll(canClear ? "\u{1B}[2J\u{1B}[H" : "\n", to: STDOUT_FILENO) },
      didTake: host.endProgress
    ).run()
  }
}
