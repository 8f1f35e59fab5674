import Classroom
import Lessons
import Platform
import Terminal

/// A terminal on which the notes of the step are shown that another terminal is at.
struct NotesScreen {
  private let world: World
  private let path: String?
  /// Whether the screen is cleared for each page; else only what is new is written.
  private let redraws: Bool

  /// A lesson that was opened longer ago, in seconds, is over.
  private static let longestLesson = 4.0 * 3600

  /// For the lesson at `path`, or whichever is opened.
  init(world: World, path: String?) {
    self.world = world
    self.path = path
    redraws = world.environment["TERM"] != "dumb" && !world.isAccessible
  }

  /// Follows until q or Ctrl-C is pressed.
  func run() throws {
    let keys = KeyReader()
    defer { keys.release() }
    let name = path.map { LessonFileName(path: $0).name }
    var followed = FollowedPlace(lesson: name, since: world.now() - Self.longestLesson)
    var shown: (place: FollowedPlace, text: String)?
    var page: (lesson: LessonIdentity, content: NotesPage)?
    let waiting = "Waiting for `primer learn\(name.map { " " + $0 } ?? "")` in another terminal.\n"
    var offset = 0
    while true {
      if let (events, end) = world.progressLog?.events(from: offset) {
        followed.follow(events)
        offset = end
      }
      let width = terminalWidth(of: STDOUT_FILENO, environment: world.environment)
      let text = try text(at: followed, width, &page) ?? waiting
      if redraws {
        if shown?.text != text { writeAll("\u{1B}[H\u{1B}[2J" + text, to: STDOUT_FILENO) }
      } else if shown?.place != followed {
        writeAll((shown == nil ? "" : "\n") + text, to: STDOUT_FILENO)
      }
      shown = (followed, text)
      if let key = keys.read(within: 500), Self.leaving.contains(key) { return }
    }
  }

  private static let leaving: [KeyInput] = [
    .character("q"), .character("Q"), .character("\u{4}"), .interrupted, .end,
  ]

  /// What is shown at a place; nil when no lesson runs. The lesson is read again only when `page` is of another one.
  private func text(
    at place: FollowedPlace, _ width: Int, _ page: inout (lesson: LessonIdentity, content: NotesPage)?
  ) throws -> String? {
    guard let lesson = place.lesson else { return nil }
    if page?.lesson != lesson || page?.content.width != width {
      page = (lesson, NotesPage(try world.lesson(at: path(of: lesson)), width: width))
    }
    return page?.content.text(at: place.cell, seconds: world.now() - place.start)
  }

  /// The file of a lesson in the language in which it runs.
  private func path(of lesson: LessonIdentity) throws -> String {
    try path ?? world.course(language: lesson.language ?? "en").lesson(lesson.name).path
  }
}
