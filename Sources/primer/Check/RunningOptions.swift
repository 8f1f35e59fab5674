import ArgumentParser

/// How the cells of lessons run, whatever is then made of them.
struct RunningOptions: ParsableArguments {
  @Flag(help: "Run cells marked `slow` too.")
  var slow = false

  @Option(help: ArgumentHelp("How long a cell may take that does not say.", valueName: "seconds"))
  var timeout = 120

  @Option(help: ArgumentHelp("A further folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func validate() throws {
    guard (1...1_000_000).contains(timeout) else {
      throw ValidationError("--timeout takes a whole number of seconds from 1 to 1000000")
    }
  }

  /// The options as they are written, for the process that runs a lesson.
  var arguments: [String] {
    (slow ? ["--slow"] : []) + ["--timeout", String(timeout)] + allowRead.map { "--allow-read=\($0)" }
  }
}
