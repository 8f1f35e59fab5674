import ArgumentParser
import Platform
import Script
import Terminal

/// The executable: a prompt when nothing else is asked for.
@main
struct Primer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "primer",
    abstract: "A notebook-style prompt that shows how a language model is made to do a task.",
    discussion: """
      Without a subcommand it opens a prompt, or runs what comes through a pipe. Type `help` there.

      Exit codes: 0 fine, 1 a lesson did not match, 2 an error in a script, 64 wrong usage, 130 interrupted, 143 or 129 ended by a signal.
      """,
    version: "primer 0.1.0",
    subcommands: [
      Learn.self, Run.self, Check.self, CheckLesson.self, Submit.self, Grade.self, GradeFile.self, Notes.self,
      Export.self, Fetch.self, Bench.self, Manual.self,
    ])

  @OptionGroup var appearance: Appearance

  @Option(name: .customShort("c"), help: ArgumentHelp("Run TEXT instead of opening a prompt.", valueName: "text"))
  var text: String?

  /// Runs the command that the arguments name, and ends the process with its exit code: with 2 when not all that it had
  /// to say could be written to standard output.
  static func main() {
    var end: (any Error)?
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end = error
    }
    var code = exitCode(for: end ?? ExitCode.success)
    let message = end.map { fullMessage(for: $0) } ?? ""
    if !message.isEmpty { writeAll(message + "\n", to: code.isSuccess ? STDOUT_FILENO : STDERR_FILENO) }
    if let signal = Interrupt.endSignal { code = ExitCode(128 + signal) }
    if let problem = StandardOutput.problem {
      writeAll("error: \(problem)\n", to: STDERR_FILENO)
      code = ExitCode(ScriptEnd.mistake.rawValue)
    }
    TemporaryFolder.removeAll()
    Platform.exit(code.rawValue)
  }

  func run() throws {
    let world = World(appearance)
    let session = world.session()
    if let text { return try world.end(world.run(SourceText(text, name: "-c"), in: session)) }
    if isatty(STDIN_FILENO) == 0 {
      guard let script = PlainLineReader().rest() else { throw ExitCode(ScriptEnd.interrupted.rawValue) }
      return try world.end(world.run(SourceText(script, name: "input"), in: session))
    }
    world.converse(in: session)
  }
}

/// Options that every command has.
struct Appearance: ParsableArguments {
  @Option(name: .customLong("color"), help: "Colour: auto, always or never.")
  var colour: ColourChoice = .auto

  @Flag(name: .shortAndLong, help: "Leave out messages and progress.")
  var quiet = false
}

extension ColourChoice: ExpressibleByArgument {}
