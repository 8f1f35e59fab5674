/// How other programs are run: an effect, so it is handed in.
package protocol ProcessRunner: Sendable {
  /// Runs a program to its end and gives its exit status; one that a signal ended gives 128 and the signal's number.
  ///
  /// - Parameters:
  ///   - command: The program, looked for in `PATH`, and its arguments.
  ///   - environment: What the program finds in its environment besides what this process has.
  ///   - output: The file that what it writes goes to.
  ///   - check: Called several times a second. When it throws, the program is ended and the error passed on.
  /// - Throws: `ProcessError` when the program can't be started.
  func run(
    _ command: [String], environment: [String: String], output: String, check: () throws -> Void
  ) throws -> Int32
}

/// Why a program can't be started.
package enum ProcessError: Error, Equatable {
  /// There is no such program.
  case notFound(String)
  /// The operating system refused, for the reason that it gives.
  case refused(String, reason: String)
}
