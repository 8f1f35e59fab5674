import ArgumentParser
import Lessons
import Platform
import Script
import Terminal

/// `primer run`: a lesson with its text, or a script, outputs as they come.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a lesson or a script and show its results as they come.",
    discussion: """
      A lesson reads its own folder, the data sets and the models, and writes into a folder of its own, which is removed.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A lesson (.md) or a script (.primer).", valueName: "file"))
  var path: String

  @Option(help: ArgumentHelp("Another folder that a lesson may read.", valueName: "folder"))
  var allowRead: [String] = []

  func run() throws {
    let world = World(appearance)
    let isLesson = path.hasSuffix(".md")
    let host = isLesson ? world.lessonHost(path, allowed: allowRead) : world.host()
    defer { host.endProgress() }
    let player = LessonPlayer(host: host) { world.session($0, isLesson: isLesson) }
    try world.orFail {
      do {
        let bytes = try world.host().readFile(path)
        if isLesson {
          try player.play(Lesson(file: path, source: bytes), showsText: true)
        } else {
          try player.play(script: String(decoding: bytes, as: UTF8.self), name: path)
        }
      } catch LessonPlayer.Stop.diagnostic(let diagnostic) {
        world.report(diagnostic)
        throw ExitCode((diagnostic.kind == .cancelled ? ScriptEnd.interrupted : .mistake).rawValue)
      }
    }
  }
}
