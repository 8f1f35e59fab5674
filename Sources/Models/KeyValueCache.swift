import Tensors

/// The keys and values of every layer for the positions a model has read, so that the next token costs one row.
package final class KeyValueCache: Sendable {
  let layers: [AttentionMemory]

  /// An empty cache for a model.
  package init(_ configuration: DecoderConfiguration) {
    layers = (0..<configuration.layers).map { _ in
      AttentionMemory(heads: configuration.keyValueHeads, size: configuration.paddedHeadSize)
    }
  }

  private init(layers: [AttentionMemory]) { self.layers = layers }

  /// A cache of its own that holds the same positions.
  package func copy() -> KeyValueCache { KeyValueCache(layers: layers.map { $0.copy() }) }

  /// The number of positions that have been read.
  package var count: Int { layers.first?.count ?? 0 }

  /// Forgets all positions from `count` on.
  package func truncate(to count: Int) {
    for layer in layers { layer.truncate(to: count) }
  }
}
