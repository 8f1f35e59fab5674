import Formats
import Gradients
import Tensors

extension Decoder {
  /// The decoder in a GGUF file; its matrices stay in the mapped file. Throws `FormatError` and `ModelError`.
  package init(_ file: GGUFFile) throws {
    let c = try DecoderConfiguration(file)
    let hasOutput = file.optionalTensor("output.weight") != nil
    self.init(
      configuration: c, embeddings: try file.matrix("token_embd.weight", rows: c.vocabulary, columns: c.width),
      layers: try (0..<c.layers).map { try DecoderLayer(file, c, prefix: "blk.\($0)") },
      outputNorm: try Norm(file, "output_norm", c.width, c),
      output: hasOutput ? try file.matrix("output.weight", rows: c.vocabulary, columns: c.width) : nil)
  }
}

extension DecoderLayer {
  fileprivate init(_ file: GGUFFile, _ c: DecoderConfiguration, prefix: String) throws {
    func linear(_ projection: Projection, _ rows: Int, _ columns: Int) throws -> Linear {
      Linear(try file.matrix("\(prefix).\(projection.nameInGGUF).weight", rows: rows, columns: columns))
    }
    func norm(_ name: String, _ count: Int) throws -> Norm { try Norm(file, "\(prefix).\(name)", count, c) }
    let (queryWidth, keyWidth) = (c.heads * c.headSize, c.keyValueHeads * c.headSize)
    attention = SelfAttention(
      queries: try linear(.query, queryWidth, c.width), keys: try linear(.key, keyWidth, c.width),
      values: try linear(.value, keyWidth, c.width), output: try linear(.output, c.width, queryWidth),
      queryNorm: c.normsQueriesAndKeys ? try norm("attn_q_norm", c.headSize) : nil,
      keyNorm: c.normsQueriesAndKeys ? try norm("attn_k_norm", c.headSize) : nil, size: c.headSize)
    feedForward = FeedForward(
      gate: try linear(.gate, c.feedForwardWidth, c.width), up: try linear(.up, c.feedForwardWidth, c.width),
      down: try linear(.down, c.width, c.feedForwardWidth), activation: c.activation)
    attentionNorm = try norm("attn_norm", c.width)
    feedForwardNorm = try norm("ffn_norm", c.width)
    attentionOutputNorm = c.normsOutputs ? try norm("post_attention_norm", c.width) : nil
    feedForwardOutputNorm = c.normsOutputs ? try norm("post_ffw_norm", c.width) : nil
  }
}

extension Norm {
  fileprivate init(_ file: GGUFFile, _ name: String, _ count: Int, _ c: DecoderConfiguration) throws {
    weights = Variable(try file.vector("\(name).weight", count: count))
    epsilon = c.normEpsilon
  }
}
