import Models
import Script
import Tailoring

/// A text with the model that reads it.
struct Reading {
  let tailored: TailoredModel
  let text: ModelInput

  /// What stands at a position, as a value: a token, or `row 0`.
  func value(at position: Int) -> Value {
    switch text.contents[position] {
    case .token(let token): .token(token, of: tailored.model)
    case .row(let row): .text("row \(row)")
    }
  }

  /// What stands at a position, in short.
  func label(at position: Int) -> String {
    switch text.contents[position] {
    case .token(let token): TokenObject(token, of: tailored.model.tokenizer).summary
    case .row(let row): "row \(row)"
    }
  }
}

extension Parameter where Argument == Adaptation? {
  /// `with:`, for commands that look at how a text is read.
  static var reader: Parameter {
    .labelled("with", .adaptation, summary: "what tailors the model; the text is then a question")
  }
}

extension Arguments {
  /// The text of a parameter, which is a question where `with:` gives an adaptation, as the model reads it.
  func reading(
    _ text: String?, at parameter: any AnyParameter, _ store: ModelStore, _ context: Context
  ) throws -> Reading {
    let model = try model(store, context).model
    let adaptation = try self[Parameter.reader]
    let tailored = try reader(model, by: adaptation, at: Parameter.reader)
    guard let text = text ?? adaptation?.blank else {
      throw context.mistake("there is nothing to read", suggestion: "give a text")
    }
    guard !text.isNothing(isQuestion: adaptation != nil) else {
      throw mistake("there is nothing to read: the text is empty", at: parameter)
    }
    let tokens = model.tokens(of: adaptation?.text(for: text) ?? text)
    return try blaming(parameter) { Reading(tailored: tailored, text: try tailored.input(tokens)) }
  }
}
