import Models

extension TailoredModel {
  /// The answer to a question: what the model puts behind the text of the adaptation, up to the line break, without
  /// white space at its ends.
  ///
  /// - Parameter emit: Gets the answer in pieces, as soon as they are certain.
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

/// A text that arrives in pieces and has no white space at its ends: the pieces of it that are certain come out at
/// once.
struct TrimmedText {
  /// What has come out.
  private(set) var text = ""
  /// White space that belongs to the text only if more follows.
  private var held = ""

  /// Takes a piece, and gives what of the text has become certain.
  mutating func append(_ piece: String) -> String {
    held += piece
    if text.isEmpty { held = String(held.drop(while: \.isWhitespace)) }
    guard let last = held.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    let certain = String(held[...last])
    held = String(held[held.index(after: last)...])
    text += certain
    return certain
  }
}
