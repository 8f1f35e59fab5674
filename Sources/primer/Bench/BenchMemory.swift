import ArgumentParser
import Script
import Tensors

/// `primer bench memory`: how fast memory is read, which limits how fast a model can write.
struct BenchMemory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory", abstract: "Time reading memory, with one thread and more.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    var report = BenchReport(options)
    let rows: [Record] = ThreadCounts.upToAll.map { threads in
      let bytes = ThreadCounts.with(threads) { MachineLimits.measuredBytesPerSecond() }
      return ["threads": .number(Double(threads)), "gigabytes-a-second": .number(bytes / 1e9)]
    }
    report.add("memory that is read", rows)
    try report.finish()
  }
}

/// Numbers of threads to measure with.
enum ThreadCounts {
  /// 1, 2, 4 and so on up to those that are there, and all of them.
  static var upToAll: [Int] {
    let all = Compute.current.pool.threadCount
    return Array(sequence(first: 1) { $0 * 2 }.prefix { $0 < all }) + [all]
  }

  /// Computes with so many threads, and the current kernels.
  static func with<Result>(_ threads: Int, _ body: () throws -> Result) rethrows -> Result {
    let compute = Compute.current
    if threads == compute.pool.threadCount { return try body() }
    return try Compute.$current.withValue(Compute(kernels: compute.kernels, threadCount: threads), operation: body)
  }
}
