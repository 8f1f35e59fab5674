import Script

/// What a number was with several seeds.
package struct SeedStatistics: Codable, Equatable, Sendable {
  /// The line of the document that asks for it, and its expression.
  package let line: Int
  package let text: String
  /// The number for each seed, from seed 1 on.
  package let values: [Double]

  package init(line: Int, text: String, values: [Double]) {
    (self.line, self.text, self.values) = (line, text, values)
  }

  /// The mean, the lowest and the highest of the numbers.
  package var mean: Double { values.reduce(0, +) / Double(values.count) }
  package var lowest: Double { values.min() ?? .nan }
  package var highest: Double { values.max() ?? .nan }

  /// `mean 0.82 over 3 seeds, from 0.78 to 0.86 (0.78, 0.86, 0.82)`.
  package var sentence: String {
    let numbers = values.map(\.rendered).joined(separator: ", ")
    return "mean \(mean.rendered) over \(values.count) \(values.count == 1 ? "seed" : "seeds"), "
      + "from \(lowest.rendered) to \(highest.rendered) (\(numbers))"
  }
}

extension Double {
  /// The number as the language shows it.
  var rendered: String { Value.number(self).rendered() }
}
