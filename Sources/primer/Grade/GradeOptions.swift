import ArgumentParser
import Foundation

/// What students' answers may use.
struct GradeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How much processor time a cell may take that does not say.", valueName: "seconds"))
  var timeout = 60

  @Option(help: ArgumentHelp("How much memory a process may hold.", valueName: "megabytes"))
  var memory = 2048

  @Flag(help: "Run cells marked `slow` too.")
  var slow = false

  @Option(help: ArgumentHelp("A further folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func validate() throws {
    guard (1...1_000_000).contains(timeout) else {
      throw ValidationError("--timeout takes a number of seconds from 1 to 1000000")
    }
    guard (64...10_000_000).contains(memory) else {
      throw ValidationError("--memory takes a number of megabytes from 64 to 10000000")
    }
  }

  /// The options as they are written, for the process that grades one file.
  var arguments: [String] {
    ["--timeout", String(timeout), "--memory", String(memory)] + (slow ? ["--slow"] : [])
      + allowRead.map { "--allow-read=\($0)" }
  }
}
