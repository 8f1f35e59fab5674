import Plots
import Script
import Tailoring

extension InsightCommands {
  /// `layers`: how an answer grows.
  static func layers(_ store: ModelStore) -> Command {
    let source = Parameter.positional("text", .text, .optional, summary: "the text to continue")
    let top = Parameter.labelled(
      "top", .integer(1...100), .otherwise(.number(1)), summary: "how many tokens of each layer")
    return Command(
      "layers", topic: topic, summary: "shows how the next token grows from layer to layer",
      details: """
        What comes out of each layer is read as if it were the last one: the "logit
        lens" (nostalgebraist 2020). A row tells the token that would be likeliest
        then. Layer 0 is what goes in: the embedding of the last token alone.
        `outcome` is the probability, at that layer, of the token that the model says
        in the end.

        With `top:` there are several tokens of each layer.
        """,
      parameters: [source, Parameter.reader, top, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\n(layers \"Paris is the capital of\")[-1].token", prints: "\" France\"", needsModel: true)
      ]
    ) { arguments, context in
      let reading = try arguments.reading(arguments[source], at: source, store, context)
      let (model, count) = (reading.tailored.model, try arguments[top])
      let logits = try reading.tailored.lens(reading.text, check: context.host.checkCancelled)
      guard let outcome = logits.last?.largest(1).first else { return .list([]) }
      return .list(
        logits.enumerated().flatMap { layer, logits -> [Value] in
          let atOutcome = model.probability(of: outcome, in: logits)
          return model.likeliest(count, in: logits).map { candidate in
            let head: [(String, Value)] = [
              ("layer", .number(Double(layer))), ("token", .token(candidate.token, of: model)),
              ("probability", .number(candidate.probability)),
            ]
            let tail: [(String, Value)] =
              count > 1
              ? [("bar", .text(bar(candidate.probability)))]
              : [("outcome", .number(atOutcome)), ("bar", .text(bar(atOutcome)))]
            return .record(Record(head + tail))
          }
        })
    }
  }
}
