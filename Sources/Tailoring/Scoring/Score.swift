/// How well a model does on a data set.
package struct Score: Equatable, Sendable {
  /// The examples whose greedy answer is the expected one, byte for byte, without white space at the ends.
  package let right: Int
  /// All examples.
  package let count: Int
  /// The mean cross-entropy of the answers' tokens, the line break behind each counted: −log p in nats.
  package let loss: Double
  /// What always giving the commonest answer would get right, between 0 and 1, where the data set sorts questions
  /// into few kinds.
  package let majority: Double?

  /// The part of examples that are right, between 0 and 1.
  package var exactMatch: Double { count == 0 ? 0 : Double(right) / Double(count) }

  /// Why the score says little, or nil.
  package var complaint: String? {
    guard let majority, exactMatch <= majority else { return nil }
    return "always giving the commonest answer would do as well: the questions were not told apart"
  }
}

extension Dataset {
  /// At most so many different answers make a data set one that sorts questions into kinds.
  private static let mostKinds = 10

  /// The share of the commonest answer, where answers are at least two and at most ten different ones, each used
  /// twice and more on average; nil elsewhere, because there it says nothing.
  package var majority: Double? {
    var counts: [String: Int] = [:]
    for example in examples { counts[trimmed(example.answer), default: 0] += 1 }
    guard 2...Self.mostKinds ~= counts.count, counts.count * 2 <= count else { return nil }
    return Double(counts.values.max() ?? 0) / Double(count)
  }
}
