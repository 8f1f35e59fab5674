import Models

/// A key-value cache that is used for one text after the other and keeps what they have in common at their beginnings, so that a
/// prompt is read once for many questions. What a model says does not depend on it.
package struct PrefixCache {
  let cache: KeyValueCache
  private var tokens: [Int] = []

  /// An empty cache for a model.
  package init(_ model: LanguageModel) { cache = KeyValueCache(model.configuration) }

  /// Makes the cache hold the longest beginning that the tokens share with those before, and gives the tokens that are still
  /// to be read: at least one, unless there are none at all.
  mutating func prepare(for next: [Int]) -> [Int] {
    let shared = zip(tokens, next).prefix { $0 == $1 }.count
    let kept = min(shared, cache.count, max(0, next.count - 1))
    cache.truncate(to: kept)
    tokens = next
    return Array(next[kept...])
  }
}
