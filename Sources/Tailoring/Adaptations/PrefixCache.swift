import Gradients
import Models

/// A key-value cache that is used for one text after the other and keeps what they have in common at their
/// beginnings, so that a prompt is read once for many questions. What a model says does not depend on it.
package struct PrefixCache {
  let cache: KeyValueCache
  private let tailored: TailoredModel
  private var tokens: [Int] = []

  /// An empty cache for a model.
  package init(_ tailored: TailoredModel) {
    self.tailored = tailored
    cache = KeyValueCache(tailored.model.configuration)
  }

  /// Makes the cache hold the longest beginning that the tokens share with those before, and gives the tokens that
  /// are still to be read: at least one, unless there are none. The learned rows, where there are any, are in the
  /// cache then, between the beginning token and the others. Throws `ModelError`.
  mutating func prepare(for next: [Int]) throws(ModelError) -> [Int] {
    let beginning = tailored.front == nil ? 0 : tailored.model.beginning.count
    let rows = try readFront()
    let shared = zip(tokens, next).prefix { $0 == $1 }.count
    let kept = max(beginning, min(shared, cache.count - rows, next.count - 1))
    cache.truncate(to: kept + rows)
    tokens = next
    return Array(next.dropFirst(kept))
  }

  /// Reads the beginning token and the learned rows, unless the cache holds them; gives the number of these rows.
  private func readFront() throws(ModelError) -> Int {
    guard let front = tailored.front else { return 0 }
    let (model, beginning) = (tailored.model, tailored.model.beginning)
    let count = beginning.count + front.rows
    guard count < model.configuration.contextLength else {
      throw .contextExceeded(tokens: count, limit: model.configuration.contextLength)
    }
    if cache.count < count {
      cache.truncate(to: 0)
      let parts = (beginning.isEmpty ? [] : [model.decoder.embedded(beginning)]) + [Variable(front)]
      _ = model.decoder.hidden(.concatenating(parts), cache: cache)
    }
    return front.rows
  }
}
