import Models
import Plots
import Printing
import Script
import Tailoring

/// What `ask` takes.
private enum Parameters {
  static let text = Parameter.positional(
    "text", .oneOrSeveral(.text), .optional, summary: "the text to continue, a question, or several")
  static let with = Parameter.labelled(
    "with", .oneOrSeveral(.adaptation), summary: "what tailors the model, or a list: one for each question")
  static let top = Parameter.labelled("top", .integer(1...100), summary: "shows the N likeliest next tokens instead")
  static let max = Parameter.labelled(
    "max", .integer(1...100_000), .otherwise(.number(32)), summary: "how many tokens at most")
  static let temperature = Parameter.labelled(
    "temperature", .number(0...100), summary: "how random the choice of tokens is, 0 for not at all")
  static let topK = Parameter.labelled(
    "top-k", .integer(1...1_000_000), summary: "samples from the N likeliest tokens only")
  static let topP = Parameter.labelled(
    "top-p", .number(0...1), summary: "samples from the likeliest tokens that together have this probability")
}

extension PromptCommands {
  /// `ask`: lets a model answer.
  static func ask(_ store: ModelStore) -> Command {
    Command(
      "ask", topic: topic, summary: "continues a text, or answers a question",
      details: """
        Without `with:` the model continues the text as it is, for as many tokens as
        `max:` says. With an adaptation the text is a question, and the answer ends at
        the line break; `with: none` asks the question in that form and without any
        help. A prompt with a blank needs no text.

        A list of questions gives a list of answers, which are made together: each step
        reads the model once for all of them. With a list of adaptations every question
        has its own, and a single question gets each one's answer; the model is the
        same, so tuned weights can't be among them.

        The likeliest token is taken each time, so the answer is always the same. With a
        `temperature:` above 0 tokens are drawn at random: the higher it is, the more
        often unlikely ones. The same `seed:` gives the same answer again.
        """,
      parameters: [
        Parameters.text, Parameters.with, Parameters.top, Parameters.max, Parameters.temperature, Parameters.topK,
        Parameters.topP, Parameter.seed, Parameter.model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "ask cheese with: $french", prints: "fromage", needsModel: true),
        Example(
          "use gemma3-270m\nlet french = prompt \"Translate English to French\" [bread => pain, butter => beurre]\n"
            + "let opposite = prompt [hot => cold, up => down]\nask [cheese, big] with: [$french, $opposite]",
          prints: "[fromage, small]", needsModel: true),
        Example("use gemma3-270m\nask \"cheese =>\" max: 6", prints: " 100% pure", needsModel: true),
        Example(
          "use gemma3-270m\nask \"Paris is the capital of\" top: 1",
          prints: """
            token      probability  bar
            " France"     0.709079  ██████████████▏
            """, needsModel: true),
      ]
    ) { arguments, context in
      let inquiry = try Inquiry(arguments, context, model: arguments.model(store, context).model)
      if let count = try arguments[Parameters.top] { return try inquiry.likeliest(count) }
      return try inquiry.answers()
    }
  }
}

/// One call of `ask`.
private struct Inquiry {
  let arguments: Arguments
  let context: Context
  let model: LanguageModel
  /// What tailors the model, where anything does: one adaptation, or one for each question.
  let adaptations: OneOrSeveral<Adaptation>?
  /// What is asked: one text, which can be that of the blank, or those of a list. None of them is empty.
  let texts: OneOrSeveral<String>

  init(_ arguments: Arguments, _ context: Context, model: LanguageModel) throws {
    (self.arguments, self.context, self.model) = (arguments, context, model)
    adaptations = try arguments[Parameters.with]
    var blank: String?
    switch adaptations {
    case .several(let list) where list.isEmpty:
      throw arguments.mistake("there is no adaptation: the list is empty", at: Parameters.with)
    case .one(let adaptation): blank = adaptation.blank
    case .several, nil: break
    }
    guard let texts = try arguments[Parameters.text] ?? blank.map({ .one($0) }) else {
      let suggestion = adaptations == nil ? "give a text" : "give a question, or the prompt a blank"
      throw context.mistake("there is nothing to ask", suggestion: suggestion)
    }
    if texts.items.isEmpty {
      throw arguments.mistake("there is nothing to ask: the list is empty", at: Parameters.text)
    }
    if texts.items.contains(where: { [adaptations] in $0.isNothing(isQuestion: adaptations != nil) }) {
      throw arguments.mistake("there is nothing to ask: a text is empty", at: Parameters.text)
    }
    self.texts = texts
  }

