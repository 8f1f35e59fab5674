import Models
import Script
import Tailoring
import Tensors

extension String {
  /// Whether there is nothing to read: in a question, asked with an adaptation, white space does not count.
  func isNothing(isQuestion: Bool) -> Bool { isQuestion ? allSatisfy(\.isWhitespace) : isEmpty }
}

extension ArgumentType where Argument == Adaptation {
  /// An adaptation that was made.
  static var madeAdaptation: ArgumentType {
    ArgumentType<AdaptationObject>.object("adaptation", AdaptationObject.self).map(\.adaptation)
  }

  /// An adaptation, or the word `none`.
  static var adaptation: ArgumentType {
    .oneOf(.madeAdaptation, ArgumentType<String>.choice(["none"]).map { _ in .none })
  }
}

extension Arguments {
  /// A model as an adaptation makes it. Throws a diagnostic that points at the adaptation's parameter when it was
  /// learned for another model.
  func tailored(
    _ model: LanguageModel, by adaptation: Adaptation, at parameter: any AnyParameter
  ) throws -> TailoredModel {
    try blaming(parameter) { try model.tailored(by: adaptation) }
  }

  /// Throws a diagnostic that points at a parameter where what it has was learned for another model.
  func check(_ learned: LearnedAdaptation, for model: LanguageModel, at parameter: any AnyParameter) throws {
    try blaming(parameter) { try learned.check(model) }
  }

  /// A model as the adaptation of a parameter makes it, to look at how it reads one text. Throws a diagnostic for an
  /// ensemble, which has no way of its own to read.
  func reader(
    _ model: LanguageModel, by adaptation: Adaptation?, at parameter: any AnyParameter
  ) throws -> TailoredModel {
    if case .ensemble = adaptation {
      throw mistake(
        "each member of an ensemble reads the question in its own way", at: parameter,
        suggestion: "look through one of its members")
    }
    return try tailored(model, by: adaptation ?? .none, at: parameter)
  }

  /// The logits [vocabulary] of the first token after a text, which is a question where there is an adaptation.
  func logits(
    after text: String, at textParameter: any AnyParameter, of model: LanguageModel, with adaptation: Adaptation?,
    at adaptationParameter: any AnyParameter, _ context: Context
  ) throws -> Tensor {
    let tailored = try reader(model, by: adaptation, at: adaptationParameter)
    return try blaming(textParameter) {
      let tokens = model.tokens(of: adaptation?.text(for: text) ?? text)
      return try tailored.logits(after: tokens, check: context.host.checkCancelled)
    }
  }

  /// What was learned as rows in front of the input, for this model. Throws a diagnostic at the parameter for anything
  /// else, another model's, and a universal prompt, of which one task's prompt must be chosen.
  func softPrompt(
    _ adaptation: Adaptation, for model: LanguageModel, at parameter: any AnyParameter
  ) throws -> SoftPrompt {
    _ = try tailored(model, by: adaptation, at: parameter)
    guard case .learned(let learned) = adaptation, case .softPrompt(let prompt) = learned.numbers else {
      throw mistake("only a soft prompt has rows, and this is \(adaptation.withArticle)", at: parameter)
    }
    return prompt
  }

  /// Throws a diagnostic at the parameter where rows are read elsewhere than those that are learned here.
  func checkPlace(_ place: RowPlace, in model: LanguageModel, at parameter: any AnyParameter) throws {
    guard place == .beforeBeginning, !model.beginning.isEmpty else { return }
    throw mistake(
      "these rows are read before the beginning token, because PEFT made them; rows are learned after it",
      at: parameter)
  }
}

extension Adaptation {
  /// `a LoRA`, in a sentence.
  fileprivate var withArticle: String {
    switch self {
    case .none: "no adaptation"
    case .prompt: "a written prompt"
    case .ensemble: "an ensemble"
    case .learned(let learned): if case .weights = learned.numbers { learned.kind } else { "a \(learned.kind)" }
    }
  }
}

/// The parameters `length:` and `start:` of a soft prompt whose rows are new.
struct NewRows {
  let length = Parameter.labelled(
    "length", .integer(1...1000), summary: "number of rows; 8, or as many as the text has tokens")
  let start = Parameter.labelled(
    "start", .text, summary: "`vocabulary`, as when it is not given, `random`, or a text of your own")

  var parameters: [any AnyParameter] { [length, start] }

  /// How many new rows there are to be, and what they are at first. Throws a diagnostic where they and `others` beside
  /// them leave no room for a question.
  func settings(
    in arguments: Arguments, of model: LanguageModel, beside others: Int = 0
  ) throws -> (length: Int, start: StartingRows) {
    let given = try arguments[length]
    let start: StartingRows
    var usual = 8
    switch try arguments[self.start] {
    case nil, "vocabulary": start = .vocabulary
    case "random": start = .random
    case let text?:
      start = .text(text)
      usual = model.tokenizer.encode(text).count
    }
    let room = model.configuration.contextLength
    let count = given ?? usual
    guard count + others < room else {
      throw arguments.mistake(
        "\(count + others) rows leave no room for a question: the model reads \(room) at once",
        at: given == nil ? self.start : length)
    }
    return (count, start)
  }
}
