import Formats
import Models
import Tailoring

extension PretrainingRun {
  /// Writes the model as a GGUF file: matrices as Q8_0, norms as F32. Throws `FormatError`, and leaves what was there
  /// before.
  package func save(to path: String) throws {
    var metadata = GGUFMetadata(name: recipe.name, untrained.configuration, vocabulary)
    metadata["general.license"] = EncodedValue("CC0-1.0")
    metadata["primer.recipe"] = EncodedValue(recipe.identity)
    metadata["primer.steps"] = EncodedValue(UInt32(stepCount))
    metadata["primer.early_checksum"] = earlyChecksum.map { EncodedValue(String($0, radix: 16)) }
    metadata.setFileType(.q8_0)
    let sources = zip(WeightPlace.all(of: untrained.decoder), weights).map { place, tensor in
      TensorSource(
        place.nameInGGUF, shape: tensor.shape.sizes, as: tensor.shape.rank > 1 ? .q8_0 : .f32, values: tensor.elements)
    }
    try GGUFWriter(sources, metadata: metadata).save(to: path)
    _ = try LanguageModel(name: recipe.name, path: path)
  }

  /// FNV-1a of all weights one after the other: two runs with one checksum almost certainly have the same bits.
  package var checksum: UInt64 {
    weights.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1.checksum) &* 0x100_0000_01B3 }
  }
}
