/// A drawing that no renderer is mentioned in: what stands on it, over which axes.
///
/// The same plot always renders to the same bytes, whatever the machine or its locale.
package struct Plot: Equatable, Sendable {
  package var title: String
  package var content: Content

  /// What is drawn. A plot holds one kind of mark, so that its axes fit every one.
  package enum Content: Equatable, Sendable {
    /// Lines over two numeric axes.
    case lines([Line], x: Axis, y: Axis)
    /// Bars, one for each category and name, along an axis of values. `categories` says what a category is.
    case bars([Bar], categories: String, values: Axis)
    /// A number for every pair of row and column.
    case matrix(Matrix)
  }

  package init(title: String, _ content: Content) {
    self.title = title
    self.content = content
  }
}

/// A named sequence of points, joined in the order of their `x`.
package struct Line: Equatable, Sendable {
  package var name: String
  package var points: [Point]

  package init(_ name: String, _ points: [Point]) {
    self.name = name
    self.points = points
  }
}

/// A point of a line, and how far the values that it stands for are spread.
package struct Point: Equatable, Sendable {
  package var x: Double
  package var y: Double
  package var spread: Spread?

  package init(x: Double, y: Double, spread: Spread? = nil) {
    self.x = x
    self.y = y
    self.spread = spread
  }
}

/// The lowest and highest of the values behind a point or bar. Unlike a range it may hold NaN, which is left out when
/// drawn.
package struct Spread: Equatable, Sendable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// A bar: the value of what is called `name` in a category.
///
/// Where all bars share a name, the category labels the bar; where all share a category, the name does.
package struct Bar: Equatable, Sendable {
  package var name: String
  package var category: String
  package var value: Double
  package var spread: Spread?

  package init(_ name: String, category: String, value: Double, spread: Spread? = nil) {
    self.name = name
    self.category = category
    self.value = value
    self.spread = spread
  }
}

/// Numbers in rows and columns, such as the score on each task (columns) after learning each (rows).
package struct Matrix: Equatable, Sendable {
  package var rowLabel: String
  package var rows: [String]
  package var columnLabel: String
  package var columns: [String]
  /// What the numbers are, and the range that their shades span.
  package var values: Axis
  /// `numbers[row][column]`. Missing ones leave an empty place, as NaN does, but are not missed; superfluous ones are
  /// not drawn.
  package var numbers: [[Double]]

  package init(
    rowLabel: String, rows: [String], columnLabel: String, columns: [String], values: Axis, numbers: [[Double]]
  ) {
    self.rowLabel = rowLabel
    self.rows = rows
    self.columnLabel = columnLabel
    self.columns = columns
    self.values = values
    self.numbers = numbers
  }

  func number(row: Int, column: Int) -> Double {
    guard numbers.indices.contains(row), numbers[row].indices.contains(column) else { return .nan }
    return numbers[row][column]
  }

  /// All numbers that have a shade, row by row, with their places.
  var shadedNumbers: [(row: Int, column: Int, number: Double)] {
    rows.indices.flatMap { row in columns.indices.map { (row, $0, number(row: row, column: $0)) } }
      .filter { values.canPlace($0.number) }
  }
}

/// An axis of numbers.
package struct Axis: Equatable, Sendable {
  package enum Spacing: Equatable, Sendable {
    /// Equal distances are equal differences.
    case linear
    /// Equal distances are equal ratios. Values at or below 0 have no place and are left out.
    case logarithmic
  }

  package var label: String
  package var spacing: Spacing
  /// What the axis spans, or `nil` to span the values. A range that the axis cannot span (empty, infinite, or at or
  /// below 0 on a logarithmic axis) counts as `nil`.
  package var range: ClosedRange<Double>?

  package init(_ label: String, _ spacing: Spacing = .linear, range: ClosedRange<Double>? = nil) {
    self.label = label
    self.spacing = spacing
    self.range = range
  }

  /// Whether `value` has a place on the axis, were it long enough.
  func canPlace(_ value: Double) -> Bool {
    value.isFinite && (spacing == .linear || value > 0)
  }

  /// The fixed range, if it can be spanned.
  var usableRange: ClosedRange<Double>? {
    guard let range, canPlace(range.lowerBound), canPlace(range.upperBound), range.lowerBound < range.upperBound
    else { return nil }
    return range
  }
}

extension Plot {
  /// Whether anything can be drawn: a point, bar or number that its axes can place.
  var hasMarks: Bool {
    switch content {
    case .lines(let lines, let x, let y):
      lines.contains { $0.points.contains { x.canPlace($0.x) && y.canPlace($0.y) } }
    case .bars(let bars, _, let values): bars.contains { values.canPlace($0.value) }
    case .matrix(let matrix): !matrix.shadedNumbers.isEmpty
    }
  }
}

extension Plot {
  /// The same plot with every text on one line and free of control characters and of those that turn the direction of
  /// writing: neither a terminal nor an XML parser should meet them.
  var cleaned: Plot {
    Plot(title: clean(title), content.cleaned)
  }
}

extension Plot.Content {
  fileprivate var cleaned: Self {
    switch self {
    case .lines(let lines, let x, let y):
      .lines(lines.map { Line(clean($0.name), $0.points) }, x: x.cleaned, y: y.cleaned)
    case .bars(let bars, let categories, let values):
      .bars(
        bars.map { Bar(clean($0.name), category: clean($0.category), value: $0.value, spread: $0.spread) },
        categories: clean(categories), values: values.cleaned)
    case .matrix(let matrix):
      .matrix(
        Matrix(
          rowLabel: clean(matrix.rowLabel), rows: matrix.rows.map(clean), columnLabel: clean(matrix.columnLabel),
          columns: matrix.columns.map(clean), values: matrix.values.cleaned, numbers: matrix.numbers))
    }
  }
}

extension Axis {
  fileprivate var cleaned: Axis { Axis(clean(label), spacing, range: range) }
}

private func clean(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: if result.last != " " { result.append(" ") }
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: break
    default: result.append(scalar)
    }
  }
  return String(result)
}
