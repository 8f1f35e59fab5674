extension ParameterType {
  /// The type in a sentence: `a whole number from 1 to 512`.
  package var described: String {
    switch self {
    case .any: "a value"
    case .boolean: "true or false"
    case .number(let range):
      "a number" + described(range.lowerBound, -.infinity, range.upperBound, .infinity, format)
    case .integer(let range):
      "a whole number" + described(range.lowerBound, .min, range.upperBound, .max, String.init)
    case .text: "a text"
    case .list(let type): "a list of \(type.describedAsMany)"
    case .pair: "a pair"
    case .object(let names): enumerated(names.map(withArticle), "or")
    case .record: "a record"
    case .choice(let choices): enumerated(choices.map { "`\($0)`" }, "or")
    case .oneOf(let types): enumerated(types.map(\.described), "or")
    case .file: "a file"
    case .name(let kind, _): "the name of \(withArticle(kind))"
    case .block: "a block"
    }
  }

  private var describedAsMany: String {
    switch self {
    case .any: "values"
    case .boolean: "booleans"
    case .number: "numbers"
    case .integer: "whole numbers"
    case .text: "texts"
    case .list: "lists"
    case .pair: "pairs"
    case .object(let names): enumerated(names.map { $0 + "s" }, "or")
    case .record: "records"
    case .oneOf(let types): enumerated(types.map(\.describedAsMany), "or")
    case .file: "files"
    case .name(let kind, _): "names of \(kind)s"
    case .choice(let choices) where choices.count == 1: described
    case .choice, .block: "items, each \(described)"
    }
  }

  /// Whether bare words are taken as a text.
  var takesText: Bool {
    switch self {
    case .text, .name, .file: true
    case .oneOf(let types): types.contains { $0.takesText }
    default: false
    }
  }

  private func described<Bound: Equatable>(
    _ lower: Bound, _ lowest: Bound, _ upper: Bound, _ highest: Bound, _ text: (Bound) -> String
  ) -> String {
    switch (lower == lowest, upper == highest) {
    case (true, true): ""
    case (false, true): " of at least \(text(lower))"
    case (true, false): " of at most \(text(upper))"
    case (false, false): " from \(text(lower)) to \(text(upper))"
    }
  }
}

/// `a, b or c`.
package func enumerated(_ items: [String], _ conjunction: String) -> String {
  guard items.count > 1, let last = items.last else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
