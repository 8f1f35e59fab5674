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
  /// How many statements are kept.
  package let limit: Int
  private let file: PrivateFile
  private static let longestEntry = 65536

  package init(path: String, limit: Int = 10_000) {
    file = PrivateFile(path: path, content: "the history")
    self.limit = limit
  }

  /// Where the file is.
  package var path: String { file.path }

  /// The kept statements, oldest first. Creates the file, and shortens it when it has grown too long.
  ///
  /// - Throws: `PrivateFile.Problem` when the file can be neither opened nor created.
  package func load() throws -> [String] {
    try file.withLock { descriptor in
      let lines = PrivateFile.contents(of: descriptor).split(separator: UInt8(ascii: "\n"))
      let kept = lines.suffix(limit)
      if kept.count < lines.count { try replace(with: kept) }
      return kept.map { Self.unescaped(String(decoding: $0, as: UTF8.self)) }
    }
  }

  /// Adds a statement; an empty or very long one is not kept.
  ///
  /// - Throws: `PrivateFile.Problem` when the file cannot be written.
  package func append(_ statement: String) throws {
    let line = Array((Self.escaped(statement) + "\n").utf8)
    guard line.count > 1, line.count <= Self.longestEntry else { return }
    try file.withLock { descriptor in
      guard write(descriptor, line, line.count) == line.count else { throw file.problem(errno) }
    }
  }

  private func replace(with lines: ArraySlice<ArraySlice<UInt8>>) throws {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw file.problem(errno) }
    let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    guard isWritten, rename(temporary, path) == 0 else {
      let problem = file.problem(errno)
      unlink(temporary)
      throw problem
    }
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
