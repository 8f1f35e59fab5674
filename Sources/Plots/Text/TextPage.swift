/// The room for a plot in text, and how its parts are fitted into it.
struct TextPage: Equatable {
  let width: Int
  let height: Int
  let glyphs: Glyphs
  let isColoured: Bool

  /// `text`, or its beginning and an ellipsis when it takes more than `width` columns.
  func clipped(_ text: String, to width: Int) -> String {
    Plots.clipped(text, to: width, ellipsis: glyphs.ellipsis)
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
