import Foundation
import Platform
import Terminal
import TestSupport
import Testing

struct HistoryFileTests {
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func keepsStatementsAcrossRuns() throws {
    try withFolder { folder in
      let history = HistoryFile(path: folder + "/state/primer/history")
      #expect(try history.load().isEmpty)
      let statements = ["let x = 1", "let y = [\n  a,\n  b\n]", #"print "\n \\ ü""#, "c\\"]
      for statement in statements { try history.append(statement) }
      #expect(try HistoryFile(path: history.path).load() == statements)
      #expect(try mode(history.path) == 0o600)
      #expect(try mode(folder + "/state/primer") == 0o700)
    }
  }

  @Test func isShortenedToItsLimit() throws {
    try withFolder { folder in
      let history = HistoryFile(path: folder + "/history", limit: 3)
      for number in 1...5 { try history.append("\(number)") }
      #expect(try history.load() == ["3", "4", "5"])
      #expect(try String(contentsOfFile: history.path, encoding: .utf8) == "3\n4\n5\n")
      #expect(try mode(history.path) == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["history"])
    }
  }

  @Test func aReadableFileIsClosedToOthers() throws {
    try withFolder { folder in
      let path = folder + "/history"
      try makeFile(path, [0xFF, 0x0A, 0x61])
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      #expect(try HistoryFile(path: path).load() == ["\u{FFFD}", "a"])
      #expect(try mode(path) == 0o600)
    }
  }

  @Test func severalSessionsLoseNothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/history"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for session in 0..<8 {
        group.addTask {
          for number in 0..<20 {
            try HistoryFile(path: path).append("\(session) \(number)")
            if number % 5 == 0 { _ = try HistoryFile(path: path, limit: 200).load() }
          }
        }
      }
      try await group.waitForAll()
    }
    let kept = try HistoryFile(path: path).load()
    #expect(Set(kept).count == 160)
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    try withFolder { folder in
      try makeFile(folder + "/file")
      let history = HistoryFile(path: folder + "/file/history")
      let problem = try #require(throws: FileError.self) { try history.append("x") }
      #expect(problem.description.contains(folder + "/file/history"))
    }
  }
}
