/// What the tensors of a decoder are called in files of a kind, and which of them hold several matrices.
package struct NameTable: Sendable {
  package var embeddings: String
  package var positions: String
  package var outputNorm: String
  package var output: String
  /// What stands before the names of a layer's tensors, with `#` for its number.
  package var layer: String
  package var projections: [Projection: String]
  package var norms: [WeightPlace.LayerNorm: String]
  /// Projections whose rows lie one after the other in one matrix.
  package var fused: [[Projection]] = []
  /// Whether a layer's matrices are stored [inputs × outputs].
  package var storesInputsFirst = false

  /// GGUF's names, which most families share.
  static let gguf = NameTable(
    embeddings: "token_embd", positions: "position_embd", outputNorm: "output_norm", output: "output", layer: "blk.#.",
    projections: [
      .query: "attn_q", .key: "attn_k", .value: "attn_v", .output: "attn_output", .gate: "ffn_gate", .up: "ffn_up",
      .down: "ffn_down",
    ],
    norms: [
      .attention: "attn_norm", .feedForward: "ffn_norm", .attentionOutput: "post_attention_norm",
      .feedForwardOutput: "post_ffw_norm", .query: "attn_q_norm", .key: "attn_k_norm",
    ])

  /// The names of transformers, as Llama's classes began them.
  static let transformers = NameTable(
    embeddings: "model.embed_tokens", positions: "", outputNorm: "model.norm", output: "lm_head",
    layer: "model.layers.#.",
    projections: [
      .query: "self_attn.q_proj", .key: "self_attn.k_proj", .value: "self_attn.v_proj", .output: "self_attn.o_proj",
      .gate: "mlp.gate_proj", .up: "mlp.up_proj", .down: "mlp.down_proj",
    ],
    norms: [
      .attention: "input_layernorm", .feedForward: "post_attention_layernorm", .query: "self_attn.q_norm",
      .key: "self_attn.k_norm",
    ])

  /// The same names but for some, and with some projections fused.
  func changing(
    projections: [Projection: String] = [:], norms: [WeightPlace.LayerNorm: String] = [:], fused: [[Projection]] = []
  ) -> NameTable {
    var table = self
    table.projections.merge(projections) { $1 }
    table.norms.merge(norms) { $1 }
    table.fused += fused
    return table
  }

  /// The table for files that leave out the first part of all names but the output's: those of a model without its
  /// output, and the first files of GPT-2.
  func fitting(_ names: [String]) -> NameTable {
    func short(_ name: String) -> String {
      name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
    }
    guard !names.contains(name(of: .embeddings)), names.contains(short(name(of: .embeddings))) else { return self }
    var table = self
    (table.embeddings, table.positions) = (short(embeddings), short(positions))
    (table.outputNorm, table.layer) = (short(outputNorm), short(layer))
    return table
  }

  /// The projections that are stored in one matrix with this one, in their order; itself alone, where it has its own.
  package func parts(with projection: Projection) -> [Projection] {
    fused.first { $0.contains(projection) } ?? [projection]
  }

  /// The name of the tensor at a place. Places that share a matrix share a name.
  package func name(of place: WeightPlace) -> String {
    switch place {
    case .embeddings: embeddings + ".weight"
    case .positions: positions + ".weight"
    case .output: output + ".weight"
    case .outputNorm: outputNorm + ".weight"
    case .outputNormBias: outputNorm + ".bias"
    case .projection(let projection, let layer): prefix(layer) + (projections[projection] ?? "") + ".weight"
    case .bias(let projection, let layer): prefix(layer) + (projections[projection] ?? "") + ".bias"
    case .norm(let norm, let layer): prefix(layer) + (norms[norm] ?? "") + ".weight"
    case .normBias(let norm, let layer): prefix(layer) + (norms[norm] ?? "") + ".bias"
    }
  }

  /// A projection's module, without `.weight`.
  package func module(_ projection: Projection, layer: Int) -> String {
    prefix(layer) + (projections[projection] ?? "")
  }

  private func prefix(_ number: Int) -> String {
    let parts = layer.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return "\(parts[0])\(number)\(parts[1])"
  }
}
