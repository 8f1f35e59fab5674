import Printing
import Script
import Tailoring

/// A data set as a value of the language: its elements are pairs of a question and an answer.
package struct DatasetObject: ScriptObject, Equatable {
  package let dataset: Dataset

  package init(_ dataset: Dataset) { self.dataset = dataset }

  /// The examples that are shown.
  private static let shownExamples = 8

  package var typeName: String { "dataset" }

  /// `dataset en-fr, 2268 examples`.
  package var summary: String { "dataset \(dataset.name), \(counted(dataset.count, "example"))" }

  /// The title, where the data comes from, and the first examples in a table.
  package func rendered(width: Int) -> String {
    let origin = dataset.origin
    var lines = [
      (origin.title.isEmpty ? dataset.name : "\(origin.title) (\(dataset.name))")
        + ": \(counted(dataset.count, "example"))"
    ]
    let about = [("source", origin.source), ("licence", origin.licence)].filter { !$0.1.isEmpty }
    if !about.isEmpty { lines.append(about.map { "\($0): \($1)" }.joined(separator: "; ")) }
    if dataset.count > 0 { lines += ["", Value.list(rows(Self.shownExamples)).rendered(width: width)] }
    let rest = dataset.count - Self.shownExamples
    if rest > 0 { lines.append("… and \(rest) more") }
    return lines.joined(separator: "\n")
  }

  package var fields: [Field] {
    [
      Field("name", .text(dataset.name)), Field("title", .text(dataset.origin.title)),
      Field("source", .text(dataset.origin.source)), Field("licence", .text(dataset.origin.licence)),
      Field("columns", .list(dataset.columns.map { .text($0) })),
      Field("questions", .list(dataset.examples.map { .text($0.question) })),
      Field("answers", .list(dataset.examples.map { .text($0.answer) })),
      Field("examples", .list(dataset.examples.map(Value.init))), Field("rows", .list(rows(dataset.count))),
      Field(
        "spoiled", .list(dataset.spoiled.map { .pair(key: .text($0.question), value: .text($0.truth ?? $0.answer)) })),
    ]
  }

  package var count: Int? { dataset.count }
  package func element(at index: Int) throws -> Value? { Value(dataset.examples[index]) }
  package func prefix(_ length: Int) throws -> Value? { .object(DatasetObject(dataset.prefix(length))) }

  /// The first examples with all their columns.
  private func rows(_ count: Int) -> [Value] {
    dataset.examples.prefix(count).map { example in
      let cells = [example.question, example.answer] + example.others
      return .record(Record(zip(dataset.columns, cells).map { ($0, .text($1)) }))
    }
  }
}
