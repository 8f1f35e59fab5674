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
    do {
      return try model.tailored(by: adaptation)
    } catch {
      guard case .severalTasks(let names) = error else { throw mistake("\(error)", at: parameter) }
      throw mistake(
        "\(error)", at: parameter, suggestion: names.first.map { "its field `prompts` has them: .prompts.\($0)" })
    }
  }

  /// The logits [vocabulary] of the first token behind the text of the parameter `text`, which is a question where
  /// there is an adaptation.
  func logits(
    behind text: String, of model: LanguageModel, with adaptation: Adaptation?, _ context: Context
  ) throws -> Tensor {
    if case .ensemble = adaptation {
      throw mistake(
        "an ensemble votes with whole answers, so it has no next token", at: "with",
        suggestion: "look through one of its members")
    }
    let tailored = try tailored(model, by: adaptation ?? .none, at: "with")
    return try blamingText {
      guard adaptation != nil else {
        return try model.logits(
          after: model.tokens(of: text), cache: KeyValueCache(model.configuration),
          check: context.host.checkCancelled)
      }
      var cache = PrefixCache(tailored)
      return try tailored.logits(for: text, cache: &cache, check: context.host.checkCancelled)
    }
  }
}
