import Models
import Script
import Tailoring

extension Parameter {
  /// `length:` and `start:`, of a soft prompt whose rows are new.
  static let newRows = [
    Parameter.labelled("length", .integer(1...1000), summary: "how many rows; 8, or as many as the text has tokens"),
    .labelled(
      "start", .text, summary: "`vocabulary`, as when it is not given, `random`, or a text of your own"),
  ]
}

extension Arguments {
  /// How many new rows there are to be, and what they are at first. Throws a diagnostic where they and `others` beside
  /// them leave no room for a question.
  func newRows(of model: LanguageModel, beside others: Int = 0) throws -> (length: Int, start: StartingRows) {
    var length = try optionalInteger("length")
    let start: StartingRows
    switch try optionalText("start") {
    case nil, "vocabulary": start = .vocabulary
    case "random": start = .random
    case let text?:
      start = .text(text)
      length = length ?? model.tokenizer.encode(text).count
    }
    let room = model.configuration.contextLength
    let count = length ?? 8
    guard count + others < room else {
      throw mistake(
        "\(count + others) rows leave no room for a question: the model reads \(room) at once",
        at: value("length") == nil ? "start" : "length")
    }
    return (count, start)
  }

  /// What was learned as rows in front of the input, for this model. Throws a diagnostic at the parameter for anything
  /// else, another model's, and a universal prompt, of which one task's prompt must be chosen.
  func softPrompt(_ name: String, for model: LanguageModel) throws -> SoftPrompt {
    let adaptation = try object(name, as: AdaptationObject.self).adaptation
    return try softPrompt(adaptation, for: model, at: name)
  }

  /// The same for an adaptation of a list.
  func softPrompt(_ adaptation: Adaptation, for model: LanguageModel, at name: String) throws -> SoftPrompt {
    _ = try tailored(model, by: adaptation, at: name)
    guard case .learned(let learned) = adaptation, case .softPrompt(let prompt) = learned.numbers else {
      throw mistake("only a soft prompt has rows, and this is \(adaptation.withArticle)", at: name)
    }
    return prompt
  }

  /// Throws a diagnostic at the parameter where rows are read elsewhere than those that are learned here.
  func checkPlace(_ place: RowPlace, in model: LanguageModel, at name: String) throws {
    guard place == .beforeBeginning, !model.beginning.isEmpty else { return }
    throw mistake(
      "these rows are read before the beginning token, because PEFT made them; rows are learned behind it", at: name)
  }
}
