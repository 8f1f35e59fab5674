import Foundation
import Testing

@testable import Commands

@Suite struct SystemProcessRunnerTests {
  private func run(
    _ command: [String], _ environment: [String: String] = [:], check: () throws -> Void = {}
  ) throws -> (status: Int32, output: String) {
    let output = Places.temporary()
    defer { try? FileManager.default.removeItem(atPath: output) }
    let status = try SystemProcessRunner().run(command, environment: environment, output: output, check: check)
    return (status, try String(contentsOfFile: output, encoding: .utf8))
  }

  @Test func statusOutputAndEnvironmentAreThere() throws {
    let result = try run(["sh", "-c", "echo $GREETING $HOME; echo problem >&2; exit 3"], ["GREETING": "hello you"])
    #expect(result.status == 3)
    #expect(result.output == "hello you \(ProcessInfo.processInfo.environment["HOME"] ?? "")\nproblem\n")
  }

  @Test func aSignalIsNoSuccess() throws {
    #expect(try run(["sh", "-c", "kill -9 $$"]).status == 128 + 9)
  }

  @Test func aMissingProgramIsNamed() {
    #expect(throws: ProcessError.notFound("no-such-program")) { try run(["no-such-program", "x"]) }
  }

  @Test func stoppingEndsTheProgram() throws {
    let marker = Places.temporary()
    defer { try? FileManager.default.removeItem(atPath: marker) }
    var checks = 0
    #expect(throws: CancellationError.self) {
      try run(["sh", "-c", "echo $$ > '\(marker)'; exec sleep 600"]) {
        checks += 1
        if FileManager.default.fileExists(atPath: marker), checks > 3 { throw CancellationError() }
      }
    }
    let process = try #require(Int32(String(contentsOfFile: marker, encoding: .utf8).dropLast()))
    #expect(kill(process, 0) != 0)
  }
}
