import Gradients
import Tensors

/// A place in a decoder that holds weights.
package enum WeightPlace: Hashable, Sendable {
  case embeddings
  /// Learned positions.
  case positions
  case output
  case outputNorm
  case outputNormBias
  case projection(Projection, layer: Int)
  case bias(Projection, layer: Int)
  case norm(LayerNorm, layer: Int)
  case normBias(LayerNorm, layer: Int)

  /// The norms of a layer.
  package enum LayerNorm: String, CaseIterable, Sendable {
    case attention, feedForward, attentionOutput, feedForwardOutput, query, key
  }

  /// The tensor's name in GGUF, where every projection has its own.
  package var nameInGGUF: String { NameTable.gguf.name(of: self) }

  /// All places of a decoder in a fixed order, or those of its last `layers` layers.
  package static func all(of decoder: Decoder, layers: Int? = nil) -> [WeightPlace] {
    let count = decoder.layers.count
    var places: [WeightPlace] = layers == nil ? [.embeddings] : []
    if layers == nil, decoder.positions != nil { places.append(.positions) }
    for index in (count - min(layers ?? count, count))..<count {
      let layer = decoder.layers[index]
      places += layer.projections.map { .projection($0, layer: index) }
      places += layer.projections.filter { layer[$0].bias != nil }.map { .bias($0, layer: index) }
      for norm in LayerNorm.allCases {
        guard let found = layer.norm(norm) else { continue }
        places.append(.norm(norm, layer: index))
        if found.bias != nil { places.append(.normBias(norm, layer: index)) }
      }
    }
    guard layers == nil else { return places }
    places.append(.outputNorm)
    if decoder.outputNorm.bias != nil { places.append(.outputNormBias) }
    return places + (decoder.separateOutput == nil ? [] : [.output])
  }
}

extension Decoder {
  /// What a place holds: a matrix, or the numbers of a norm or a bias. `nil` where the decoder has no such place.
  package func content(at place: WeightPlace) -> WeightContent? {
    switch place {
    case .embeddings: .matrix(embeddings)
    case .positions: positions.map { .matrix($0) }
    case .output: .matrix(output)
    case .outputNorm: .vector(outputNorm.weights)
    case .outputNormBias: outputNorm.bias.map { .vector($0) }
    case .projection(let projection, let layer): .matrix(layers[layer][projection].weights)
    case .bias(let projection, let layer): layers[layer][projection].bias.map { .vector($0) }
    case .norm(let norm, let layer): layers[layer].norm(norm).map { .vector($0.weights) }
    case .normBias(let norm, let layer): (layers[layer].norm(norm)?.bias).map { .vector($0) }
    }
  }

  /// The weights at a place as floats.
  package func weights(at place: WeightPlace) -> Tensor {
    switch content(at: place) {
    case .matrix(let weights): weights.matrix.decoded()
    case .vector(let vector): vector.value
    case nil: Tensor([])
    }
  }

  /// Puts other weights at a place.
  package mutating func set(_ place: WeightPlace, to variable: Variable) {
    switch place {
    case .embeddings: embeddings = .learned(variable)
    case .positions: positions = .learned(variable)
    case .output: separateOutput = .learned(variable)
    case .outputNorm: outputNorm.weights = variable
    case .outputNormBias: outputNorm.bias = variable
    case .projection(let projection, let layer): layers[layer][projection].weights = .learned(variable)
    case .bias(let projection, let layer): layers[layer][projection].bias = variable
    case .norm(let norm, let layer): layers[layer].change(norm) { $0?.weights = variable }
    case .normBias(let norm, let layer): layers[layer].change(norm) { $0?.bias = variable }
    }
  }
}

/// What a place in a decoder holds.
package enum WeightContent: Sendable {
  case matrix(Weights)
  case vector(Variable)

  package var shape: Shape {
    switch self {
    case .matrix(let weights): [weights.matrix.rows, weights.matrix.columns]
    case .vector(let vector): vector.shape
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

  fileprivate mutating func change(_ norm: WeightPlace.LayerNorm, _ body: (inout Norm?) -> Void) {
    switch norm {
    case .attention: body(&attentionNorm)
    case .feedForward: body(&feedForwardNorm)
    case .attentionOutput: body(&attentionOutputNorm)
    case .feedForwardOutput: body(&feedForwardOutputNorm)
    case .query: body(&attention.queryNorm)
    case .key: body(&attention.keyNorm)
    }
  }
}
