import Models

/// The examples of a data set, those first whose answers a tailored model finds the least likely. Where a few labels are
/// wrong they come up first, because what is learned from many examples contradicts them before it can be learned by
/// heart: Arpit et al. 2017 (patterns are learned before noise), Northcutt et al. 2021 (confident learning).
package struct Inspection: Equatable, Sendable {
  package struct Row: Equatable, Sendable {
    package let example: Dataset.Example
    /// −log p, in nats, of the answer's first token that not all answers share: it decides which answer it is. The
    /// tokens after it only spell it, and would bring up what is long and rare instead of what is wrong.
    package let loss: Double
    /// What the model says; nil where it was not asked.
    package let said: String?
    /// The true answer where the example's is known to be wrong.
    package let truth: String?
  }

  /// What the data set is called.
  package let dataset: String
  /// All examples, the greatest loss first; of equal ones the earlier example.
  package let rows: [Row]
  /// How many of the first rows are examined; the model was asked their questions.
  package let top: Int
  /// How many examples are wrong, where that is known.
  package let wrong: Int?

  /// How many of the first `count` rows are wrong; nil where that is not known.
  package func found(among count: Int) -> Int? { wrong.map { _ in rows.prefix(count).count { $0.truth != nil } } }

  /// The part of the first `count` rows that is wrong; nil where that is not known.
  package func precision(among count: Int) -> Double? {
    found(among: count).map { Double($0) / Double(max(1, min(count, rows.count))) }
  }

  /// The wrong ones among the first rows with their true answers: what somebody who knows these would put right.
  package var corrections: [Dataset.Example] {
    rows.prefix(top).compactMap { row in row.truth.map { .init(question: row.example.question, answer: $0) } }
  }
}

extension TailoredModel {
  /// Ranks examples by their loss.
  ///
  /// - Parameters:
  ///   - top: How many of the first to examine: the model answers their questions.
  ///   - truth: Examples that are known to be right. Without them, those that were spoiled are known to be wrong, if
  ///     there are any.
  ///   - progress: Receives the number of examples that are done.
  /// - Throws: `TailoringError` when `truth` knows nothing of the data set, for a data set that is empty or has an example
  ///   that can't be read, `ModelError`, and what `check` throws.
  package func inspection(
    of data: Dataset, top: Int, truth: Dataset? = nil, check: () throws -> Void = {}, progress: (Int) -> Void = { _ in }
  ) throws -> Inspection {
    let truths = try truth.map { try Truths($0, about: data) }
    var judgements: [Judgement] = []
    try judge(data, check: check) { piece in
      judgements += piece
      progress(judgements.count)
    }
    let answers = Set(judgements.map(\.example.encoded.answer))
    let deciding = answers.count > 1 ? Array(answers).commonPrefixLength : 0
    func loss(_ judgement: Judgement) -> Double { judgement.losses[deciding] }
    let ranked = judgements.enumerated().sorted { (loss($1.element), $0.offset) < (loss($0.element), $1.offset) }
      .map(\.element)
    let first = ranked.prefix(max(0, top))
    let longest = first.map(\.example.encoded.answer.count).max() ?? 0
    let said = try MixedBatch(model, first.map { (text: $0.example.source.question, tailored: self) })
      .answers(LanguageModel.Generation(maximumTokens: longest + Self.furtherTokens), check: check)
    let rows = ranked.enumerated().map { rank, judgement in
      let example = judgement.example.source
      return Inspection.Row(
        example: example, loss: loss(judgement), said: rank < said.count ? said[rank] : nil,
        truth: truths.map { $0.truth(of: example) } ?? example.truth)
    }
    let isKnown = truths != nil || !data.spoiled.isEmpty
    return Inspection(
      dataset: data.name, rows: rows, top: first.count, wrong: isKnown ? rows.count { $0.truth != nil } : nil)
  }
}

/// The right answers to questions.
private struct Truths {
  private var answers: [String: [String]] = [:]

  /// Throws when none of the questions is one of `data`.
  init(_ truth: Dataset, about data: Dataset) throws(TailoringError) {
    for example in truth.examples { answers[trimmed(example.question), default: []].append(trimmed(example.answer)) }
    guard data.examples.contains(where: { answers[trimmed($0.question)] != nil }) else {
      throw .init(.otherQuestions(truth: truth.name, dataset: data.name), blaming: .truth)
    }
  }

  /// The right answer where it is known that the example's is wrong.
  func truth(of example: Dataset.Example) -> String? {
    guard let right = answers[trimmed(example.question)], !right.contains(trimmed(example.answer)) else { return nil }
    return right.first
  }
}
