import Plots
import Script
import Tailoring

/// Learning curves as a value of the language: a table whose elements are its rows and whose fields are its columns.
package struct CurveObject: PlottableObject, Equatable {
  package let curve: LearningCurve

  package init(_ curve: LearningCurve) { self.curve = curve }

  package var typeName: String { "curve" }

  package var summary: String { "learning curves on \(curve.dataset)" }

  package func rendered(width: Int) -> String {
    Value.list(curve.rows.map { .record(Self.record($0)) }).rendered(width: width)
  }

  private static let columns = ["method", "examples", "exact-match", "lowest", "highest", "loss", "seeds"]

  private static func record(_ row: LearningCurve.Row) -> Record {
    let values: [Value] = [
      .text(row.method), .number(Double(row.examples)), .number(row.mean), .number(row.lowest), .number(row.highest),
      .number(row.loss), .number(Double(row.scores.count)),
    ]
    return Record(Array(zip(columns, values)))
  }

  package var fields: [Field] {
    Self.columns.map { name in Field(name, .list(curve.rows.map { Self.record($0)[name] ?? .nothing })) }
  }

  package var count: Int? { curve.rows.count }

  package func element(at index: Int) throws -> Value? { .record(Self.record(curve.rows[index])) }

  /// A line for each method over the number of examples, with the spread between seeds.
  var plot: Plot {
    var names: [String] = []
    for row in curve.rows where !names.contains(row.method) { names.append(row.method) }
    let lines = names.map { name in
      Line(
        name,
        curve.rows.filter { $0.method == name }.map { row in
          Point(
            x: Double(row.examples), y: row.mean,
            spread: row.scores.count > 1 ? Spread(low: row.lowest, high: row.highest) : nil)
        })
    }
    return Plot(
      title: "Exact match on \(curve.count) examples of \(curve.dataset)",
      .lines(lines, x: Axis("examples to learn from", .logarithmic), y: Axis("exact match", range: 0...1)))
  }
}
