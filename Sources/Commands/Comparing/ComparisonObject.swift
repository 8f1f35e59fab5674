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
      table("On \(comparison.dataset), \(examples(comparison.count))", scoreColumns),
      table("What it took", \.costs),
    ]
    guard !comparison.others.isEmpty else { return tables.joined(separator: "\n\n") }
    let shots = comparison.shots == 0 ? "" : ", shown \(examples(comparison.shots))"
    return (tables + [table("Exact match on other tasks\(shots)", otherColumns)]).joined(separator: "\n\n")
  }

  /// All columns of a row.
  private func columns(_ row: Comparison.Row) -> [(String, Value)] {
    [("adaptation", .text(row.name))] + scoreColumns(row) + row.costs + otherColumns(row)
  }

  /// The score, the mean of several runs with their spread where any row has several.
  private func scoreColumns(_ row: Comparison.Row) -> [(String, Value)] {
    guard comparison.hasSeveralTrials else { return row.trials.first?.score.columns ?? [] }
    let exactMatch = row.summary(\.score.exactMatch)
    let majority = row.summary(\.score.majority).map { [("majority", Value.number($0.mean))] } ?? []
    return [
      ("seeds", .number(Double(row.trials.count))), ("of", .number(Double(comparison.count))),
      ("exact-match", .optional(exactMatch?.mean)), ("lowest", .optional(exactMatch?.lowest)),
      ("highest", .optional(exactMatch?.highest)), ("loss", .optional(row.summary(\.score.loss)?.mean)),
    ] + majority
  }

  /// Exact match on each other task, without any adaptation and with this one.
  private func otherColumns(_ row: Comparison.Row) -> [(String, Value)] {
    comparison.others.enumerated().flatMap { index, task -> [(String, Value)] in
      let after = row.summary { $0.others[index].exactMatch }
      let spread: [(String, Value)] = [
        ("\(task.name)-lowest", .optional(after?.lowest)), ("\(task.name)-highest", .optional(after?.highest)),
      ]
      return [
        ("\(task.name)-before", .number(task.before.exactMatch)), ("\(task.name)-after", .optional(after?.mean)),
      ] + (comparison.hasSeveralTrials ? spread : [])
    }
  }

  package var fields: [Field] {
    let columns = comparison.rows.first.map { self.columns($0).map(\.0) } ?? []
    return [Field("rows", .list(comparison.rows.map { .record(Record(self.columns($0))) }))]
      + columns.map { name in Field(name, .list(comparison.rows.map { Record(self.columns($0))[name] ?? .nothing })) }
  }

  package var count: Int? { comparison.rows.count }

  package func element(at index: Int) throws -> Value? { .record(Record(columns(comparison.rows[index]))) }

  /// Exact match as bars, with the spread between seeds; with other tasks, a group of bars for each task, what it was
  /// before among them.
  var plot: Plot {
    let hasNone = comparison.rows.contains { $0.adaptation == .none }
    let bars = comparison.rows.compactMap { $0.bar(in: comparison.dataset, \.score) }
    let others = comparison.others.enumerated().flatMap { index, task in
      (hasNone ? [] : [Bar("before", category: task.name, value: task.before.exactMatch)])
        + comparison.rows.compactMap { $0.bar(in: task.name) { $0.others[index] } }
    }
    return Plot(
      title: "Exact match on \(([comparison.dataset] + comparison.others.map(\.name)).joined(separator: ", "))",
      .bars(bars + others, categories: "", values: Axis("exact match", range: 0...1)))
  }
}

extension Adaptation {
  /// What it took to make, once or several times: on average, and of memory at most; nothing where that is not known.
  /// `runs` tell how it, or each member of an ensemble, was learned.
  fileprivate func costs(_ runs: [[TuningRecord?]]) -> [Double?] {
    func summary(_ number: (TuningRecord) -> Double?) -> Comparison.Summary? {
      Comparison.Summary(runs.joined().compactMap { $0.flatMap(number) })
    }
    switch self {
    case .none: return [0, 0, 0, 0, 0, 0, 0]
    case .prompt(let prompt): return [0, Double(prompt.prefix.utf8.count), Double(prompt.examples.count), 0, 0, 0, 0]
    case .learned(let learned):
      return [
        Double(learned.count), Double(learned.bytes), summary { Double($0.data.count) }?.mean,
        summary { Double($0.history.count) }?.mean, summary { $0.operations / 1e9 }?.mean.rounded(places: 3),
        summary(\.effort.seconds)?.mean.rounded(places: 2),
        summary { $0.effort.peakMemory.map { Double($0) / 1e6 } }?.highest.rounded(),
      ]
    case .ensemble(let ensemble):
      // What the members took together; the examples and the memory of the one that took most.
      let members = ensemble.members.enumerated().map { index, member in member.costs(runs.map { [$0[index]] }) }
      return [false, false, true, false, false, false, true].enumerated().map { column, isLargest in
        let numbers = members.compactMap { $0[column] }
        guard numbers.count == members.count else { return nil }
        return isLargest ? numbers.max() : numbers.reduce(0, +)
      }
    }
  }
}

extension Comparison.Row {
  /// What the adaptation took to make.
  fileprivate var costs: [(String, Value)] {
    zip(
      ["numbers", "bytes", "examples", "steps", "gflop", "seconds", "peak-mb"],
      adaptation.costs(trials.map(\.records))
    ).map { ($0, .optional($1)) }
  }

  /// The bar of exact match in one of the scores of the runs.
  fileprivate func bar(in category: String, _ score: (Comparison.Trial) -> Score) -> Bar? {
    summary { score($0).exactMatch }.map { summary in
      Bar(
        name, category: category, value: summary.mean,
        spread: trials.count > 1 ? Spread(low: summary.lowest, high: summary.highest) : nil)
    }
  }
}

extension Value {
  /// A number, or nothing.
  static func optional(_ number: Double?) -> Value { number.map { .number($0) } ?? .nothing }
}

extension Double {
  /// Rounded to so many decimal places.
  fileprivate func rounded(places: Int) -> Double {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}
