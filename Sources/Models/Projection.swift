/// The linear maps of a layer, by the names that papers give them.
package enum Projection: String, CaseIterable, Sendable {
  case query, key, value, output, gate, up, down

  /// The tensor's name within a layer in GGUF: `blk.N.NAME.weight`.
  var nameInGGUF: String {
    switch self {
    case .query: "attn_q"
    case .key: "attn_k"
    case .value: "attn_v"
    case .output: "attn_output"
    case .gate: "ffn_gate"
    case .up: "ffn_up"
    case .down: "ffn_down"
    }
  }
}

extension DecoderLayer {
  package subscript(projection: Projection) -> Linear {
    get {
      switch projection {
      case .query: attention.queries
      case .key: attention.keys
      case .value: attention.values
      case .output: attention.output
      case .gate: feedForward.gate
      case .up: feedForward.up
      case .down: feedForward.down
      }
    }
    set {
      switch projection {
      case .query: attention.queries = newValue
      case .key: attention.keys = newValue
      case .value: attention.values = newValue
      case .output: attention.output = newValue
      case .gate: feedForward.gate = newValue
      case .up: feedForward.up = newValue
      case .down: feedForward.down = newValue
      }
    }
  }
}
