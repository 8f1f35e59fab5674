import Gradients
import Models
import Tensors

/// A model as an adaptation makes it. The model that it was made of is never touched, and shares all that was not
/// learned.
package struct TailoredModel: Sendable {
  /// The model with the learned numbers in their places.
  package let model: LanguageModel
  package let adaptation: Adaptation
  /// All that is read before a text, for a soft prompt: the learned rows and, on one side of them, the embedding of
  /// the beginning token [rows × width].
  package let prefix: Tensor?
  /// Of an ensemble: the model as each of its members makes it.
  let members: [TailoredModel]

  init(model: LanguageModel, adaptation: Adaptation, prefix: Tensor? = nil, members: [TailoredModel] = []) {
    self.model = model
    self.adaptation = adaptation
    self.prefix = prefix
    self.members = members
  }

  /// Those that answer: the members of an ensemble, or itself.
  var voters: [TailoredModel] { members.isEmpty ? [self] : members }

  /// Whether low-rank updates stand beside the model's weights.
  var hasLowRankUpdates: Bool {
    guard case .learned(let learned) = adaptation, case .lowRank = learned.numbers else { return false }
    return true
  }
}

extension LanguageModel {
  /// The model as an adaptation makes it. Throws `TailoringError` when the numbers were learned for another model, or
  /// for several tasks of which none is chosen.
  package func tailored(by adaptation: Adaptation) throws(TailoringError) -> TailoredModel {
    switch adaptation {
    case .none, .prompt: return TailoredModel(model: self, adaptation: adaptation)
    case .ensemble(let ensemble):
      let members = try ensemble.members.map { member throws(TailoringError) in try self.tailored(by: member) }
      return TailoredModel(model: self, adaptation: adaptation, members: members)
    case .learned(let learned):
      try learned.check(self)
      switch learned.numbers {
      case .softPrompt(let prompt):
        return TailoredModel(model: self, adaptation: adaptation, prefix: prefix(of: prompt))
      case .universalPrompt(let prompt): throw .init(.severalTasks(prompt.tasks))
      case .lowRank, .weights:
        let tensors = learned.numbers.tensors.map { Variable($0) }
        let tuned = learned.numbers.method.tuner.tuned(decoder, with: tensors)
        return TailoredModel(model: LanguageModel(self, decoder: tuned.decoder), adaptation: adaptation)
      }
    }
  }

  private func prefix(of prompt: SoftPrompt) -> Tensor {
    guard !beginning.isEmpty else { return prompt.rows }
    let token = decoder.embedded(beginning).value
    return .concatenatingRows(prompt.place == .afterBeginning ? [token, prompt.rows] : [prompt.rows, token])
  }
}

// MARK: Reading texts

extension LanguageModel {
  /// The tokens of a text from its beginning, with the beginning token where the model has one.
  package func tokens(of text: String) -> [Int] { tokenizer.encode(text, addSpecial: true) }

  /// The tokens with which the model reads every text: the beginning token, where it has one.
  package var beginning: [Int] { tokens(of: "") }
}

extension TailoredModel {
  /// Those of a text's tokens that are still to be read after ``prefix``, which holds the beginning token.
  package func tokensAfterPrefix(_ tokens: [Int]) -> [Int] {
    prefix == nil ? tokens : Array(tokens.dropFirst(model.beginning.count))
  }

  /// The rows [positions × width] that are read for these tokens after ``prefix``, the prefix included.
  func rows(_ tokens: [Int]) -> Tensor {
    let rows = model.decoder.embedded(tokens).value
    return prefix.map { .concatenatingRows([$0, rows]) } ?? rows
  }

  /// A text, given with its beginning token, that is to be read after ``prefix``.
  package func unread(_ tokens: [Int]) -> UnreadText {
    model.unread(rows(tokensAfterPrefix(tokens)))
  }

  /// The logits [vocabulary] of the first token after a text, given with its beginning token. Throws `ModelError`, and
  /// what `check` throws.
  package func logits(after tokens: [Int], check: () throws -> Void = {}) throws -> Tensor {
    try model.logits(after: unread(tokens), check: check)
  }
}
