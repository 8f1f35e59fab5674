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

extension Arguments {
  /// The text of a parameter, which is a question where `with:` gives an adaptation, as the model reads it.
  func reading(_ parameter: String, _ store: ModelStore, _ context: Context) throws -> Reading {
    let model = try model(store, context).model
    let adaptation = try adaptation("with")
    let tailored = try reader(model, by: adaptation)
    guard let text = try optionalText(parameter) ?? adaptation?.blank else {
      throw context.mistake("there is nothing to read", suggestion: "give a text")
    }
    guard !text.isNothing(isQuestion: adaptation != nil) else {
      throw mistake("there is nothing to read: the text is empty", at: parameter)
    }
    let tokens = model.tokens(of: adaptation?.text(for: text) ?? text)
    do {
      return Reading(tailored: tailored, text: try tailored.input(tokens))
    } catch {
      throw mistake("\(error)", at: parameter)
    }
  }
}
