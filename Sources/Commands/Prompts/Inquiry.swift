import Models
import Script
import Tailoring

/// One call of `ask`.
struct Inquiry {
  let arguments: Arguments
  let context: Context
  let model: LanguageModel
  let adaptation: Adaptation?

  /// The answer, in pieces as it is made where they are wanted; for a list of texts the list of answers.
  func answers() throws -> Value {
    let generation = LanguageModel.Generation(
      maximumTokens: try arguments.integer("max"), sampling: try sampling(),
      seed: try arguments.seed(context))
    let tailored = try arguments.tailored(model, by: adaptation ?? .none, at: "with")
    var cache = PrefixCache(tailored)
    if let texts = try texts() {
      return .list(
        try texts.map { text in
          try checkContent(of: text)
          return .text(try answer(to: text, tailored, generation, cache: &cache) { _ in })
        })
    }
    let stream = context.stream
    return .text(try answer(to: try text(), tailored, generation, cache: &cache) { stream?($0) })
  }

  /// The likeliest next tokens.
  func likeliest(_ count: Int) throws -> Value {
    for name in ["temperature", "top-k", "top-p", "seed"] where arguments.value(name) != nil {
      throw arguments.mistake("`\(name):` is for answers, and `top:` shows tokens instead", at: name)
    }
    guard try texts() == nil else {
      throw arguments.mistake("`top:` looks behind one text, not behind a list", at: "text")
    }
    let logits = try arguments.logits(behind: try text(), of: model, with: adaptation, context)
    return .list(
      model.likeliest(count, in: logits).map { candidate in
        .record([
          "token": .token(candidate.token, of: model), "probability": .number(candidate.probability),
          "bar": .text(bar(candidate.probability)),
        ])
      })
  }

  private func answer(
    to text: String, _ tailored: TailoredModel, _ generation: LanguageModel.Generation, cache: inout PrefixCache,
    emit: (String) -> Void
  ) throws -> String {
    try arguments.blamingText {
      if adaptation != nil {
        return try tailored.answer(
          to: text, generation, cache: &cache, check: context.host.checkCancelled, emit: emit)
      }
      return try model.generate(
        after: model.tokens(of: text), generation, check: context.host.checkCancelled, emit: emit)
    }
  }

  // MARK: Arguments

  /// The texts of a list, or nil when there is no list.
  private func texts() throws -> [String]? {
    guard let list = arguments.value("text")?.list else { return nil }
    if list.isEmpty { throw arguments.mistake("there is nothing to ask: the list is empty", at: "text") }
    return list.compactMap(\.text)
  }

  /// The one text, or the question of the blank.
  private func text() throws -> String {
    guard let text = try arguments.optionalText("text") ?? adaptation?.blank else {
      let suggestion = adaptation == nil ? "give a text" : "give a question, or the prompt a blank"
      throw context.mistake("there is nothing to ask", suggestion: suggestion)
    }
    try checkContent(of: text)
    return text
  }

  private func checkContent(of text: String) throws {
    guard !text.isNothing(with: adaptation) else {
      throw arguments.mistake("there is nothing to ask: a text is empty", at: "text")
    }
  }

  private func sampling() throws -> Sampling {
    let temperature = try arguments.optionalNumber("temperature") ?? 0
    let topK = try arguments.optionalInteger("top-k")
    let topP = try arguments.optionalNumber("top-p")
    for name in ["top-k", "top-p"] where arguments.value(name) != nil && temperature == 0 {
      throw arguments.mistake(
        "`\(name):` limits chance, and at temperature 0 there is none", at: name, suggestion: "add temperature: 1")
    }
    return Sampling(temperature: temperature, topK: topK, topP: topP)
  }
}

/// A bar for a part of a whole, between 0 and 1, in eighths of a column.
func bar(_ part: Double, columns: Int = 20) -> String {
  let eighths = Int((min(max(part, 0), 1) * Double(columns * 8)).rounded())
  let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  return String(repeating: "█", count: eighths / 8) + rest
}
