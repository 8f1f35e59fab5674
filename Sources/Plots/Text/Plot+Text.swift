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
    return rows.map(trimmingSpaces).joined(separator: "\n")
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

/// `text` without the spaces at its end.
func trimmingSpaces(_ text: String) -> String {
  var view = Substring(text)
  while view.last == " " { view.removeLast() }
  return String(view)
}
