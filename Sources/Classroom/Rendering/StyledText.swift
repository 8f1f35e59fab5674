import Printing
import Script

/// How a piece of text is set off.
struct Marks: OptionSet, Hashable {
  let rawValue: Int

  static let strong = Marks(rawValue: 1)
  static let emphasis = Marks(rawValue: 2)
  static let code = Marks(rawValue: 4)

  /// `text` with the escape sequences (ECMA-48, select graphic rendition) for these marks.
  func applied(to text: String) -> String {
    var codes: [String] = []
    if contains(.strong) { codes.append("1") }
    if contains(.emphasis) { codes.append("3") }
    if contains(.code) { codes.append("36") }
    return codes.isEmpty ? text : "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }
}

/// A piece of text that no line break divides.
struct Piece: Equatable {
  var text: String
  var marks: Marks
  /// Whether a space, or a line break instead of it, stands in front.
  var followsSpace: Bool
  /// Whether a line break may stand in front although no space does, as between the characters of Chinese.
  var mayBreak = false
}

/// Text with marks, cut into pieces where its lines can break.
struct StyledText: Equatable {
  /// The pieces of each line; there are several lines where the text itself breaks.
  private(set) var lines: [[Piece]] = [[]]
  private var endsInSpace = false

  /// Adds `text`, in which any white space counts as one space. Signs that command a terminal are made visible.
  mutating func append(_ text: String, _ marks: Marks = []) {
    for character in printable(text) {
      if character.isWhitespace && character != "\u{A0}" {
        endsInSpace = true
        continue
      }
      let isWide = displayWidth(String(character)) > 1
      let isFirst = lines[lines.count - 1].isEmpty
      if !isFirst, !endsInSpace, !isWide, let last = lines[lines.count - 1].last, last.marks == marks, !last.isWide {
        lines[lines.count - 1][lines[lines.count - 1].count - 1].text.append(character)
      } else {
        let follows = lines[lines.count - 1].last
        lines[lines.count - 1].append(
          Piece(
            text: String(character), marks: marks, followsSpace: endsInSpace && !isFirst,
            mayBreak: isWide && (follows?.isWide ?? false)))
      }
      endsInSpace = false
    }
  }

  /// Begins another line.
  mutating func breakLine() {
    lines.append([])
    endsInSpace = false
  }

  /// The columns that the longest line takes when nothing breaks it.
  var naturalWidth: Int { lines.map { $0.reduce(0) { $0 + $1.widthWithSpace } }.max() ?? 0 }

  /// The text in lines of at most `width` columns, as far as pieces allow; with `cutsWords` always.
  func wrapped(to width: Int, cutsWords: Bool = false) -> [[Piece]] {
    let width = max(1, width)
    return lines.flatMap { pieces in
      var result: [[Piece]] = [[]]
      var used = 0
      for group in Self.groups(cutsWords ? pieces.flatMap { $0.cut(to: width) } : pieces) {
        let groupWidth = group.reduce(0) { $0 + $1.width }
        let space = group[0].followsSpace ? 1 : 0
        if used > 0, used + space + groupWidth > width {
          result.append([])
          used = 0
        }
        var group = group
        if used == 0 { group[0].followsSpace = false }
        used += (used == 0 ? 0 : space) + groupWidth
        result[result.count - 1] += group
      }
      return result
    }
  }

  /// Pieces between which no line can break.
  private static func groups(_ pieces: [Piece]) -> [[Piece]] {
    var groups: [[Piece]] = []
    for piece in pieces {
      if groups.isEmpty || piece.followsSpace || piece.mayBreak {
        groups.append([piece])
      } else {
        groups[groups.count - 1].append(piece)
      }
    }
    return groups
  }
}

extension Piece {
  var width: Int { displayWidth(text) }
  fileprivate var widthWithSpace: Int { width + (followsSpace ? 1 : 0) }
  fileprivate var isWide: Bool { text.last.map { displayWidth(String($0)) > 1 } ?? false }

  /// Pieces of at most `width` columns.
  fileprivate func cut(to width: Int) -> [Piece] {
    guard self.width > width else { return [self] }
    var pieces: [Piece] = []
    var current = Piece(text: "", marks: marks, followsSpace: followsSpace, mayBreak: mayBreak)
    for character in text {
      if !current.text.isEmpty, current.width + displayWidth(String(character)) > width {
        pieces.append(current)
        current = Piece(text: "", marks: marks, followsSpace: false, mayBreak: true)
      }
      current.text.append(character)
    }
    return pieces + [current]
  }
}

extension [Piece] {
  var width: Int { reduce(0) { $0 + $1.width + ($1.followsSpace ? 1 : 0) } }

  /// The line as text, with escape sequences where it `isColoured`.
  func text(isColoured: Bool) -> String {
    map { ($0.followsSpace ? " " : "") + (isColoured ? $0.marks.applied(to: $0.text) : $0.text) }.joined()
  }
}
