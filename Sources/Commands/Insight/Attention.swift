import Models
import Script
import Tailoring

extension InsightCommands {
  /// A longer text would be a matrix that nobody can look at.
  private static let mostPositions = 256

  /// `attention`: what each token looks at.
  static func attention(_ store: ModelStore, _ plots: PlotStyle) -> Command {
    let source = Parameter.positional("text", .text, .optional, summary: "the text to read")
    let layer = Parameter.labelled("layer", .integer(1...10_000), summary: "one layer, counted from 1")
    let head = Parameter.labelled("head", .integer(1...10_000), summary: "one of its heads, counted from 1")
    let top = Parameter.labelled(
      "top", .integer(1...100), summary: "names the N tokens that each one looks at most")
    return Command(
      "attention", topic: topic, summary: "shows which earlier tokens each token of a text looks at",
      details: """
        In every layer each token takes up something of itself and of the tokens before
        it, more of some than of others. A row of the matrix is a token, and tells how
        much it takes of each: the row sums to 1. Without `layer:` (from 1) it is the
        mean of all layers; without `head:` (from 1) that of all heads of a layer.

        `top:` names the tokens that each one looks at most, as a table. The rows of a
        soft prompt are called row 0, row 1 …, and can be looked at like tokens.
        Many heads look at the first token when there is nothing to be found.

        $attention.weights is the matrix as a tensor, `plot` draws it.
        """,
      parameters: [source, layer, head, Parameter.reader, top, Parameter.model(store)],
      examples: [
        Example(
          "use gemma3-270m\nlet a = attention \"Paris is in France\" layer: 6\nsum $a.weights[-1]",
          prints: "1", needsModel: true)
      ]
    ) { arguments, context in
      let reading = try arguments.reading(arguments[source], at: source, store, context)
      let configuration = reading.tailored.model.configuration
      let layerIndex = try arguments.index(layer, of: configuration.layers, "the model")
      let headIndex = try arguments.index(head, of: configuration.heads, "a layer of the model")
      if headIndex != nil, layerIndex == nil {
        throw arguments.mistake("a head belongs to a layer", at: head, suggestion: "name its layer too: layer: 1")
      }
      guard reading.text.count <= mostPositions else {
        throw arguments.mistake(
          "this text takes \(reading.text.count) positions, and a matrix of more than \(mostPositions) is too large to"
            + " look at", at: source)
      }
      let weights = try reading.tailored.attention(
        reading.text, layer: layerIndex, head: headIndex, check: context.host.checkCancelled)
      guard weights.isFinite else {
        throw arguments.mistake("the attention weights of this text are not finite numbers", at: source)
      }
      let attention = AttentionObject(
        reading: reading, weights: weights, layer: layerIndex.map { $0 + 1 }, head: headIndex.map { $0 + 1 },
        style: plots)
      return try arguments[top].map(attention.mostLookedAt) ?? .object(attention)
    }
  }
}

extension Arguments {
  /// The index of something that a user counts from 1, of `count` that `owner` has; nil when none is named.
  fileprivate func index(_ parameter: Parameter<Int?>, of count: Int, _ owner: String) throws -> Int? {
    guard let number = try self[parameter] else { return nil }
    guard number <= count else {
      throw mistake("there is no \(parameter.name) \(number): \(owner) has \(count)", at: parameter)
    }
    return number - 1
  }
}
