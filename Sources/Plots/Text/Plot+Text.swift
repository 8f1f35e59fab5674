import Printing

extension Plot {
  /// The plot in characters: at most `width` columns wide and, for lines, about `height` rows high; bars and matrices
  /// are as high as they have rows. Widths count from 20 to 1000 and heights from 8 to 1000. No newline at the end.
  ///
  /// Several lines are marked by letters, so colour (escape sequences for the 16 colours of terminals) says nothing
  /// on its own.
  package func text(width: Int, height: Int = 20, glyphs: Glyphs = .unicode, isColoured: Bool = false) -> String {
    let page = TextPage(
      width: max(20, min(width, 1000)), height: max(8, min(height, 1000)), glyphs: glyphs, isColoured: isColoured)
    let plot = cleaned
    let titleLines = page.wrapped(plot.title)
    let noteLines = plot.notes.flatMap(page.wrapped)
    let rows =
      titleLines.map(page.bold) + plot.drawing(on: page, besides: titleLines.count + noteLines.count) + noteLines
    return rows.map { trimmingTrailingSpaces($0) }.joined(separator: "\n")
  }

  /// The rows between title and notes, which take `rest` rows of the page.
  private func drawing(on page: TextPage, besides rest: Int) -> [String] {
    guard hasMarks else { return page.wrapped(summary) }
    return switch content {
    case .lines(let lines, let x, let y): TextLines(lines, x: x, y: y, besides: rest, on: page).rows
    case .bars(let bars, let categories, let values): TextBars(bars, categories, values, on: page).rows
    case .matrix(let matrix): TextMatrix(matrix, on: page).rows
    }
  }
}

/// The room for a plot in text, and how its parts are fitted into it.
struct TextPage: Equatable {
  let width: Int
  let height: Int
  let glyphs: Glyphs
  let isColoured: Bool

  /// `text`, or its beginning and an ellipsis when it takes more than `width` columns.
  func clipped(_ text: String, to width: Int) -> String {
    Printing.clipped(text, to: width, ellipsis: glyphs.ellipsis)
  }

  /// `text` clipped or followed by spaces to take exactly `width` columns.
  func fitted(_ text: String, to width: Int) -> String {
    let clipped = clipped(text, to: width)
    return clipped + String(repeating: " ", count: max(0, width - displayWidth(clipped)))
  }

  /// As `fitted`, with the spaces in front.
  func rightFitted(_ text: String, to width: Int) -> String {
    let clipped = clipped(text, to: width)
    return String(repeating: " ", count: max(0, width - displayWidth(clipped))) + clipped
  }

  /// `text` in the middle of the columns from `start` to the page's end.
  func centred(_ text: String, from start: Int) -> String {
    let clipped = clipped(text, to: width - start)
    return String(repeating: " ", count: start + (width - start - displayWidth(clipped)) / 2) + clipped
  }

  /// `pieces` joined by `separator` into lines of the page; a longer piece is clipped.
  func wrapped(_ pieces: [String], separator: String) -> [String] {
    var lines: [String] = []
    for piece in pieces {
      if let last = lines.last, displayWidth(last + separator + piece) <= width {
        lines[lines.count - 1] = last + separator + piece
      } else {
        lines.append(clipped(piece, to: width))
      }
    }
    return lines
  }

  /// The words of `text` in lines of the page.
  func wrapped(_ text: String) -> [String] {
    wrapped(text.split(separator: " ").map(String.init), separator: " ")
  }

  /// `text` in the colour of a series, if colours are wanted.
  func coloured(_ text: String, series: Int?) -> String {
    guard isColoured, let series, !text.isEmpty else { return text }
    return "\u{1B}[\([36, 33, 35, 32, 34, 31][series % 6])m\(text)\u{1B}[0m"
  }

  func bold(_ text: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// The line of a horizontal axis with its ticks, and their labels below: `gutter` columns stand left of its corner,
  /// `columns` right of it. Ticks whose labels find no room are left out.
  func horizontalAxis(gutter: Int, columns: Int, ticks: [(column: Int, label: String)]) -> [String] {
    var axis = [Character](repeating: glyphs.horizontal, count: columns)
    var labels = ""
    for tick in ticks {
      let length = tick.label.utf8.count
      let start = max(0, min(gutter + 1 + tick.column - length / 2, width - length))
      guard labels.isEmpty || start >= labels.utf8.count + 2 else { continue }
      axis[tick.column] = glyphs.horizontalTick
      labels += String(repeating: " ", count: start - labels.utf8.count) + tick.label
    }
    return [String(repeating: " ", count: gutter) + String(glyphs.corner) + String(axis), labels]
  }
}

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
