import Platform
import Terminal

/// What a student has done, a JSON object a line, in a file that only its owner can read and that only ever grows.
///
/// An event is one write with the file locked, so that a killed process has written all of it or nothing, and several
/// processes in one home lose nothing. What a full disk cut short is taken back; a line that was torn all the same is
/// passed over by readers, and the next event begins on a line of its own.
package struct ProgressLog: Sendable {
  private let file: PrivateFile

  /// The log at `path`.
  package init(path: String) {
    file = PrivateFile(path: path, content: "your progress")
  }

  /// The log in the state folder; nil without a home.
  package init?(environment: [String: String]) {
    guard let folder = BaseFolder.state.path(environment: environment) else { return nil }
    self.init(path: folder + "/progress.jsonl")
  }

  /// Where the file is.
  package var path: String { file.path }

  /// Adds events. Answers are on the disk, not only on their way there, when it returns.
  ///
  /// - Throws: `FileError` when they could not be written. Giving them again loses nothing, and at worst, when
  ///   the disk failed at the very end, writes them twice.
  package func append(_ events: [ProgressEvent]) throws {
    let bytes = events.flatMap { $0.json + [UInt8(ascii: "\n")] }
    guard !bytes.isEmpty else { return }
    try file.withLock { descriptor in
      try file.append(bytes, to: descriptor)
      let holdsAnswer = events.contains { if case .answered = $0.action { true } else { false } }
      guard holdsAnswer else { return }
      // The others need not wait for the disk.
      flock(descriptor, LOCK_UN)
      guard synchronise(descriptor) else { throw file.problem(errno) }
    }
  }

  /// The events from byte `offset` on, oldest first, and the byte at which those to come will begin. There are none
  /// when there is no log.
  package func events(from offset: Int = 0) -> (events: [ProgressEvent], end: Int) {
    let descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return ([], offset) }
    defer { close(descriptor) }
    let bytes = PrivateFile.contents(of: descriptor, from: offset)
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return ([], offset) }
    let lines = bytes[...end].split(separator: UInt8(ascii: "\n"))
    return (lines.compactMap(ProgressEvent.init(json:)), offset + end + 1)
  }
}

/// Records what a student does in one lesson. A log that cannot be written never stops the lesson: it is told once,
/// and what was not written waits for the next event.
package final class ProgressRecorder {
  private let log: ProgressLog?
  private let lesson: LessonIdentity
  private let now: () -> Double
  private let warn: (String) -> Void
  private var waiting: [ProgressEvent] = []

  /// More bytes than this nobody types. The log is read as a whole whenever a lesson begins.
  private static let longestText = 1 << 18
  private var hasWarned = false

  /// Records into `log`, at the times that `now` gives in seconds since 1970. Problems are told to `warn`.
  package init(
    _ log: ProgressLog?, lesson: LessonIdentity, now: @escaping () -> Double, warn: @escaping (String) -> Void
  ) {
    self.log = log
    self.lesson = lesson
    self.now = now
    self.warn = warn
  }

  /// Records what was done just now, but not what is longer than a text that anybody types.
  package func record(_ action: ProgressEvent.Action) {
    if let text = action.text, text.utf8.count > Self.longestText {
      return tell("what is longer than \(Self.longestText >> 10) KB is not kept with your progress")
    }
    waiting.append(ProgressEvent(time: now(), lesson: lesson, action))
    guard let log else { return tell("cannot keep your progress: there is no home folder") }
    do {
      try log.append(waiting)
      waiting = []
    } catch {
      tell("\(error); the lesson goes on without")
    }
  }

  private func tell(_ problem: String) {
    if !hasWarned { warn(problem) }
    hasWarned = true
  }
}
