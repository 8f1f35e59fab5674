import Models
import Script
import Tailoring
import Tensors

extension String {
  /// Whether there is nothing to read: in a question, asked with an adaptation, white space does not count.
  func isNothing(isQuestion: Bool) -> Bool { isQuestion ? allSatisfy(\.isWhitespace) : isEmpty }
}

extension Parameter {
  /// A labelled adaptation: one that was made, or the word `none`.
  static func adaptation(_ name: String, summary: String) -> Parameter {
    .labelled(name, .adaptation, summary: summary)
  }
}

extension ParameterType {
  /// An adaptation, or the word `none`.
  static let adaptation = ParameterType.oneOf([.object(["adaptation"]), .choice(["none"])])
}

extension Arguments {
  /// The adaptation of a parameter, nil when it was not given.
  func adaptation(_ name: String) throws -> Adaptation? {
    guard let value = value(name) else { return nil }
    if value.text != nil { return Adaptation.none }
    return try object(name, as: AdaptationObject.self).adaptation
  }

  /// A model as an adaptation makes it. Throws a diagnostic that points at the adaptation's parameter when it was
  /// learned for another model.
  func tailored(_ model: LanguageModel, by adaptation: Adaptation, at parameter: String) throws -> TailoredModel {
    try blaming(parameter) { try model.tailored(by: adaptation) }
  }

  /// Throws a diagnostic that points at a parameter where what it has was learned for another model.
  func check(_ learned: LearnedAdaptation, for model: LanguageModel, at parameter: String) throws {
    try blaming(parameter) { try learned.check(model) }
  }

  /// A model as the adaptation of `with:` makes it, to look at how it reads one text. Throws a diagnostic for an
  /// ensemble, which has no way of its own to read.
  func reader(_ model: LanguageModel, by adaptation: Adaptation?) throws -> TailoredModel {
    if case .ensemble = adaptation {
      throw mistake(
        "each member of an ensemble reads the question in its own way", at: "with",
        suggestion: "look through one of its members")
    }
    return try tailored(model, by: adaptation ?? .none, at: "with")
  }

  /// The logits [vocabulary] of the first token behind the text of the parameter `text`, which is a question where
  /// there is an adaptation.
  func logits(
    behind text: String, of model: LanguageModel, with adaptation: Adaptation?, _ context: Context
  ) throws -> Tensor {
    let tailored = try reader(model, by: adaptation)
    return try blaming("text") {
      let tokens = model.tokens(of: adaptation?.text(for: text) ?? text)
      return try tailored.logits(after: tokens, check: context.host.checkCancelled)
    }
  }
}
