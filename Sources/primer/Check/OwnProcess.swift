import Foundation
import Platform

extension World {
  /// The variables of `count` processes that run at once: they share out the processors, and put what is temporary into
  /// `folder`, so that it vanishes with this run, however they end; without one they find a place themselves.
  func variables(ofProcesses count: Int, temporaryFolder folder: String?) -> [String: String] {
    var variables = ["SWIFT_BACKTRACE": "enable=no"]
    if environment["PRIMER_THREADS"] == nil {
      variables["PRIMER_THREADS"] = String(max(1, ProcessInfo.processInfo.activeProcessorCount / count))
    }
    variables["TMPDIR"] = folder
    return variables
  }
}

extension ChildProcess {
  /// Runs this program once more, with its standard output in a pipe, and variables in place of those of this process.
  convenience init(primer arguments: [String], environment: [String: String]) throws(StartError) {
    let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    try self.init(
      [program] + arguments, environment: ChildProcess.environment.merging(environment) { $1 }, output: .pipe)
  }
}
