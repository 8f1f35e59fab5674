import Gradients
import Tensors

/// A place in a decoder that holds weights.
package enum WeightPlace: Hashable, Sendable {
  case embeddings
  case output
  case outputNorm
  case projection(Projection, layer: Int)
  case norm(LayerNorm, layer: Int)

  /// The norms of a layer.
  package enum LayerNorm: String, CaseIterable, Sendable {
    case attention, feedForward, attentionOutput, feedForwardOutput, query, key

    var nameInGGUF: String {
      switch self {
      case .attention: "attn_norm"
      case .feedForward: "ffn_norm"
      case .attentionOutput: "post_attention_norm"
      case .feedForwardOutput: "post_ffw_norm"
      case .query: "attn_q_norm"
      case .key: "attn_k_norm"
      }
    }
  }

  /// The tensor's name in GGUF.
  package var nameInGGUF: String {
    switch self {
    case .embeddings: "token_embd.weight"
    case .output: "output.weight"
    case .outputNorm: "output_norm.weight"
    case .projection(let projection, let layer): "blk.\(layer).\(projection.nameInGGUF).weight"
    case .norm(let norm, let layer): "blk.\(layer).\(norm.nameInGGUF).weight"
    }
  }

  /// All places of a decoder in a fixed order, or those of its last `layers` layers.
  package static func all(of decoder: Decoder, layers: Int? = nil) -> [WeightPlace] {
    let count = decoder.layers.count
    var places: [WeightPlace] = layers == nil ? [.embeddings] : []
    for layer in (count - min(layers ?? count, count))..<count {
      places += Projection.allCases.map { .projection($0, layer: layer) }
      places += LayerNorm.allCases.filter { decoder.layers[layer].norm($0) != nil }.map { .norm($0, layer: layer) }
    }
    if layers == nil { places += [.outputNorm] + (decoder.separateOutput == nil ? [] : [.output]) }
    return places
  }
}

extension Decoder {
  /// The weights at a place as floats.
  package func weights(at place: WeightPlace) -> Tensor {
    switch place {
    case .embeddings: embeddings.matrix.decoded()
    case .output: output.matrix.decoded()
    case .outputNorm: outputNorm.weights.value
    case .projection(let projection, let layer): layers[layer][projection].weights.matrix.decoded()
    case .norm(let norm, let layer): layers[layer].norm(norm)?.weights.value ?? Tensor([])
    }
  }

  /// Puts other weights at a place.
  package mutating func set(_ place: WeightPlace, to variable: Variable) {
    switch place {
    case .embeddings: embeddings = .learned(variable)
    case .output: separateOutput = .learned(variable)
    case .outputNorm: outputNorm.weights = variable
    case .projection(let projection, let layer): layers[layer][projection].weights = .learned(variable)
    case .norm(let norm, let layer): layers[layer].setNorm(norm, to: variable)
    }
  }
}

extension DecoderLayer {
  func norm(_ norm: WeightPlace.LayerNorm) -> Norm? {
    switch norm {
    case .attention: attentionNorm
    case .feedForward: feedForwardNorm
    case .attentionOutput: attentionOutputNorm
    case .feedForwardOutput: feedForwardOutputNorm
    case .query: attention.queryNorm
    case .key: attention.keyNorm
    }
  }

  mutating func setNorm(_ norm: WeightPlace.LayerNorm, to variable: Variable) {
    switch norm {
    case .attention: attentionNorm.weights = variable
    case .feedForward: feedForwardNorm.weights = variable
    case .attentionOutput: attentionOutputNorm?.weights = variable
    case .feedForwardOutput: feedForwardOutputNorm?.weights = variable
    case .query: attention.queryNorm?.weights = variable
    case .key: attention.keyNorm?.weights = variable
    }
  }
}
