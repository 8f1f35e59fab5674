import Platform

/// How other programs are run: an effect, so it is handed in.
package protocol ProcessRunner: Sendable {
  /// Runs a program to its end and gives its exit status; one that a signal ended gives 128 and the signal's number.
  ///
  /// - Parameters:
  ///   - command: The program, looked for in `PATH`, and its arguments.
  ///   - environment: All variables that the program finds.
  ///   - folder: The program's working directory.
  ///   - output: The file that what it writes goes to.
  ///   - check: Called several times a second. When it throws, the program is ended and the error passed on.
  /// - Throws: `ChildProcess.StartError` when the program can't be started.
  func run(
    _ command: [String], environment: [String: String], folder: String, output: String, check: () throws -> Void
  ) throws -> Int32
}

/// Runs programs as child processes.
package struct SystemProcessRunner: ProcessRunner {
  package init() {}

  package func run(
    _ command: [String], environment: [String: String], folder: String, output: String, check: () throws -> Void
  ) throws -> Int32 {
    try ChildProcess(command, environment: environment, folder: folder, output: .file(output))
      .wait(check: check).status
  }
}
