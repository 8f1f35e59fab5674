import Gradients
import Models
import Tensors

extension TailoredModel {
  /// What each position of a text attends to [positions × positions], each row summing to 1: one head of one layer, or
  /// the mean of all heads, or of all layers, where none is named by its index. `check` is called between layers and
  /// gives up with what it throws.
  package func attention(
    _ text: ReadText, layer: Int? = nil, head: Int? = nil, check: () throws -> Void = {}
  ) rethrows -> Tensor {
    let stream = try model.decoder.stream(text.rows, check: check)
    let layers = layer.map { [$0] } ?? Array(model.decoder.layers.indices)
    let heads = head.map { [$0] } ?? Array(0..<model.configuration.heads)
    var sum = Tensor(repeating: 0, shape: [text.count, text.count])
    for layer in layers {
      try check()
      let weights = model.decoder.attentionWeights(ofLayer: layer, for: stream[layer])
      for head in heads { sum = sum.added(to: weights.slice(head)) }
    }
    return sum.scaled(by: 1 / Float(layers.count * heads.count))
  }

  /// The logits [vocabulary] that the model would give behind a text if it ended before its first layer, behind the
  /// first, behind the second, and so on to the last: the "logit lens" (nostalgebraist 2020). `check` is called between
  /// layers. Throws `ModelError.notFinite`, and what `check` throws.
  package func lens(_ text: ReadText, check: () throws -> Void = {}) throws -> [Tensor] {
    let stream = try model.decoder.stream(text.rows, check: check)
    return try stream.indices.map { layer in
      try check()
      let last = Variable(stream[layer].value.rows(text.count - 1..<text.count))
      let logits = model.decoder.logits(of: last)
      try model.decoder.checkFinite(logits) { stream[min($0.layers.count, layer)].value }
      return logits.reshaped([model.configuration.vocabulary])
    }
  }
}
