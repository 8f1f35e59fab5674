import Models
import Tensors

/// Questions to one frozen model that are answered together, each with an adaptation of its own: mixed-task inference
/// (Lester et al. 2021, figure 2). Every step reads the weights once for all of them, and every answer is what the
/// question would get alone, bit by bit.
package struct MixedBatch: Sendable {
  /// A question as one voter is asked it.
  private struct Row {
    /// The place of the question in the batch.
    let question: Int
    let voter: TailoredModel
    /// Which rows have the same adaptation.
    let group: Int
    /// The tokens after the voter's prefix.
    let tokens: [Int]
  }

  private let count: Int
  private let rows: [Row]
  /// What reads all rows, low-rank updates of single rows aside.
  private let model: LanguageModel
  /// Whether there are several adaptations.
  private let isMixed: Bool

  /// Throws for an adaptation that can't be used with the model, and for tuned weights beside anything else.
  package init(
    _ model: LanguageModel, _ questions: [(text: String, adaptation: Adaptation)]
  ) throws(TailoringError) {
    let asked = try questions.map { question throws(TailoringError) in
      (text: question.text, tailored: try model.tailored(by: question.adaptation))
    }
    self.init(model, asked)
    if isMixed, let index = questions.firstIndex(where: \.adaptation.changesWeights) {
      throw .init(.tunedWeightsInBatch(index: index))
    }
  }

  /// Questions to what was made of one frozen model.
  init(_ model: LanguageModel, _ questions: [(text: String, tailored: TailoredModel)]) {
    var groups: [TailoredModel] = []
    var rows: [Row] = []
    for (index, question) in questions.enumerated() {
      for voter in question.tailored.voters {
        let group = groups.firstIndex { $0.adaptation == voter.adaptation } ?? groups.count
        if group == groups.count { groups.append(voter) }
        let tokens = voter.tokensAfterPrefix(model.tokens(of: voter.adaptation.text(for: question.text)))
        rows.append(Row(question: index, voter: groups[group], group: group, tokens: tokens))
      }
    }
    count = questions.count
    self.rows = rows
    // A change that all rows share needs no telling apart by rows.
    self.model = groups.count == 1 ? groups[0].model : model
    isMixed = groups.count > 1
  }

  /// The answers: what the model continues each question with, up to the line break, without white space at their ends.
  ///
  /// - Parameter emit: Receives the place of a question and a piece of its answer as soon as it is certain; of an
  ///   ensemble, all of it. Where one adaptation alone is asked, false ends the answer there.
  /// - Throws: `ModelError`, and what `check` throws.
  package func answers(
    _ generation: LanguageModel.Generation, check: () throws -> Void = {},
    emit: (_ question: Int, _ piece: String) -> Bool = { _, _ in true }
  ) throws -> [String] {
    let voters = rows.reduce(into: [Int](repeating: 0, count: count)) { $0[$1.question] += 1 }
    var answers = rows.map { _ in AnswerText() }
    let continuations = try model.generate(after: try unread(check), generation, check: check) { index, piece in
      let certain = answers[index].append(piece)
      let question = rows[index].question
      let goesOn = certain.isEmpty || voters[question] > 1 || emit(question, certain)
      return goesOn && !answers[index].hasEnded
    }
    var votes = [[Ensemble.Vote]](repeating: [], count: count)
    for ((row, answer), continuation) in zip(zip(rows, answers), continuations) {
      votes[row.question].append(Ensemble.Vote(answer: answer.text, logProbability: continuation.logProbability))
    }
    return votes.enumerated().map { question, votes in
      let answer = Ensemble.decide(votes)
      if votes.count > 1 { _ = emit(question, answer) }
      return answer
    }
  }

  /// All rows to be read. What several with one adaptation begin with, learned rows among it, has been read once.
  private func unread(_ check: () throws -> Void) throws -> [UnreadText] {
    let limit = model.configuration.contextLength
    for row in rows {
      let count = (row.voter.prefix?.rows ?? 0) + row.tokens.count
      guard count <= limit else { throw ModelError.contextExceeded(tokens: count, limit: limit) }
    }
    var beginnings: [Int: (shared: Int, text: UnreadText)] = [:]
    for (group, members) in Dictionary(grouping: rows, by: \.group) where members.count > 1 {
      let shared = members.map(\.tokens).commonPrefixLength
      let rows = members[0].voter.rows(Array(members[0].tokens.prefix(shared)))
      if rows.rows > 0 { beginnings[group] = (shared, text(rows, members[0])) }
    }
    // A dictionary's order is random.
    try model.read(beginnings.sorted { $0.key < $1.key }.map(\.value.text), check: check)
    return rows.map { row in
      guard let (shared, beginning) = beginnings[row.group] else {
        return text(row.voter.rows(row.tokens), row)
      }
      return text(model.decoder.embedded(Array(row.tokens[shared...])).value, row, after: beginning.cache)
    }
  }

  private func text(_ rows: Tensor, _ row: Row, after cache: KeyValueCache? = nil) -> UnreadText {
    UnreadText(
      rows, after: cache ?? KeyValueCache(model.configuration),
      updates: isMixed && row.voter.hasLowRankUpdates ? row.voter.model.decoder : nil)
  }
}

extension TailoredModel {
  /// The answer to a question: what the model continues the text of the adaptation with, up to the line break, without
  /// white space at its ends.
  ///
  /// - Parameter emit: Receives the answer in pieces, as soon as they are certain.
  /// - Throws: `ModelError`, and what `check` throws.
  package func answer(
    to question: String, _ generation: LanguageModel.Generation, check: () throws -> Void = {},
    emit: (String) -> Void = { _ in }
  ) throws -> String {
    try MixedBatch(model, [(question, self)]).answers(generation, check: check) { _, piece in
      emit(piece)
      return true
    }[0]
  }
}

extension [[Int]] {
  /// The number of tokens that all lists begin with; at least one is left of each.
  var commonPrefixLength: Int {
    guard let first else { return 0 }
    let longest = Swift.max((map(\.count).min() ?? 1) - 1, 0)
    return (0..<longest).first { place in contains { $0[place] != first[place] } } ?? longest
  }
}
