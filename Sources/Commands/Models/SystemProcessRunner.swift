import Platform

/// Runs programs as child processes.
package struct SystemProcessRunner: ProcessRunner {
  package init() {}

  package func run(
    _ command: [String], environment: [String: String], output: String, check: () throws -> Void
  ) throws -> Int32 {
    let environment = ChildProcess.environment.merging(environment) { $1 }
    let child: ChildProcess
    do {
      child = try ChildProcess(command, environment: environment, output: .file(output))
    } catch {
      throw error.isMissing ? ProcessError.notFound(error.program) : .refused(error.program, reason: "\(error)")
    }
    return try child.wait(check: check).status
  }
}
