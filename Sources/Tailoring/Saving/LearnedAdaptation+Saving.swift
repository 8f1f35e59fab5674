import Formats
import Models
import Tensors

extension LearnedAdaptation {
  /// Writes the adaptation to a folder: a soft prompt, a universal prompt or LoRA as PEFT stores it, tuned weights as a
  /// model of transformers in `encoding`. An adapter is then read back and compared bit for bit.
  ///
  /// Throws `TailoringError`, also when it was learned for another model, `FormatError`, and what `progress` throws; what
  /// was at the path before is then untouched.
  package func saveFolder(
    to path: String, for model: LanguageModel, as encoding: FloatEncoding = .f32,
    progress: @escaping LanguageModel.SavingProgress = { _, _ in }
  ) throws {
    try check(model)
    guard let adapter = adapter(for: model) else {
      let tailored = try model.tailored(by: .learned(self)).model
      return try tailored.saveFolder(to: path, as: encoding, progress: progress)
    }
    guard hasSameNumbers(as: try LearnedAdaptation(adapter, for: model)) else {
      throw TailoringError(.readBackDiffers(path: path))
    }
    try adapter.save(to: path)
    guard hasSameNumbers(as: try LearnedAdaptation(adapterFolder: path, for: model)) else {
      throw TailoringError(.readBackDiffers(path: path))
    }
  }

  /// Reads a folder written by PEFT or by `saveFolder`. Throws `FormatError`, and `TailoringError` when it was made
  /// for another model.
  package init(adapterFolder path: String, for model: LanguageModel) throws {
    try self.init(AdapterFolder(path: path), for: model)
  }

  /// Whether all numbers are those of another adaptation, bit by bit; a projection's place in the list does not matter.
  private func hasSameNumbers(as other: LearnedAdaptation) -> Bool {
    let (own, others) = (numbers.tensors, other.numbers.tensors)
    guard case .lowRank(let adapter) = numbers, case .lowRank(let otherAdapter) = other.numbers else {
      return own.haveSameBits(as: others)
    }
    let (projections, otherProjections) = (adapter.projections, otherAdapter.projections)
    guard projections.count == otherProjections.count, own.count == others.count else { return false }
    return own.indices.allSatisfy { index in
      let (layer, place) = (index / (2 * projections.count), index % (2 * projections.count))
      guard let found = otherProjections.firstIndex(of: projections[place / 2]) else { return false }
      return own[index].hasSameBits(as: others[2 * (layer * projections.count + found) + place % 2])
    }
  }
}

extension LearnedAdaptation {
  /// Reads all weights of a model that was tuned from `model`, from a folder of transformers. Throws
  /// `FormatError`, and `TailoringError` when they are of another shape.
  package init(modelFolder path: String, for model: LanguageModel) throws {
    let file = try SafetensorsFile(path: "\(path)/model.safetensors")
    let configuration = model.configuration
    let shift: Float = configuration.normsAddOne ? 1 : 0
    let shapes = WeightsTuner(layers: nil).places(in: model.decoder).map(\.shape)
    let tensors = try zip(WeightPlace.all(of: model.decoder), shapes).map { place, expected in
      let stored = try file.tensor(place.nameInTransformers(configuration))
      guard stored.shape == expected.sizes else {
        throw TailoringError(
          .otherShape(name: stored.name, shape: stored.shape, model: model.name, expected: expected.sizes))
      }
      let floats = try file.floats(of: stored)
      if let index = floats.firstIndex(where: { !$0.isFinite }) {
        throw FormatError.invalid(.tensor(stored.name), problem: "number \(index + 1) of it is \(floats[index])")
      }
      switch place {
      case .projection(let projection, _):
        return RowOrder(of: projection, configuration).imported(Tensor(floats, shape: expected))
      case .norm, .outputNorm: return Tensor(floats.map { $0 + shift }, shape: expected)
      case .embeddings, .output: return Tensor(floats, shape: expected)
      }
    }
    self.init(.weights(TunedWeights(layers: nil, tensors: tensors)), base: BaseModel(model))
  }
}
