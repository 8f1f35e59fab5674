import Gradients
import Models
import Tensors

/// A model as an adaptation makes it. The model that it was made of is never touched, and shares all that was not
/// learned.
package struct TailoredModel: Sendable {
  /// The model with the learned numbers in their places.
  package let model: LanguageModel
  package let adaptation: Adaptation
  /// All that is read before a text, for a soft prompt: the learned rows and, on one side of them, the embedding of
  /// the beginning token [rows × width].
  package let front: Tensor?
  /// Of an ensemble: the model as each of its members makes it.
  let members: [TailoredModel]

  init(model: LanguageModel, adaptation: Adaptation, front: Tensor? = nil, members: [TailoredModel] = []) {
    self.model = model
    self.adaptation = adaptation
    self.front = front
    self.members = members
  }

  /// Those that answer: the members of an ensemble, or itself.
  var voters: [TailoredModel] { members.isEmpty ? [self] : members }
}

extension LanguageModel {
  /// The model as an adaptation makes it. Throws `TailoringError` when the numbers were learned for another model, or
  /// for several tasks of which none is chosen.
  package func tailored(by adaptation: Adaptation) throws(TailoringError) -> TailoredModel {
    if case .ensemble(let ensemble) = adaptation {
      let members = try ensemble.members.map { member throws(TailoringError) in try self.tailored(by: member) }
      return TailoredModel(model: self, adaptation: adaptation, members: members)
    }
    guard case .learned(let learned) = adaptation else { return TailoredModel(model: self, adaptation: adaptation) }
    try learned.check(self)
    guard learned.method.taskNames.isEmpty else { throw .init(.severalTasks(learned.method.taskNames)) }
    let tailored = learned.method.tailored(decoder, with: learned.numbers.map { Variable($0) })
    return TailoredModel(
      model: LanguageModel(self, decoder: tailored.decoder), adaptation: adaptation,
      front: tailored.fronts.first.map { front($0, learned.rowPlace) })
  }

  private func front(_ rows: Variable, _ place: RowPlace) -> Tensor {
    guard !beginning.isEmpty else { return rows.value }
    let token = decoder.embedded(beginning)
    return Variable.concatenating(place == .afterBeginning ? [token, rows] : [rows, token]).value
  }
}

extension LearnedAdaptation {
  /// Throws `TailoringError` when the numbers were learned for another model, or don't fit their places in this one.
  package func check(_ model: LanguageModel) throws(TailoringError) {
    try base.check(model)
    let places = method.places(in: model.decoder)
    guard places.count == numbers.count else { throw .init(.wrongCount(numbers.count, expected: places.count)) }
    for (place, tensor) in zip(places, numbers) where place.shape != tensor.shape {
      throw .init(.wrongShape(place: place.name, shape: tensor.shape, expected: place.shape))
    }
  }
}

extension TuningMethod {
  /// A place for learned numbers.
  package struct Place: Equatable, Sendable {
    /// What it is called in messages and tables: `blk.3.attn_q A`.
    package let name: String
    package let shape: Shape
  }

  /// The places of the learned numbers in a decoder, in the order in which they are kept.
  package func places(in decoder: Decoder) -> [Place] {
    let width = decoder.configuration.width
    switch self {
    case .softPrompt(let length), .nextPrompt(let length, _):
      return [Place(name: "the rows", shape: [length, width])]
    case .universalPrompt(let length, let rank, let tasks):
      return [
        Place(name: "the shared rows", shape: [length, width]),
        Place(name: "the tasks' factors of rows", shape: [tasks.count, length, rank]),
        Place(name: "the tasks' factors of columns", shape: [tasks.count, rank, width]),
      ]
    case .taskFactors(let shared):
      return [
        Place(name: "the factors of rows", shape: shared.rowFactors.rows.shape),
        Place(name: "the factors of columns", shape: shared.columnFactors.rows.shape),
      ]
    case .lowRank(let rank, _, let projections):
      return decoder.layers.enumerated().flatMap { index, layer in
        projections.flatMap { projection in
          let map = layer[projection]
          return [
            Place(name: "\(projection.rawValue) of layer \(index), A", shape: [rank, map.inputs]),
            Place(name: "\(projection.rawValue) of layer \(index), B", shape: [map.outputs, rank]),
          ]
        }
      }
    case .weights(let layers):
      return WeightPlace.all(of: decoder, layers: layers).map {
        Place(name: $0.nameInGGUF, shape: decoder.shape(at: $0))
      }
    }
  }
}

extension Decoder {
  /// The shape of the weights at a place.
  fileprivate func shape(at place: WeightPlace) -> Shape {
    switch place {
    case .embeddings: [embeddings.matrix.rows, embeddings.matrix.columns]
    case .output: [output.matrix.rows, output.matrix.columns]
    case .projection(let projection, let layer): [layers[layer][projection].outputs, layers[layer][projection].inputs]
    case .outputNorm, .norm: weights(at: place).shape
    }
  }
}
