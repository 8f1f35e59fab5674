/// The linear maps of a layer, by the names that papers give them.
package enum Projection: String, CaseIterable, Sendable {
  case query, key, value, output, gate, up, down
}

extension DecoderLayer {
  /// Those that the layer has: a feed-forward without a gate lacks one.
  package var projections: [Projection] { Projection.allCases.filter { $0 != .gate || feedForward.gate != nil } }

  /// One of `projections`.
  package subscript(projection: Projection) -> Linear {
    get {
      switch projection {
      case .query: return attention.queries
      case .key: return attention.keys
      case .value: return attention.values
      case .output: return attention.output
      case .gate:
        guard let gate = feedForward.gate else { preconditionFailure("a projection that the layer has") }
        return gate
      case .up: return feedForward.up
      case .down: return feedForward.down
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
