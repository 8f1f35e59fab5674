import ArgumentParser
import Classroom
import Lessons
import Platform
import Terminal

/// `primer notes`: the speaker notes of a lesson that is shown in another terminal.
struct Notes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the speaker notes of the lesson that runs in another terminal.",
    discussion: """
      It follows `primer learn`, with or without --present, to the step that is shown there; q or Ctrl-C leaves. In a \
      pipe it prints all notes of the lesson. Notes are comments in a lesson's text: <!-- notes … -->
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A lesson's name, number or file.", valueName: "lesson"))
  var lesson: String?

  @Option(help: ArgumentHelp("The language of the lesson, such as fr.", valueName: "language"))
  var language: String?

  func run() throws {
    let world = World(appearance)
    try world.orFail {
      let course = world.course(language: language)
      let path = try lesson.map { try world.lessonPath($0, in: course) }
      if isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
        try NotesScreen(world: world, path: path).run()
      } else {
        writeAll(try wholeText(world, course, path), to: STDOUT_FILENO)
      }
    }
  }

  private func wholeText(_ world: World, _ course: Course, _ path: String?) throws -> String {
    var followed = FollowedPlace(lesson: nil)
    if path == nil { followed.follow(world.progressLog?.events().events ?? []) }
    guard let path = try path ?? followed.lesson.map({ try course.lesson($0.name).path }) else {
      throw NoLesson()
    }
    let lesson = try world.lesson(at: path)
    return NotesPage(lesson, width: 80).wholeText
  }

  /// No lesson was named, and none has been opened.
  private struct NoLesson: Error, CustomStringConvertible {
    var description: String { "no lesson has been opened yet: name one" }
  }
}
