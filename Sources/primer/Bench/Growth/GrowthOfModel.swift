import Models
import Script
import Tensors

/// What is measured of one model.
struct GrowthOfModel {
  let model: LanguageModel
  let limits: MachineLimits
  let rounds: Int

  /// Tokens that are written for a measurement.
  private static let written = 8
  /// The tokens of a context where something else grows.
  static let ordinaryContext = 240

  /// Reading 64 tokens and twice as many each time, and writing behind them.
  func rows(ofContexts longest: Int) throws -> [Record] {
    try contexts(longest).map { count in
      let time = try self.time(context: count)
      let (operations, bytes) = (model.operations(ofReading: count), model.bytes(ofWritingBehind: count))
      return [
        "tokens": .number(Double(count)), "read-seconds": .number(time.reading),
        "gigaflop": .number(operations / 1e9), "gigaflops": .number(operations / time.reading / 1e9),
        "read-limit": .number(operations / limits.operationsPerSecond), "write-seconds": .number(time.writing),
        "megabytes": .number(bytes / 1e6), "write-limit": .number(writingLimit(behind: count)),
      ]
    }
  }

  /// The same short text read and written with 1, 2, 4 … threads.
  func rowsOfThreads() throws -> [Record] {
    try ThreadCounts.upToAll.map { threads in
      let time = try ThreadCounts.with(threads) { try self.time(context: ordinaryContext) }
      return [
        "threads": .number(Double(threads)), "read-seconds": .number(time.reading),
        "write-seconds": .number(time.writing),
      ]
    }
  }

  /// The model as one among others.
  func row() throws -> Record {
    let (count, time) = (ordinaryContext, try self.time(context: ordinaryContext))
    return [
      "weights": .number(Double(model.weightCount)), "read-seconds": .number(time.reading),
      "gigaflop": .number(model.operations(ofReading: count) / 1e9), "write-seconds": .number(time.writing),
      "megabytes": .number(model.bytes(ofWritingBehind: count) / 1e6), "model": .text(model.name),
    ]
  }

  /// 64, 128 … tokens, up to `longest` and what the model has room for.
  private func contexts(_ longest: Int) -> [Int] {
    let room = min(longest, model.configuration.contextLength - Self.written)
    return Array(sequence(first: 64) { $0 * 2 }.prefix { $0 <= room })
  }

  private var ordinaryContext: Int { min(Self.ordinaryContext, model.configuration.contextLength - Self.written) }

  /// Seconds of reading `count` tokens and of writing one behind them.
  private func time(context count: Int) throws -> (reading: Double, writing: Double) {
    let tokens = model.benchTokens(count)
    var times = (reading: [Double](), writing: [Double]())
    for _ in 0..<rounds {
      let cache = KeyValueCache(model.configuration)
      let reading = try Stopwatch.seconds { try model.logits(after: tokens, cache: cache) }
      let writing = try Stopwatch.seconds { try model.write(Self.written, after: reading.result, cache) }
      times.reading.append(reading.seconds)
      times.writing.append(writing.seconds / Double(Self.written))
    }
    return (median(times.reading), median(times.writing))
  }

  /// Seconds that a token takes at least.
  func writingLimit(behind count: Int, texts: Int = 1) -> Double {
    let operations = model.operations(ofReading: count + 1) - model.operations(ofReading: count)
    // What all texts read is read once, their own keys and values for each.
    let (shared, all) = (model.bytes(ofWritingBehind: 0), model.bytes(ofWritingBehind: count))
    return max(
      (shared + Double(texts) * (all - shared)) / limits.bytesPerSecond,
      Double(texts) * operations / limits.operationsPerSecond)
  }
}
