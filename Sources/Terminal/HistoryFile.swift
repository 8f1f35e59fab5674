#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The statements typed so far, kept across runs in a file that only its owner can read.
///
/// One statement a line, with `\n` for a line break and `\\` for a backslash. Each is appended as it is typed, so
/// that a killed session loses none; the file is locked meanwhile, so that several sessions at once lose none either.
package struct HistoryFile: Sendable {
  /// What could not be done with the file.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  /// Where the file is.
  package let path: String
  /// How many statements are kept.
  package let limit: Int
  private static let longestEntry = 65536

  package init(path: String, limit: Int = 10_000) {
    self.path = path
    self.limit = limit
  }

  /// The kept statements, oldest first. Creates the file, and shortens it when it has grown too long.
  ///
  /// - Throws: `Problem` when the file can be neither opened nor created.
  package func load() throws -> [String] {
    try withLockedFile { descriptor in
      let lines = readAll(descriptor).split(separator: UInt8(ascii: "\n"))
      let kept = lines.suffix(limit)
      if kept.count < lines.count { try replace(with: kept) }
      return kept.map { Self.unescaped(String(decoding: $0, as: UTF8.self)) }
    }
  }

  /// Adds a statement; an empty or very long one is not kept.
  ///
  /// - Throws: `Problem` when the file cannot be written.
  package func append(_ statement: String) throws {
    let line = Array((Self.escaped(statement) + "\n").utf8)
    guard line.count > 1, line.count <= Self.longestEntry else { return }
    try withLockedFile { descriptor in
      guard write(descriptor, line, line.count) == line.count else { throw problem() }
    }
  }

  private func withLockedFile<Result>(_ body: (Int32) throws -> Result) throws -> Result {
    try makeFolder()
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw problem() }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX) == 0 else { throw problem() }
      // Another session may have put a shortened file in place of the opened one while this one waited for the lock.
      var opened = stat()
      var current = stat()
      guard fstat(descriptor, &opened) == 0 else { throw problem() }
      guard stat(path, &current) == 0, current.st_ino == opened.st_ino, current.st_dev == opened.st_dev else {
        continue
      }
      guard opened.st_mode & S_IFMT == S_IFREG else {
        throw Problem(description: "cannot keep the history in `\(path)`, which is no ordinary file")
      }
      if opened.st_mode & 0o777 != 0o600 { fchmod(descriptor, 0o600) }
      return try body(descriptor)
    }
  }

  private func makeFolder() throws {
    let parts = path.split(separator: "/").dropLast()
    var folder = path.hasPrefix("/") ? "" : "."
    for part in parts {
      folder += "/" + part
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST || access(folder, F_OK) == 0 else { throw problem() }
    }
  }

  private func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return bytes }
      bytes += chunk.prefix(count)
    }
  }

  private func replace(with lines: ArraySlice<ArraySlice<UInt8>>) throws {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem() }
    let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    guard isWritten, rename(temporary, path) == 0 else {
      let problem = self.problem()
      unlink(temporary)
      throw problem
    }
  }

  private func problem() -> Problem {
    Problem(description: "cannot keep the history in `\(path)`: \(String(cString: strerror(errno)))")
  }

  static func escaped(_ statement: String) -> String {
    var text = ""
    for scalar in statement.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  static func unescaped(_ line: String) -> String {
    var text = ""
    var isEscape = false
    for scalar in line.unicodeScalars {
      if isEscape {
        text.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
