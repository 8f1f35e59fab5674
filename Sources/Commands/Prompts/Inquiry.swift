import Models
import Plots
import Script
import Tailoring

/// One call of `ask`.
struct Inquiry {
  let arguments: Arguments
  let context: Context
  let model: LanguageModel
  /// What tailors the model, where anything does.
  private let tailoring: Tailoring?

  private enum Tailoring {
    case one(Adaptation)
    /// One for each question.
    case each([Adaptation])
  }

  init(_ arguments: Arguments, _ context: Context, model: LanguageModel) throws {
    (self.arguments, self.context, self.model) = (arguments, context, model)
    if let list = arguments.value("with")?.list {
      if list.isEmpty { throw arguments.mistake("there is no adaptation: the list is empty", at: "with") }
      tailoring = .each(list.map { ($0.object as? AdaptationObject)?.adaptation ?? .none })
    } else {
      tailoring = try arguments.adaptation("with").map { .one($0) }
    }
  }

  /// The answer, in pieces as it is made where they are wanted; for a list of texts or of adaptations the list of
  /// answers, which are made together.
  func answers() throws -> Value {
    let generation = LanguageModel.Generation(
      maximumTokens: try arguments.integer("max"), sampling: try sampling(), seed: try arguments.seed(context))
    let texts = try texts()
    let isOne = if case .each = tailoring { false } else { texts == nil }
    let asked = try texts ?? [text()]
    for text in asked { try checkContent(of: text) }
    let stream = isOne ? context.stream : nil
    let said = try arguments.blaming("text") {
      try answers(to: asked, generation) { piece in
        stream?(piece)
        return true
      }
    }
    return isOne ? .text(said[0]) : .list(said.map { .text($0) })
  }

  /// The likeliest next tokens.
  func likeliest(_ count: Int) throws -> Value {
    for name in ["temperature", "top-k", "top-p", "seed"] where arguments.value(name) != nil {
      throw arguments.mistake("`\(name):` is for answers, and `top:` shows tokens instead", at: name)
    }
    guard try texts() == nil else {
      throw arguments.mistake("`top:` looks behind one text, not behind a list", at: "text")
    }
    if case .each = tailoring {
      throw arguments.mistake("`top:` looks through one adaptation, not through a list", at: "with")
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

  private func answers(
    to texts: [String], _ generation: LanguageModel.Generation, emit: (String) -> Bool
  ) throws -> [String] {
    let check = context.host.checkCancelled
    guard let tailoring else {
      let unread = texts.map { model.unread(model.tokens(of: $0)) }
      return try model.generate(after: unread, generation, check: check, emit: { emit($1) }).map(\.text)
    }
    let batch = try arguments.blaming("with") { try MixedBatch(model, questions(texts, tailoring)) }
    return try batch.answers(generation, check: check) { emit($1) }
  }

  /// Every text with its adaptation: one text is asked of every adaptation, and one adaptation answers every text.
  private func questions(
    _ texts: [String], _ tailoring: Tailoring
  ) throws -> [(text: String, adaptation: Adaptation)] {
    switch tailoring {
    case .one(let adaptation): return texts.map { ($0, adaptation) }
    case .each(let adaptations):
      if try self.texts() == nil, let text = texts.first { return adaptations.map { (text, $0) } }
      guard adaptations.count == texts.count else {
        let questions = texts.count == 1 ? "is one question" : "are \(texts.count) questions"
        let count = adaptations.count == 1 ? "one adaptation" : "\(adaptations.count) adaptations"
        throw arguments.mistake(
          "there \(questions), but \(count)", at: "with",
          suggestion: "give one for each question, or one alone for all of them")
      }
      return Array(zip(texts, adaptations).map { (text: $0, adaptation: $1) })
    }
  }

  // MARK: Arguments

  /// The adaptation that tailors the model for every text, where it is one.
  private var adaptation: Adaptation? {
    guard case .one(let adaptation) = tailoring else { return nil }
    return adaptation
  }

  /// The texts of a list, or nil when there is no list.
  private func texts() throws -> [String]? {
    guard let list = arguments.value("text")?.list else { return nil }
    if list.isEmpty { throw arguments.mistake("there is nothing to ask: the list is empty", at: "text") }
    return list.compactMap(\.text)
  }

  /// The one text, or the question of the blank.
  private func text() throws -> String {
    guard let text = try arguments.optionalText("text") ?? adaptation?.blank else {
      let suggestion = tailoring == nil ? "give a text" : "give a question, or the prompt a blank"
      throw context.mistake("there is nothing to ask", suggestion: suggestion)
    }
    try checkContent(of: text)
    return text
  }

  private func checkContent(of text: String) throws {
    guard !text.isNothing(isQuestion: tailoring != nil) else {
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
