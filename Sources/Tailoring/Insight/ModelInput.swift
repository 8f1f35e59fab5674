import Gradients
import Models
import Tensors

/// A text as a tailored model reads it, position by position.
package struct ModelInput {
  /// What is read at a position.
  package enum Content: Equatable, Sendable {
    case token(Int)
    /// A row of a soft prompt, by its number from 0.
    case row(Int)
  }

  package let contents: [Content]
  /// What goes into the first layer [positions × width].
  package let rows: Variable

  package var count: Int { contents.count }
}

extension TailoredModel {
  /// What is read for these tokens of a text, learned rows included. Throws `ModelError` where there is nothing, or more
  /// than the model has room for.
  package func input(_ tokens: [Int]) throws(ModelError) -> ModelInput {
    let rest = tokensAfterPrefix(tokens)
    let (count, limit) = (prefixContents.count + rest.count, model.configuration.contextLength)
    guard !rest.isEmpty else { throw .emptyPrompt }
    guard count <= limit else { throw .contextExceeded(tokens: count, limit: limit) }
    return ModelInput(contents: prefixContents + rest.map { .token($0) }, rows: Variable(rows(rest)))
  }

  /// What is read at the positions of `prefix`.
  private var prefixContents: [ModelInput.Content] {
    guard let prefix, case .learned(let learned) = adaptation else { return [] }
    let beginning = model.beginning.map { ModelInput.Content.token($0) }
    let rows = (0..<prefix.rows - beginning.count).map { ModelInput.Content.row($0) }
    return learned.numbers.place == .afterBeginning ? beginning + rows : rows + beginning
  }
}

extension TailoredModel {
  /// What each position of a text attends to [positions × positions], each row summing to 1: one head of one layer, or
  /// the mean of all heads, or of all layers, where none is named by its index. `check` is called between layers; an
  /// error it throws is rethrown.
  package func attention(
    _ text: ModelInput, layer: Int? = nil, head: Int? = nil, check: () throws -> Void = {}
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

  /// The logits [vocabulary] that the model would give after a text if it ended before its first layer, after the
  /// first, after the second, and so on to the last: the "logit lens" (nostalgebraist 2020). `check` is called between
  /// layers. Throws `ModelError.notFinite`, and what `check` throws.
  package func lens(_ text: ModelInput, check: () throws -> Void = {}) throws -> [Tensor] {
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
