import Markdown

/// A table fitted to a width: its widest columns are wrapped, and where even that is too wide, each row becomes lines
/// of a heading and a cell.
struct TableLayout {
  private let alignments: [MarkdownBlock.Alignment]
  private let header: [StyledText]
  private let rows: [[StyledText]]
  private let width: Int
  private static let gap = 2
  private static let narrowest = 6

  init(_ alignments: [MarkdownBlock.Alignment], header: [StyledText], rows: [[StyledText]], width: Int) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
    self.width = width
  }

  func lines(isColoured: Bool) -> [String] {
    guard !header.isEmpty else { return [] }
    guard let widths = fittingWidths else { return records(isColoured: isColoured) }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: gapText)
    return self.lines(of: header, widths, isColoured: isColoured) + [rule]
      + rows.flatMap { self.lines(of: $0, widths, isColoured: isColoured) }
  }

  private var gapText: String { String(repeating: " ", count: Self.gap) }

  /// The columns' widths; nil when they cannot all stand side by side.
  private var fittingWidths: [Int]? {
    var widths = header.indices.map { column in
      max(1, ([header] + rows).map { $0.indices.contains(column) ? $0[column].naturalWidth : 0 }.max() ?? 0)
    }
    let gaps = Self.gap * (widths.count - 1)
    guard widths.reduce(gaps, { $0 + min($1, Self.narrowest) }) <= width else { return nil }
    while widths.reduce(gaps, +) > width, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
      widths[widest] -= 1
    }
    return widths
  }

  private func lines(of row: [StyledText], _ widths: [Int], isColoured: Bool) -> [String] {
    let cells = widths.indices.map { column in
      row.indices.contains(column) ? row[column].wrapped(to: widths[column], cutsWords: true) : []
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { line in
      var text = ""
      for (column, cell) in cells.enumerated() {
        let pieces = cell.indices.contains(line) ? cell[line] : []
        let free = max(0, widths[column] - pieces.width)
        let before: Int
        switch alignments.indices.contains(column) ? alignments[column] : .none {
        case .right: before = free
        case .centre: before = free / 2
        case .none, .left: before = 0
        }
        text += String(repeating: " ", count: before) + pieces.text(isColoured: isColoured)
        if column < cells.count - 1 { text += String(repeating: " ", count: free - before) + gapText }
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  private func records(isColoured: Bool) -> [String] {
    rows.enumerated().flatMap { index, row in
      let fields = zip(header, row).flatMap { name, cell in
        let names = name.wrapped(to: width, cutsWords: true).map { $0.text(isColoured: isColoured) }
        let values = cell.wrapped(to: max(1, width - Self.gap), cutsWords: true)
        return names + values.map { gapText + $0.text(isColoured: isColoured) }
      }
      return (index > 0 ? [""] : []) + fields
    }
  }
}
