import ArgumentParser
import Foundation

/// The limits within which students' answers run.
struct GradeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Limit on processor time for cells without `timeout=`.", valueName: "seconds"))
  var timeout = 60

  @Option(help: ArgumentHelp("Limit on the memory of a process.", valueName: "megabytes"))
  var memory = 2048

  @Flag(help: "Also run cells marked `slow`.")
  var slow = false

  @Option(help: ArgumentHelp("Another folder that lessons may read.", valueName: "folder"))
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
