import Tensors
import Testing

/// Kernels and threads that a test computes with.
struct Engine: Sendable, CustomTestStringConvertible {
  let compute: Compute

  var testDescription: String { "\(compute.kernels.name), threads: \(compute.pool.threadCount)" }

  /// Threads that no kernel set shares, by their number.
  static let pools = Dictionary(uniqueKeysWithValues: threadCounts.map { ($0, ThreadPool(threadCount: $0)) })
  static let threadCounts = [1, 2, 5]

  /// Every kernel set that this processor runs, with each number of threads.
  static let all = Compute.available.flatMap { kernels in
    threadCounts.map { Engine(compute: Compute(kernels: kernels, threadCount: $0)) }
  }

  /// Every kernel set once.
  static let kernelSets = all.filter { $0.compute.pool.threadCount == 2 }

  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Compute.$current.withValue(compute, operation: body)
  }
}
