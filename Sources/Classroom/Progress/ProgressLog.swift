import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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
    guard let folder = stateFolder(environment: environment) else { return nil }
    self.init(path: folder + "/progress.jsonl")
  }

  /// Where the file is.
  package var path: String { file.path }

  /// Adds events. Answers are on the disk, not only on their way there, when it returns.
  ///
  /// - Throws: `PrivateFile.Problem` when they could not be written. Giving them again loses nothing, and at worst, when
  ///   the disk failed at the very end, writes them twice.
  package func append(_ events: [ProgressEvent]) throws {
    var bytes = events.flatMap { $0.json + [UInt8(ascii: "\n")] }
    guard !bytes.isEmpty else { return }
    try file.withLock { descriptor in
      let size = lseek(descriptor, 0, SEEK_END)
      var last: UInt8 = 0
      if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") {
        bytes.insert(UInt8(ascii: "\n"), at: 0)
      }
      var count = write(descriptor, bytes, bytes.count)
      while count < 0, errno == EINTR { count = write(descriptor, bytes, bytes.count) }
      guard count == bytes.count else {
        let code = count < 0 ? errno : ENOSPC
        if count > 0 { _ = ftruncate(descriptor, size) }
        throw file.problem(code)
      }
      let holdsAnswer = events.contains { if case .answered = $0.action { true } else { false } }
      guard holdsAnswer else { return }
      // The others need not wait for the disk.
      flock(descriptor, LOCK_UN)
      guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw file.problem(errno) }
    }
  }

  /// The events from byte `offset` on, oldest first, and the byte at which those to come will begin. There are none
  /// when there is no log.
  package func events(from offset: Int = 0) -> (events: [ProgressEvent], end: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return ([], offset) }
    defer { close(descriptor) }
    let bytes = PrivateFile.contents(of: descriptor, from: offset)
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return ([], offset) }
    let lines = bytes[...end].split(separator: UInt8(ascii: "\n"))
    return (lines.compactMap(ProgressEvent.init(json:)), offset + end + 1)
  }
}
