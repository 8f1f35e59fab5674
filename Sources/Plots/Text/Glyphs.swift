/// The characters that a plot in text is made of.
package enum Glyphs: Equatable, Sendable {
  /// Braille, blocks and box-drawing characters.
  case unicode
  /// Nothing beyond ASCII, for `TERM=dumb`.
  case ascii

  /// Dots across and down a character cell.
  var dotsAcross: Int { self == .unicode ? 2 : 1 }
  var dotsDown: Int { self == .unicode ? 4 : 1 }

  var vertical: Character { self == .unicode ? "│" : "|" }
  var verticalTick: Character { self == .unicode ? "┤" : "+" }
  var horizontal: Character { self == .unicode ? "─" : "-" }
  var horizontalTick: Character { self == .unicode ? "┬" : "+" }
  var corner: Character { self == .unicode ? "└" : "+" }
  /// A point that no line leads to, of an only line.
  var point: Character { self == .unicode ? "•" : "*" }
  /// Where the marks of several lines fall together.
  var severalMarks: Character { "#" }
  var band: Character { self == .unicode ? "░" : "." }
  var missing: String { self == .unicode ? "–" : "-" }
  var ellipsis: String { self == .unicode ? "…" : "..." }
  /// From the lowest value to the highest.
  var shades: [Character] { self == .unicode ? [" ", "░", "▒", "▓", "█"] : [" ", ".", "-", "+", "*", "#"] }

  /// The letter that marks the line at `index` where there are several.
  static func letter(_ index: Int) -> Character {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return letters[index % letters.count]
  }

  /// A cell filled from `start` to `end` eighths of its width.
  func block(from start: Int, to end: Int) -> Character {
    let start = max(0, start)
    let end = min(8, end)
    guard end > start else { return " " }
    if self == .ascii { return end - start >= 4 ? "#" : " " }
    // Blocks that stand at the right edge come as a half and an eighth only.
    if end == 8, start > 0 { return start <= 5 ? "▐" : "▕" }
    return ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"][end - start - 1]
  }
}
