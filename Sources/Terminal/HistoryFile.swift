import Platform

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
  /// - Throws: `FileError` when the file can be neither opened nor created.
  package func load() throws -> [String] {
    try file.withLock { descriptor in
      let lines = PrivateFile.contents(of: descriptor).split(separator: UInt8(ascii: "\n"))
      let kept = lines.suffix(limit)
      if kept.count < lines.count { try file.replace(with: kept.flatMap { $0 + [UInt8(ascii: "\n")] }) }
      return kept.map { Self.unescaped(String(decoding: $0, as: UTF8.self)) }
    }
  }

  /// Adds a statement; an empty or very long one is not kept.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  package func append(_ statement: String) throws {
    let line = Array((Self.escaped(statement) + "\n").utf8)
    guard line.count > 1, line.count <= Self.longestEntry else { return }
    try file.withLock { try file.append(line, to: $0) }
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
