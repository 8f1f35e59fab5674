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
  /// are still to be read: at least one, unless there are none. What stands in front of every text, learned rows
  /// among it, is in the cache then. Throws `ModelError`.
  mutating func prepare(for text: [Int]) throws(ModelError) -> [Int] {
    let next = tailored.behindFront(text)
    let rows = try readFront()
    let shared = zip(tokens, next).prefix { $0 == $1 }.count
    let kept = max(0, min(shared, cache.count - rows, next.count - 1))
    cache.truncate(to: kept + rows)
    tokens = next
    return Array(next.dropFirst(kept))
  }

  /// Reads what stands in front, unless the cache holds it; gives the number of its rows.
  private func readFront() throws(ModelError) -> Int {
    guard let front = tailored.front else { return 0 }
    let model = tailored.model
    guard front.rows < model.configuration.contextLength else {
      throw .contextExceeded(tokens: front.rows, limit: model.configuration.contextLength)
    }
    if cache.count < front.rows {
      cache.truncate(to: 0)
      _ = model.decoder.hidden(Variable(front), cache: cache)
    }
    return front.rows
  }
}
