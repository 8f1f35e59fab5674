import Classroom
import Foundation
import Platform
import Terminal
import TestSupport
import Testing

@Suite("The log of a student's work")
struct ProgressLogTests {
  static let lesson = LessonIdentity(name: "few-shot", language: "fr", checksum: "0123456789abcdef")

  static let actions: [ProgressEvent.Action] = [
    .opened, .place(cell: 2, line: 17), .ran(cell: 1), .tried(cell: 2, "ask \"x\"\n# é \\ / \u{7} 🧀"),
    .predicted(cell: 3, ""), .answered(cell: 4, "let a = [\n  b\n]", passed: false), .hint(cell: 4), .solution(cell: 4),
    .skipped(cell: 5), .finished,
  ]

  private func event(_ action: ProgressEvent.Action, time: Double = 1_764_000_000.125) -> ProgressEvent {
    ProgressEvent(time: time, lesson: Self.lesson, action)
  }

  @Test(arguments: actions)
  func keeps(action: ProgressEvent.Action) throws {
    try withFolder { folder in
      let log = ProgressLog(path: folder + "/state/primer/progress.jsonl")
      try log.append([event(action)])
      #expect(ProgressLog(path: log.path).events().events == [event(action)])
      #expect(try String(contentsOfFile: log.path, encoding: .utf8).split(separator: "\n").count == 1)
    }
  }

  @Test func isClosedToOthers() throws {
    try withFolder { folder in
      let log = ProgressLog(path: folder + "/primer/progress.jsonl")
      try log.append([event(.opened)])
      let mode = { try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int }
      #expect(try mode(log.path) == 0o600)
      #expect(try mode(folder + "/primer") == 0o700)
    }
  }

  @Test func readsOnFromAPlace() throws {
    try withFolder { folder in
      let log = ProgressLog(path: folder + "/log")
      #expect(log.events().end == 0)
      try log.append([event(.opened), event(.ran(cell: 1))])
      let first = log.events()
      #expect(first.events.count == 2)
      #expect(log.events(from: first.end).events.isEmpty)
      try log.append([event(.finished)])
      #expect(log.events(from: first.end).events == [event(.finished)])
    }
  }

  @Test(arguments: ["{\"time\":1,\"les", "{}\n", "\u{0}\u{0}\u{0}", "{\"did\":\"flew\"}\n", "\n\n", "[1]\nnull"])
  func aDamagedLineIsPassedOver(damage: String) throws {
    try withFolder { folder in
      let log = ProgressLog(path: folder + "/log")
      try log.append([event(.opened)])
      let handle = try #require(FileHandle(forWritingAtPath: log.path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(damage.utf8))
      try handle.close()
      #expect(log.events().events == [event(.opened)])
      try log.append([event(.finished)])
      #expect(log.events().events == [event(.opened), event(.finished)])
    }
  }

  @Test func severalProcessesLoseNothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for student in 0..<30 {
        group.addTask {
          // A descriptor of its own for each event: locks and appending work as between processes.
          let log = ProgressLog(path: folder + "/primer/progress.jsonl")
          for number in 1...20 { try log.append([event(.tried(cell: number, "student \(student)"))]) }
        }
      }
      try await group.waitForAll()
    }
    let events = ProgressLog(path: folder + "/primer/progress.jsonl").events().events
    #expect(events.count == 600)
    for student in 0..<30 {
      // Those of one student stand in their order.
      let own = events.compactMap { event -> Int? in
        if case .tried(let cell, "student \(student)") = event.action { cell } else { nil }
      }
      #expect(own == Array(1...20))
    }
  }

  @Test func whatCannotBeWrittenIsToldOnceAndWrittenLater() throws {
    try withFolder { folder in
      try makeFile(folder + "/state")
      let log = ProgressLog(path: folder + "/state/progress.jsonl")
      var warnings: [String] = []
      let recorder = ProgressRecorder(log, lesson: Self.lesson, now: { 5 }, warn: { warnings.append($0) })
      recorder.record(.opened)
      recorder.record(.ran(cell: 1))
      #expect(warnings.count == 1)
      #expect(warnings.first?.contains(folder + "/state/progress.jsonl") == true)
      try FileManager.default.removeItem(atPath: folder + "/state")
      recorder.record(.finished)
      #expect(log.events().events.map(\.action) == [.opened, .ran(cell: 1), .finished])
      #expect(warnings.count == 1)
    }
  }

  @Test func aFloodIsNotKept() throws {
    try withFolder { folder in
      let log = ProgressLog(path: folder + "/progress.jsonl")
      var warnings: [String] = []
      let recorder = ProgressRecorder(log, lesson: Self.lesson, now: { 5 }, warn: { warnings.append($0) })
      recorder.record(.tried(cell: 1, String(repeating: "x", count: 1 << 20)))
      recorder.record(.tried(cell: 1, "1 + 1"))
      #expect(log.events().events.map(\.action) == [.tried(cell: 1, "1 + 1")])
      #expect(warnings.count == 1)
    }
  }

  @Test func noHomeIsToldOnce() {
    #expect(ProgressLog(environment: [:]) == nil)
    var warnings = 0
    let recorder = ProgressRecorder(nil, lesson: Self.lesson, now: { 0 }, warn: { _ in warnings += 1 })
    recorder.record(.opened)
    recorder.record(.finished)
    #expect(warnings == 1)
  }

  @Test(arguments: ["link", "folder"])
  func somethingElseInItsPlaceIsNoTrap(kind: String) throws {
    try withFolder { folder in
      let log = ProgressLog(path: folder + "/log")
      if kind == "link" {
        try FileManager.default.createSymbolicLink(atPath: log.path, withDestinationPath: "/dev/null")
      } else {
        try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: false)
      }
      #expect(throws: FileError.self) { try log.append([event(.opened)]) }
      #expect(log.events().events.isEmpty)
    }
  }
}