  /// The answer, in pieces as it is made where they are wanted; for a list of texts or of adaptations the list of
  /// answers, which are made together.
  func answers() throws -> Value {
    let generation = LanguageModel.Generation(
      maximumTokens: try arguments[Parameters.max], sampling: try sampling(), seed: try arguments.seed(context))
    let isOne = !texts.isList && adaptations?.isList != true
    let stream = isOne ? context.stream : nil
    let said = try arguments.blaming(Parameters.text) {
      try answers(generation) { piece in
        stream?(piece)
        return true
      }
    }
    return isOne ? .text(said[0]) : .list(said.map { .text($0) })
  }

  private func answers(_ generation: LanguageModel.Generation, emit: (String) -> Bool) throws -> [String] {
    let check = context.host.checkCancelled
    guard let adaptations else {
      let unread = texts.items.map { model.unread(model.tokens(of: $0)) }
      return try model.generate(after: unread, generation, check: check, emit: { emit($1) }).map(\.text)
    }
    let questions = try questions(with: adaptations)
    let batch = try arguments.blaming(Parameters.with) { try MixedBatch(model, questions) }
    return try batch.answers(generation, check: check) { emit($1) }
  }

  /// Every text with its adaptation: one text is asked of every adaptation, and one adaptation answers every text.
  private func questions(
    with adaptations: OneOrSeveral<Adaptation>
  ) throws -> [(text: String, adaptation: Adaptation)] {
    switch (texts, adaptations) {
    case (_, .one(let adaptation)): return texts.items.map { ($0, adaptation) }
    case (.one(let text), .several(let adaptations)): return adaptations.map { (text, $0) }
    case (.several(let texts), .several(let adaptations)):
      guard adaptations.count == texts.count else {
        throw arguments.mistake(
          "\(thereAre(texts.count, "question")), but \(counted(adaptations.count, "adaptation"))",
          at: Parameters.with, suggestion: "give one for each question, or one alone for all of them")
      }
      return Array(zip(texts, adaptations).map { (text: $0, adaptation: $1) })
    }
  }

  private func sampling() throws -> Sampling {
    let temperature = try arguments[Parameters.temperature] ?? 0
    for parameter in [Parameters.topK, Parameters.topP] as [any AnyParameter] {
      guard arguments.has(parameter), temperature == 0 else { continue }
      throw arguments.mistake(
        "`\(parameter.name):` has no effect at temperature 0", at: parameter, suggestion: "add temperature: 1")
    }
    return Sampling(
      temperature: temperature, topK: try arguments[Parameters.topK], topP: try arguments[Parameters.topP])
  }

  /// The likeliest next tokens.
  func likeliest(_ count: Int) throws -> Value {
    let others: [any AnyParameter] = [Parameters.temperature, Parameters.topK, Parameters.topP, Parameter.seed]
    for parameter in others where arguments.has(parameter) {
      throw arguments.mistake("`\(parameter.name):` is for answers, and `top:` shows tokens instead", at: parameter)
    }
    guard case .one(let text) = texts else {
      throw arguments.mistake("`top:` takes one text, not a list", at: Parameters.text)
    }
    if case .several = adaptations {
      throw arguments.mistake("`top:` takes one adaptation, not a list", at: Parameters.with)
    }
    let logits = try arguments.logits(
      after: text, at: Parameters.text, of: model, with: adaptations?.items[0], at: Parameters.with, context)
    return .list(
      model.likeliest(count, in: logits).map { candidate in
        .record([
          "token": .token(candidate.token, of: model), "probability": .number(candidate.probability),
          "bar": .text(bar(candidate.probability)),
        ])
      })
  }
}
