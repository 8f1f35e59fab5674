/// A file for what Primer remembers between runs: only its owner can read it, and processes that use it at once take
/// turns by a lock.
package struct PrivateFile: Sendable {
  /// Where the file is.
  package let path: String
  /// What the file holds, for messages: `the history`.
  package let content: String

  package init(path: String, content: String) {
    self.path = path
    self.content = content
  }

  /// Opens the file for reading and appending, made with its folders where it is missing, and lends it to `body` with
  /// the lock held. A file system without locks is used without.
  ///
  /// - Throws: `FileError`, or what `body` throws.
  package func withLock<Result>(_ body: (Int32) throws -> Result) throws -> Result {
    try makeFolder()
    while true {
      let descriptor = openDescriptor(path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK, mode: 0o600)
      guard descriptor >= 0 else { throw problem(errno) }
      defer { close(descriptor) }
      var opened = stat()
      guard fstat(descriptor, &opened) == 0 else { throw problem(errno) }
      guard opened.st_mode & S_IFMT == S_IFREG else { throw problem("it is no ordinary file") }
      while flock(descriptor, LOCK_EX) != 0, errno != ENOLCK, errno != EOPNOTSUPP {
        guard errno == EINTR else { throw problem(errno) }
      }
      // Another process may have put a new file in place of the opened one while this one waited for the lock.
      var current = stat()
      guard stat(path, &current) == 0, current.st_ino == opened.st_ino, current.st_dev == opened.st_dev else {
        continue
      }
      if opened.st_mode & 0o777 != 0o600 { fchmod(descriptor, 0o600) }
      return try body(descriptor)
    }
  }

  /// The bytes from `offset` on of the file that `descriptor` has open.
  package static func contents(of descriptor: Int32, from offset: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = pread(descriptor, &chunk, chunk.count, off_t(offset + bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += chunk.prefix(count)
    }
  }

  /// Adds bytes, lines with their ends, to what `descriptor` has open. All are there when it returns, or none: what a
  /// full disk has cut short is taken back, and a line that was torn all the same is ended first.
  ///
  /// - Throws: `FileError`.
  package func append(_ lines: [UInt8], to descriptor: Int32) throws(FileError) {
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    let isTorn = size > 0 && pread(descriptor, &last, 1, size - 1) == 1 && last != UInt8(ascii: "\n")
    let bytes = isTorn ? [UInt8(ascii: "\n")] + lines : lines
    if let code = bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) {
      _ = ftruncate(descriptor, size)
      throw problem(code)
    }
  }

  /// Puts bytes in the place of all that is in the file; the lock is held.
  ///
  /// - Throws: `FileError`.
  package func replace(with bytes: [UInt8]) throws(FileError) {
    // A link to where somebody keeps such files stays.
    guard let real = realPath(of: path) else { throw problem(errno) }
    try AtomicFile.save(bytes, to: real, shownAs: path)
  }

  /// An error with the reason that the system gives as `code`.
  package func problem(_ code: Int32) -> FileError { problem(FileError.words(for: code)) }

  private func problem(_ reason: String) -> FileError { FileError(path, "cannot keep \(content): \(reason)") }

  private func makeFolder() throws(FileError) {
    let parts = path.split(separator: "/").dropLast()
    var folder = path.hasPrefix("/") ? "" : "."
    for part in parts {
      folder += "/" + part
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST || access(folder, F_OK) == 0 else { throw problem(errno) }
    }
  }
}
