import Foundation
import Platform
import Synchronization
import TestSupport
import Testing

struct ChildProcessTests {
  private let temporary: TestFolder

  init() throws { temporary = try TestFolder() }

  private func run(
    _ command: [String], _ variables: [String: String] = [:], folder: String? = nil
  ) throws -> (end: ChildProcess.End, output: String) {
    let output = "\(temporary.path)/output"
    let child = try ChildProcess(
      command, environment: ThisProcess.environment.merging(variables) { $1 }, folder: folder, output: .file(output))
    return (child.wait(), try String(contentsOfFile: output, encoding: .utf8))
  }

  @Test func endOutputAndEnvironmentAreThere() throws {
    let result = try run(["sh", "-c", "echo $GREETING $HOME; echo problem >&2; exit 3"], ["GREETING": "hello you"])
    #expect(result.end == .exit(code: 3) && result.end.status == 3)
    #expect(result.output == "hello you \(ProcessInfo.processInfo.environment["HOME"] ?? "")\nproblem\n")
  }

  /// Nothing is inherited that was not given.
  @Test func theEnvironmentIsTheWholeOne() throws {
    let child = try ChildProcess(["/usr/bin/env"], environment: ["ONE": "1=2"], output: .pipe)
    var lines: [String] = []
    child.forEachLine { lines.append(String(decoding: $0, as: UTF8.self)) }
    #expect(child.wait() == .exit(code: 0))
    #expect(lines.sorted() == ["ONE=1=2", "PRIMER_PARENT=\(getpid())"])
  }

  @Test func aFolderIsWorkedIn() throws {
    #expect(try run(["sh", "-c", "pwd -P"], folder: temporary.path).output == temporary.path + "\n")
    #expect(throws: ChildProcess.StartError.self) { try run(["sh"], folder: temporary.path + "/none") }
  }

  @Test func linesComeAsTheyAreWritten() throws {
    let script = "printf 'one\\n\\ntwo\\nno end'"
    let child = try ChildProcess(["sh", "-c", script], environment: ThisProcess.environment, output: .pipe)
    var lines: [String] = []
    child.forEachLine { lines.append(String(decoding: $0, as: UTF8.self)) }
    #expect(lines == ["one", "", "two"] && child.wait() == .exit(code: 0))
  }

  @Test func aSignalIsNoSuccess() throws {
    let end = try run(["sh", "-c", "kill -9 $$"]).end
    #expect(end == .signal(9) && end.status == 128 + 9)
  }

  @Test func aMissingProgramIsNamed() throws {
    let error = #expect(throws: ChildProcess.StartError.self) { try run(["no-such-program", "x"]) }
    #expect(error?.isMissing == true && error?.program == "no-such-program")
  }

  @Test func oneThatIsKilledHasEnded() throws {
    let child = try ChildProcess(["sleep", "600"], environment: ThisProcess.environment, output: .pipe)
    child.kill()
    #expect(child.wait() == .signal(SIGKILL))
    child.kill()
    #expect(child.wait() == .signal(SIGKILL))
  }

  @Test func stoppingEndsTheProgram() throws {
    let marker = "\(temporary.path)/marker"
    let child = try ChildProcess(
      ["sh", "-c", "echo $$ > '\(marker)'; exec sleep 600"], environment: ThisProcess.environment, output: .pipe)
    var checks = 0
    #expect(throws: CancellationError.self) {
      try child.wait {
        checks += 1
        if FileManager.default.fileExists(atPath: marker), checks > 3 { throw CancellationError() }
      }
    }
    let process = try #require(Int32(String(contentsOfFile: marker, encoding: .utf8).dropLast()))
    #expect(kill(process, 0) != 0)
  }

  /// Many at once: none holds the pipe of another open, which would never end.
  @Test func pipesAreNotInherited() async throws {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask {
          guard
            let child = try? ChildProcess(
              ["sh", "-c", "echo \(number)"], environment: ThisProcess.environment, output: .pipe)
          else { return false }
          var lines: [String] = []
          child.forEachLine { lines.append(String(decoding: $0, as: UTF8.self)) }
          return child.wait() == .exit(code: 0) && lines == ["\(number)"]
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
