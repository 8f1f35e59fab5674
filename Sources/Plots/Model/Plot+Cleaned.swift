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
