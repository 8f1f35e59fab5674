import Formats
import Gradients
import Tensors

extension Decoder {
  /// The decoder in a GGUF file; its matrices stay in the mapped file. Throws `FormatError` and `ModelError`.
  package init(_ file: GGUFFile) throws {
    var c = try DecoderConfiguration(file)
    let reader = WeightReader(file, c.family.namesInGGUF)
    // No key says which projections have biases, or whether the output is the embeddings: the tensors do.
    c.biases.formUnion(c.projections.filter { reader.has(.bias($0, layer: 0)) })
    c.isTied = !reader.has(.output)
    try self.init(c, reader)
    try reader.checkAllTaken { DecoderConfiguration.rotaryTensors.contains($0) }
  }

  /// The decoder in a folder of transformers. Throws `FormatError` and `ModelError`.
  package init(_ folder: ModelFolder) throws {
    let c = try DecoderConfiguration(transformers: folder.configuration)
    let names = c.family.namesInTransformers.fitting(folder.tensorNames)
    try self.init(
      c, WeightReader(folder, names, normShift: c.normsAddOne ? 1 : 0),
      checkingAllBut: { name in
        // Frequencies and masks, which old versions stored though they follow from the configuration; and the copy of
        // the embeddings that some programs store where `tie_word_embeddings` says that they are the output.
        name.hasSuffix(".rotary_emb.inv_freq") || name.hasSuffix(".attn.bias") || name.hasSuffix(".attn.masked_bias")
          || (c.isTied && name == names.name(of: .output))
      })
  }

  private init(_ c: DecoderConfiguration, _ reader: WeightReader, checkingAllBut harmless: (String) -> Bool) throws {
    try self.init(c, reader)
    try reader.checkAllTaken(but: harmless)
  }

  private init(_ c: DecoderConfiguration, _ reader: WeightReader) throws {
    self.init(
      configuration: c, embeddings: try reader.matrix(.embeddings, c.vocabulary, c.width),
      positions: c.hasLearnedPositions ? try reader.matrix(.positions, c.contextLength, c.width) : nil,
      layers: try (0..<c.layers).map { try DecoderLayer(reader, c, $0) },
      outputNorm: try reader.norm(.outputNorm, bias: .outputNormBias, c.width, c),
      output: c.isTied ? nil : try reader.matrix(.output, c.vocabulary, c.width), names: reader.names)
  }
}

extension DecoderLayer {
  fileprivate init(_ reader: WeightReader, _ c: DecoderConfiguration, _ layer: Int) throws {
    func linear(_ projection: Projection, _ columns: Int) throws -> Linear {
      try reader.linear(
        projection, layer: layer, columns: columns, hasBias: c.biases.contains(projection), rows: c.rows(of:))
    }
    func norm(_ norm: WeightPlace.LayerNorm) throws -> Norm? {
      guard c.norms.contains(norm) else { return nil }
      return try reader.norm(.norm(norm, layer: layer), bias: .normBias(norm, layer: layer), c.count(of: norm), c)
    }
    attention = SelfAttention(
      queries: try linear(.query, c.width), keys: try linear(.key, c.width), values: try linear(.value, c.width),
      output: try linear(.output, c.rows(of: .query)), queryNorm: try norm(.query), keyNorm: try norm(.key), c)
    feedForward = FeedForward(
      gate: c.isGated ? try linear(.gate, c.width) : nil, up: try linear(.up, c.width),
      down: try linear(.down, c.feedForwardWidth), activation: c.activation)
    attentionNorm = try norm(.attention)
    feedForwardNorm = try norm(.feedForward)
    attentionOutputNorm = try norm(.attentionOutput)
    feedForwardOutputNorm = try norm(.feedForwardOutput)
  }
}
