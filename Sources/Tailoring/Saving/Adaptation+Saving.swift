import Formats
import Models
import Tensors

extension LearnedAdaptation {
  /// Writes the adaptation to a folder: a soft prompt, a universal prompt or LoRA as PEFT stores it, tuned weights as a model of
  /// transformers in `encoding`. What an adapter's folder then holds is read again and compared bit for bit.
  ///
  /// Throws `TailoringError`, for another `model` among others, `FormatError`, and what
  /// `progress` throws; what was at the path before is then untouched.
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

  /// Reads a folder that PEFT has written, or `saveFolder`. Throws `FormatError`, and `TailoringError` when it was made
  /// for another model.
  package init(adapterFolder path: String, for model: LanguageModel) throws {
    try self.init(AdapterFolder(path: path), for: model)
  }

  /// Whether all numbers are those of another adaptation, bit by bit; a projection's place in the list does not matter.
  private func hasSameNumbers(as other: LearnedAdaptation) -> Bool {
    guard case .lowRank(_, _, let projections) = method, case .lowRank(_, _, let others) = other.method else {
      return numbers.count == other.numbers.count && zip(numbers, other.numbers).allSatisfy { $0.hasSameBits(as: $1) }
    }
    guard projections.count == others.count, numbers.count == other.numbers.count else { return false }
    return numbers.indices.allSatisfy { index in
      let (layer, place) = (index / (2 * projections.count), index % (2 * projections.count))
      guard let found = others.firstIndex(of: projections[place / 2]) else { return false }
      return numbers[index].hasSameBits(as: other.numbers[2 * (layer * others.count + found) + place % 2])
    }
  }
}

extension LearnedAdaptation {
  /// Reads all weights of a model that was tuned from `model`, from a folder as transformers has them. Throws
  /// `FormatError`, and `TailoringError` when they are of another shape.
  package init(modelFolder path: String, for model: LanguageModel) throws {
    let file = try SafetensorsFile(path: "\(path)/model.safetensors")
    let configuration = model.configuration
    let shift: Float = configuration.architecture == "gemma3" ? 1 : 0
    let method = TuningMethod.weights(layers: nil)
    let shapes = method.places(in: model.decoder).map(\.shape)
    let numbers = try zip(WeightPlace.all(of: model.decoder), shapes).map { place, expected in
      let stored = try file.tensor(place.nameInTransformers(configuration.architecture))
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
    self.init(method: method, numbers: numbers, base: BaseModel(model))
  }
}
