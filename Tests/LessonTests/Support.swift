import Checking
import Foundation
import Lessons
import Script
import Synchronization
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

/// A host whose files are a dictionary and whose clock moves on by a second whenever it is looked at.
final class MemoryHost: Script.Host {
  private struct State {
    var files: [String: [UInt8]]
    var output = ""
    var time = 0.0
    var reads: [String: Int] = [:]
  }

  private let state: Mutex<State>
  private let isStopped: Bool

  init(files: [String: [UInt8]] = [:], isStopped: Bool = false) {
    state = Mutex(State(files: files))
    self.isStopped = isStopped
  }

  var files: [String: [UInt8]] { state.withLock { $0.files } }
  var output: String { state.withLock { $0.output } }
  /// How often each file was read.
  var reads: [String: Int] { state.withLock { $0.reads } }

  func show(_ value: Value) { stream(value.rendered() + "\n") }
  var wantsStream: Bool { true }
  func stream(_ piece: String) { state.withLock { $0.output += piece } }
  func note(_ message: String) {}
  func report(_ progress: ProgressReport) {}
  func checkCancelled() throws { if isStopped { throw CancellationError() } }

  func readablePath(_ path: String) throws -> String { path }
  func writablePath(_ path: String) throws -> String { path }
  func readFile(_ path: String) throws -> [UInt8] {
    state.withLock { $0.reads[path, default: 0] += 1 }
    guard let bytes = files[path] else { throw Missing(path: path) }
    return bytes
  }

  func writeFile(_ path: String, _ bytes: [UInt8]) throws { state.withLock { $0.files[path] = bytes } }

  func names(inFolder path: String) throws -> [String] {
    let folder = path.hasSuffix("/") ? path : path + "/"
    let below = files.keys.filter { $0.hasPrefix(folder) }.map { $0.dropFirst(folder.count) }
    guard !below.isEmpty else { throw Missing(path: path) }
    return Set(below.map { name in name.firstIndex(of: "/").map { name[...$0] } ?? name }).map(String.init)
  }

  func seconds() -> Double {
    state.withLock { state in
      state.time += 1
      return state.time
    }
  }

  struct Missing: Error, CustomStringConvertible {
    let path: String
    var description: String { "`\(path)` does not exist" }
  }
}

/// A command that runs until it is told to stop.
let wait = Command("wait", topic: "Test", summary: "waits for ever") { _, context in
  while true { try context.host.checkCancelled() }
}

extension LessonRunner {
  /// A runner of sessions that know the language and `wait`; the model `pocket` is at hand.
  init(_ settings: Settings = Settings(), host: any Script.Host = MemoryHost()) {
    self.init(
      settings, host: { _ in host }, session: { Session(registry: Registry([wait]), host: $0) },
      isAvailable: { $0 == "pocket" })
  }
}

extension LessonCheck {
  /// The loop of `primer check`, with lessons that run in this process.
  init(_ files: MemoryHost, _ settings: LessonRunner.Settings = .init(), threads: Int = 1) {
    let pool = WorkerPool(threads: threads, check: files.checkCancelled)
    self.init(files: files, pool: pool) { lesson in
      CheckedLesson(try LessonRunner(settings, host: files).check(lesson))
    }
  }
}
