import Script
import Tailoring

extension ModelCommands {
  /// `nearest`: the tokens whose embeddings are nearest.
  static func nearest(_ store: ModelStore) -> Command {
    Command(
      "nearest", topic: topic, summary: "finds the tokens whose embeddings are nearest to a vector",
      details: """
        Nearness is the cosine of the angle between two vectors: 1 for the same
        direction, 0 for a right angle. Several rows give the nearest tokens of each.
        Tokens that stand for no text are left out.
        """,
      parameters: [
        .positional("tensor", .object(["tensor"]), summary: "a vector as long as the model is wide, or rows of them"),
        .labelled("top", .integer(1...100), .otherwise(.number(5)), summary: "how many tokens to find"),
        .model(store),
      ],
      examples: [
        Example(
          "use gemma3-270m\nnearest (embed king) top: 2",
          prints: """
            token     cosine
            "king"         1
            "KING"  0.615421
            """, needsModel: true)
      ]
    ) { arguments, context in
      let model = try arguments.model(store, context).model
      let tensor = try arguments.object("tensor", as: TensorObject.self).tensor
      let width = model.configuration.width
      guard tensor.shape.rank <= 2, tensor.columns == width else {
        throw arguments.mistake(
          "the embeddings of this model have \(width) numbers, and this is \(tensor.shape.withArticle)", at: "tensor")
      }
      let rows = try model.nearest(to: tensor, count: arguments.integer("top"), check: context.host.checkCancelled)
      return .list(
        rows.enumerated().flatMap { row, neighbours in
          neighbours.map { neighbour in
            let fields: [(String, Value)] = [
              ("token", .token(neighbour.token, of: model)), ("cosine", .number(neighbour.cosine)),
            ]
            let rowField: [(String, Value)] = tensor.shape.rank == 2 ? [("row", .number(Double(row)))] : []
            return .record(Record(rowField + fields))
          }
        })
    }
  }
}
