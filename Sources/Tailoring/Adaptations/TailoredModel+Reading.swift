import Models
import Tensors

extension LanguageModel {
  /// The tokens of a text from its beginning, with the beginning token where the model has one.
  package func tokens(of text: String) -> [Int] { tokenizer.encode(text, addSpecial: true) }

  /// The tokens with which the model reads every text: the beginning token, where it has one.
  package var beginning: [Int] { tokens(of: "") }
}

extension TailoredModel {
  /// Those of a text's tokens that are still to be read behind ``front``, which holds the beginning token.
  package func behindFront(_ tokens: [Int]) -> [Int] {
    front == nil ? tokens : Array(tokens.dropFirst(model.beginning.count))
  }

  /// What is read for these tokens behind ``front``, and for this itself [positions × width].
  func rows(_ tokens: [Int]) -> Tensor {
    let rows = model.decoder.embedded(tokens).value
    return front.map { .concatenatingRows([$0, rows]) } ?? rows
  }

  /// A text, given with its beginning token, that is to be read behind what stands in front of every text.
  package func unread(_ tokens: [Int]) -> UnreadText {
    model.unread(rows(behindFront(tokens)))
  }

  /// The logits [vocabulary] of the first token behind a text, given with its beginning token. Throws `ModelError`, and
  /// what `check` throws.
  package func logits(after tokens: [Int], check: () throws -> Void = {}) throws -> Tensor {
    try model.logits(after: unread(tokens), check: check)
  }
}
