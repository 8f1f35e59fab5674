#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file for what Primer remembers between runs: only its owner can read it, and processes that use it at once take
/// turns by a lock.
package struct PrivateFile: Sendable {
  /// What could not be done with the file.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

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
  /// - Throws: `Problem`, or what `body` throws.
  package func withLock<Result>(_ body: (Int32) throws -> Result) throws -> Result {
    try makeFolder()
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o600)
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

  /// A problem with the reason that the system gives as `code`.
  package func problem(_ code: Int32) -> Problem {
    problem(code == ENOSPC || code == EDQUOT ? "the disk is full" : String(cString: strerror(code)))
  }

  private func problem(_ reason: String) -> Problem {
    Problem(description: "cannot keep \(content) in `\(path)`: \(reason)")
  }

  private func makeFolder() throws {
    let parts = path.split(separator: "/").dropLast()
    var folder = path.hasPrefix("/") ? "" : "."
    for part in parts {
      folder += "/" + part
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST || access(folder, F_OK) == 0 else { throw problem(errno) }
    }
  }
}
