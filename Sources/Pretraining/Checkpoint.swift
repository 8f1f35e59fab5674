import Formats
import Models
import Platform
import Tailoring
import Tensors

extension PretrainingRun {
  /// Writes all that is needed to continue: weights, the optimiser's means, and the losses so far, as safetensors.
  /// Throws `FormatError`, and leaves what was there before.
  package func saveCheckpoint(to path: String) throws {
    var tensors: [TensorSource] = []
    for (index, place) in WeightPlace.all(of: untrained.decoder).enumerated() {
      for (part, tensor) in [("weight", weights[index]), ("means", optimiser.moments[index].means)] {
        guard let tensor else { continue }
        tensors.append(
          TensorSource("\(part):\(place.nameInGGUF)", shape: tensor.shape.sizes, values: tensor.elements))
      }
    }
    let metadata = [
      "recipe": recipe.identity, "losses": losses.map { String($0) }.joined(separator: " "),
      "early_checksum": earlyChecksum.map { String($0, radix: 16) } ?? "",
    ]
    try SafetensorsWriter(tensors, metadata: metadata).save(to: path)
  }

  /// Deletes a checkpoint that is no longer needed. One that is not there, or can't be deleted, does no harm.
  package static func deleteCheckpoint(at path: String) { _ = unlink(path) }

  /// Continues from a checkpoint of the same recipe. Throws `FormatError`, and `PretrainingError` for one of another
  /// recipe; nothing is then changed.
  package mutating func loadCheckpoint(from path: String) throws {
    let file = try SafetensorsFile(path: path)
    guard file.metadata["recipe"] == recipe.identity else { throw PretrainingError(.otherCheckpoint) }
    let losses = (file.metadata["losses"] ?? "").split(separator: " ").compactMap { Double($0) }
    guard losses.count <= recipe.training.steps else { throw PretrainingError(.otherCheckpoint) }
    let places = WeightPlace.all(of: untrained.decoder)
    func tensors(_ part: String, _ shapes: [Shape]) throws -> [Tensor] {
      try zip(places, shapes).map { place, shape in
        let numbers = try file.floats(of: file.tensor("\(part):\(place.nameInGGUF)"))
        guard numbers.count == shape.count else { throw PretrainingError(.otherCheckpoint) }
        return Tensor(numbers, shape: shape)
      }
    }
    let loaded = try tensors("weight", weights.map(\.shape))
    let means = try tensors("means", weights.map { [2 * $0.count] })
    weights = loaded
    self.losses = losses
    earlyChecksum = file.metadata["early_checksum"].flatMap { UInt64($0, radix: 16) }
    optimiser.resume(means.map { Moments($0) }, stepCount: losses.count)
  }
}
