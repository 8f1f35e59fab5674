/// Bars that belong together under a heading, each with the label that tells it from the others.
struct BarGroup: Equatable {
  let heading: String
  let bars: [LabelledBar]

  struct LabelledBar: Equatable {
    let label: String
    let bar: Bar
    /// The place of the bar's name among the names, which decides its colour.
    let series: Int
  }

  /// The groups of `bars` in order of appearance: one group if all names or all categories are the same, otherwise a
  /// group for each category.
  static func groups(of bars: [Bar]) -> [BarGroup] {
    let names = uniqued(bars.map(\.name))
    let categories = uniqued(bars.map(\.category))
    let series = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    let labelled = { (bar: Bar, label: String) in
      LabelledBar(label: label, bar: bar, series: series[bar.name] ?? 0)
    }
    if names.count <= 1 {
      return bars.isEmpty ? [] : [BarGroup(heading: names[0], bars: bars.map { labelled($0, $0.category) })]
    }
    if categories.count == 1 {
      return [BarGroup(heading: categories[0], bars: bars.map { labelled($0, $0.name) })]
    }
    let grouped = Dictionary(grouping: bars, by: \.category)
    return categories.map { category in
      BarGroup(heading: category, bars: (grouped[category] ?? []).map { labelled($0, $0.name) })
    }
  }

  private static func uniqued(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

extension Bar {
  /// The bar's spread in order, if the axis can place it.
  func drawableSpread(over axis: Axis) -> Spread? {
    guard let spread, axis.canPlace(spread.low), axis.canPlace(spread.high) else { return nil }
    return Spread(low: min(spread.low, spread.high), high: max(spread.low, spread.high))
  }

  /// Every number that the axis should reach for this bar.
  func lengths(over axis: Axis) -> [Double] {
    [value] + (drawableSpread(over: axis).map { [$0.low, $0.high] } ?? [])
  }
}
