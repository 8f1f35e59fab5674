import Checking
import Foundation
import Lessons
import Script
import TestSupport
import Testing

/// A lesson made from a text.
func lesson(_ text: String, file: String = "lesson.md") throws -> Lesson {
  try Lesson(file: file, source: Array(text.utf8))
}

extension Lesson {
  /// The lesson with `outputs` as what its cells print, in order; cells without one keep what they have.
  func corrected(_ outputs: [String]) -> String {
    var correction = Correction(of: self)
    for (cell, output) in zip(cells, outputs) { correction.setOutput(of: cell, to: output) }
    return String(decoding: correction.corrected(), as: UTF8.self)
  }
}

/// A host with files whose clock moves on by a second whenever it is looked at.
func lessonHost(files: [String: [UInt8]] = [:], isStopped: Bool = false) -> TestHost {
  TestHost(wantsStream: true, files: files, tick: 1, checksUntilStopped: isStopped ? 0 : .max)
}

/// A command that runs until it is told to stop.
let wait = Command("wait", topic: "Test", summary: "waits for ever") { _, context in
  while true { try context.host.checkCancelled() }
}

extension LessonRunner {
  /// A runner of sessions that know the language and `wait`; the model `pocket` is at hand.
  init(_ settings: Settings = Settings(), host: any Script.Host = lessonHost()) {
    self.init(
      settings, host: { _ in host }, session: { Session(registry: Registry([wait]), host: $0) },
      isAvailable: { $0 == "pocket" })
  }
}

extension LessonCheck {
  /// The loop of `primer check`, with lessons that run in this process.
  init(_ files: TestHost, _ settings: LessonRunner.Settings = .init(), threads: Int = 1) {
    let pool = WorkerPool(threads: threads, check: files.checkCancelled)
    self.init(files: files, pool: pool) { lesson in
      CheckedLesson(try LessonRunner(settings, host: files).check(lesson))
    }
  }
}
