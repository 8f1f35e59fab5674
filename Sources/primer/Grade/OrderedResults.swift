import Synchronization

/// Results that arrive in any order, from any thread.
final class OrderedResults<Result: Sendable>: Sendable {
  private let results: Mutex<[Result?]>
  private let progress: @Sendable (_ done: Int) -> Void

  /// Room for `count` results; `progress` hears how many have arrived.
  init(count: Int, progress: @escaping @Sendable (_ done: Int) -> Void) {
    results = Mutex(Array(repeating: nil, count: count))
    self.progress = progress
  }

  func set(_ index: Int, _ result: Result) {
    let done = results.withLock { results in
      results[index] = result
      return results.count { $0 != nil }
    }
    progress(done)
  }

  /// Those that have arrived, in order.
  var all: [Result] { results.withLock { $0.compactMap { $0 } } }
}
