import Models
import Script
import Tailoring
import Tensors

extension ModelCommands {
  /// `nearest`: the tokens whose embeddings are nearest.
  static func nearest(_ store: ModelStore) -> Command {
    let place = Parameter.positional(
      "tensor", ArgumentType(.object(["tensor", "adaptation"])) { $0 },
      summary: "a vector as long as the model is wide, rows of them, or a soft prompt")
    let top = Parameter.labelled("top", .integer(1...100), .otherwise(.number(5)), summary: "how many tokens to find")
    return Command(
      "nearest", topic: topic, summary: "finds the tokens whose embeddings are nearest to a vector",
      details: """
        Nearness is the cosine of the angle between two vectors: 1 for the same
        direction, 0 for a right angle. Several rows give the nearest tokens of each.
        Tokens that stand for no text are left out.

        For a soft prompt each row also has its distance from what the model makes of
        the token, as a multiple of that one's own length: 0 if the row were the token,
        about 1 and more if it is something else.
        """,
      parameters: [place, top, Parameter.model(store)],
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
      let adaptation = (try arguments[place].object as? AdaptationObject)?.adaptation
      let tensor =
        if let adaptation {
          try arguments.softPrompt(adaptation, for: model, at: place).rows
        } else {
          try arguments.tensor(place)
        }
      let width = model.configuration.width
      guard tensor.shape.rank <= 2, tensor.columns == width else {
        throw arguments.mistake(
          "the embeddings of this model have \(width) numbers, and this is \(tensor.shape.withArticle)", at: place)
      }
      guard tensor.isFinite else {
        throw arguments.mistake("this has numbers that are not finite, and nothing is near to them", at: place)
      }
      let rows = try model.nearest(to: tensor, count: arguments[top], check: context.host.checkCancelled)
      return .list(
        rows.enumerated().flatMap { row, neighbours in
          neighbours.map { neighbour in
            .nearest(
              neighbour, to: tensor.rows(row..<row + 1), number: tensor.shape.rank == 2 ? row : nil, of: model,
              withDistance: adaptation != nil)
          }
        })
    }
  }
}

extension Value {
  /// A token near to a row, as a row of a table.
  static func nearest(
    _ neighbour: LanguageModel.Neighbour, to row: Tensor, number: Int?, of model: LanguageModel, withDistance: Bool
  ) -> Value {
    var fields: [(String, Value)] = number.map { [("row", .number(Double($0)))] } ?? []
    fields += [("token", .token(neighbour.token, of: model)), ("cosine", .number(neighbour.cosine))]
    if withDistance { fields.append(("distance", .number(model.distance(of: row, from: neighbour.token)))) }
    return .record(Record(fields))
  }
}
