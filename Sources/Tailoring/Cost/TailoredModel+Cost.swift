import Models

extension TailoredModel {
  /// What reading a text and answering takes, counted from shapes.
  package struct ReadingCost: Equatable, Sendable {
    /// The positions that the text takes, and how many of them are learned rows.
    package let positions: Int
    package let learnedRows: Int
    /// The floating-point operations until the first token of the answer is known.
    package let operations: Double
    /// Those of the next token.
    package let operationsPerToken: Double
    /// The bytes of the keys and values that are kept of all these positions.
    package let cacheBytes: Int
  }

  /// The cost of a text.
  package func cost(of text: ReadText) -> ReadingCost {
    let (count, decoder, configuration) = (text.count, model.decoder, model.configuration)
    let learnedRows = text.contents.count { if case .row = $0 { true } else { false } }
    return ReadingCost(
      positions: count, learnedRows: learnedRows,
      operations: decoder.operations(rows: count, attended: count * (count + 1) / 2, predictions: 1),
      operationsPerToken: decoder.operations(rows: 1, attended: count + 1, predictions: 1),
      cacheBytes: 8 * configuration.layers * configuration.keyValueHeads * configuration.headSize * count)
  }
}
