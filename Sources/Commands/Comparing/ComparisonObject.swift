import Plots
import Script
import Tailoring

/// A comparison as a value of the language: a table whose elements are its rows and whose fields are its columns.
package struct ComparisonObject: PlottableObject, Equatable {
  package let comparison: Comparison

  package init(_ comparison: Comparison) { self.comparison = comparison }

  package var typeName: String { "comparison" }

  package var summary: String { "comparison of \(comparison.rows.count) on \(comparison.dataset)" }

  /// Three tables: the scores, what they cost, and what became of other tasks.
  package func rendered(width: Int) -> String {
    func table(_ title: String, _ columns: (Comparison.Row) -> [(String, Value)]) -> String {
      let rows = comparison.rows.map { Value.record(Record([("adaptation", .text($0.name))] + columns($0))) }
      return "\(title)\n\(Value.list(rows).rendered(width: width))"
    }
    func examples(_ count: Int) -> String { count == 1 ? "1 example" : "\(count) examples" }
    let tables = [
      table("On \(comparison.dataset), \(examples(comparison.count))", \.score.columns),
      table("What it took", \.costs),
    ]
    guard !comparison.others.isEmpty else { return tables.joined(separator: "\n\n") }
    let shots = comparison.shots == 0 ? "" : ", shown \(examples(comparison.shots))"
    return (tables + [table("Exact match on other tasks\(shots)", otherColumns)]).joined(separator: "\n\n")
  }

  /// All columns of a row.
  private func columns(_ row: Comparison.Row) -> [(String, Value)] {
    [("adaptation", .text(row.name))] + row.score.columns + row.costs + otherColumns(row)
  }

  /// Exact match on each other task, without any adaptation and with this one.
  private func otherColumns(_ row: Comparison.Row) -> [(String, Value)] {
    zip(comparison.others, row.others).flatMap { task, score in
      [
        ("\(task.name)-before", .number(task.before.exactMatch)), ("\(task.name)-after", .number(score.exactMatch)),
      ] as [(String, Value)]
    }
  }

  package var fieldNames: [String] { ["rows"] + (comparison.rows.first.map { columns($0).map(\.0) } ?? []) }

  package func field(_ name: String) throws -> Value? {
    if name == "rows" { return .list(comparison.rows.map { .record(Record(columns($0))) }) }
    guard fieldNames.contains(name) else { return nil }
    return .list(comparison.rows.map { Record(columns($0))[name] ?? .nothing })
  }

  package var count: Int? { comparison.rows.count }

  package func element(at index: Int) throws -> Value? { .record(Record(columns(comparison.rows[index]))) }

  /// Exact match as bars; with other tasks, a group of bars for each task, what it was before among them.
  var plot: Plot {
    let hasNone = comparison.rows.contains { $0.adaptation == .none }
    let bars = comparison.rows.map { Bar($0.name, category: comparison.dataset, value: $0.score.exactMatch) }
    let others = comparison.others.enumerated().flatMap { index, task in
      (hasNone ? [] : [Bar("before", category: task.name, value: task.before.exactMatch)])
        + comparison.rows.map { Bar($0.name, category: task.name, value: $0.others[index].exactMatch) }
    }
    return Plot(
      title: "Exact match on \(([comparison.dataset] + comparison.others.map(\.name)).joined(separator: ", "))",
      .bars(bars + others, categories: "", values: Axis("exact match", range: 0...1)))
  }
}

extension Comparison.Row {
  /// What an adaptation took to make; nothing where that is not known.
  fileprivate var costs: [(String, Value)] {
    let numbers: [Double?] =
      switch adaptation {
      case .none: [0, 0, 0, 0, 0, 0]
      case .prompt(let prompt): [0, Double(prompt.front.utf8.count), Double(prompt.examples.count), 0, 0, 0]
      case .learned(let learned):
        [
          Double(learned.count), Double(learned.bytes), learned.record.map { Double($0.examples) },
          learned.record.map { Double($0.history.count) },
          learned.record.map { ($0.operations / 1e6).rounded() / 1000 },
          learned.record.map { ($0.seconds * 100).rounded() / 100 },
        ]
      }
    return zip(["numbers", "bytes", "examples", "steps", "gflop", "seconds"], numbers)
      .map { ($0, $1.map { .number($0) } ?? .nothing) }
  }
}
