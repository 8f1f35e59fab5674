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
      try tailored.saveFolder(to: path, as: encoding, progress: progress)
      return
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
  /// `FormatError`, `ModelError`, and `TailoringError` when its `config.json` describes another computation.
  package init(modelFolder path: String, for model: LanguageModel) throws {
    let theirs = try Decoder(try ModelFolder(path: path))
    if let difference = model.configuration.difference(from: theirs.configuration) {
      throw TailoringError(
        .otherComputation(
          what: difference.what, model: model.name, has: difference.own, folderHas: difference.other))
    }
    let tensors = try WeightPlace.all(of: model.decoder).map { place in
      let tensor = theirs.weights(at: place)
      if let index = tensor.elements.firstIndex(where: { !$0.isFinite }) {
        throw FormatError.invalid(
          .tensor(theirs.names.name(of: place)), problem: "number \(index + 1) of it is \(tensor.elements[index])")
      }
      return RowOrder(at: place, model.configuration).imported(tensor)
    }
    self.init(.weights(TunedWeights(layers: nil, tensors: tensors)), base: BaseModel(model))
  }
}
