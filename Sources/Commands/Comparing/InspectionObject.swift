import Plots
import Script
import Tailoring

/// An inspection as a value of the language: its elements are the rows that are looked at.
package struct InspectionObject: PlottableObject, Equatable {
  package let inspection: Inspection

  package init(_ inspection: Inspection) { self.inspection = inspection }

  package var typeName: String { "inspection" }

  package var summary: String { "inspection of \(inspection.dataset)" }

  /// The rows, and where it is known how many of them are wrong.
  package func rendered(width: Int) -> String {
    let table = Value.list(rows).rendered(width: width)
    let top = inspection.top
    guard let wrong = inspection.wrong, let found = inspection.found(among: top),
      let precision = inspection.precision(among: top)
    else { return table }
    let first = top == 1 ? "the first row" : "the first \(top) rows"
    return "\(table)\n\n\(found) of \(first) wrong, of \(wrong) in all: precision \(rounded(precision))"
  }

  private var rows: [Value] {
    inspection.rows.prefix(inspection.top).enumerated().map { rank, row in
      let truth: [(String, Value)] =
        inspection.wrong == nil ? [] : [("truth", row.truth.map { .text($0) } ?? .text(""))]
      return .record(
        Record(
          [
            ("rank", .number(Double(rank + 1))), ("question", .text(row.example.question)),
            ("answer", .text(row.example.answer)), ("loss", .number(row.loss)), ("says", .text(row.said ?? "")),
          ] + truth))
    }
  }

  package var fields: [Field] {
    let top = inspection.rows.prefix(inspection.top)
    let fields = [
      Field("rows", .list(rows)), Field("questions", .list(top.map { .text($0.example.question) })),
      Field("answers", .list(top.map { .text($0.example.answer) })),
      Field("says", .list(top.map { .text($0.said ?? "") })),
      Field("losses", .list(inspection.rows.map { .number($0.loss) })),
    ]
    guard let wrong = inspection.wrong else { return fields }
    return fields + [
      Field("wrong", .number(Double(wrong))),
      Field("found", .optional(inspection.found(among: inspection.top).map { Double($0) })),
      Field("precision", .optional(inspection.precision(among: inspection.top))),
      Field("corrections", .list(inspection.corrections.map(Value.init))),
    ]
  }

  package var count: Int? { inspection.top }

  package func element(at index: Int) throws -> Value? { rows[index] }

  /// The loss over the rank; where the wrong ones are known, how many of the first rows are wrong and how many of the
  /// wrong ones are among them, for as many rows as three times the wrong ones.
  var plot: Plot {
    guard let wrong = inspection.wrong, wrong > 0 else {
      let points = inspection.rows.enumerated().map { Point(x: Double($0.offset + 1), y: $0.element.loss) }
      return Plot(
        title: "Loss of the examples of \(inspection.dataset)",
        .lines([Line("loss", points)], x: Axis("rank"), y: Axis("loss")))
    }
    let counts = 1...min(inspection.rows.count, 3 * wrong)
    func line(_ name: String, _ part: (Int) -> Double?) -> Line {
      Line(name, counts.compactMap { count in part(count).map { Point(x: Double(count), y: $0) } })
    }
    return Plot(
      title: "Wrong labels among the first rows of \(inspection.dataset)",
      .lines(
        [
          line("wrong, of these rows", inspection.precision),
          line("found, of the wrong") { count in inspection.found(among: count).map { Double($0) / Double(wrong) } },
        ], x: Axis("rows looked at"), y: Axis("part", range: 0...1)))
  }
}
