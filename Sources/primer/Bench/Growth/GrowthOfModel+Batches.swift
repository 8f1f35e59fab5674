import Models
import Script
import Tailoring
import Tensors

/// How time grows with what is computed together.
extension GrowthOfModel {
  /// The tokens of each text that is written on.
  private static let textTokens = 64

  /// Writing a token of 1, 2, 4 … texts at once.
  func rows(ofTexts most: Int) throws -> [Record] {
    let tokens = model.benchTokens(Self.textTokens)
    let cache = KeyValueCache(model.configuration)
    let next = try model.logits(after: tokens, cache: cache).largest(1)
    let operations = model.operations(ofReading: tokens.count + 1) - model.operations(ofReading: tokens.count)
    return try doubling(from: 1, to: most).map { count in
      var times: [Double] = []
      for _ in 0..<max(rounds, 3) {
        let texts = (0..<count).map { _ in UnreadText(model.decoder.embedded(next).value, after: cache.copy()) }
        times.append(try Stopwatch.seconds { try model.logits(after: texts) }.seconds)
      }
      return [
        "texts": .number(Double(count)), "seconds": .number(median(times)),
        "gigaflop": .number(Double(count) * operations / 1e9),
        "limit": .number(writingLimit(behind: tokens.count, texts: count)),
      ]
    }
  }

  /// Training steps of soft prompts of 8, 16, 32 … rows.
  func rows(ofPromptLengths most: Int, _ data: Dataset) throws -> [Record] {
    try doubling(from: 8, to: most).map { length in try row("rows", length, length: length, batch: 16, data) }
  }

  /// Training steps of a soft prompt with 4, 8, 16 … examples.
  func rows(ofExamples most: Int, _ data: Dataset) throws -> [Record] {
    try doubling(from: 4, to: most).map { batch in try row("examples", batch, length: 8, batch: batch, data) }
  }

  private func row(_ name: String, _ value: Int, length: Int, batch: Int, _ data: Dataset) throws -> Record {
    let settings = TuningSettings(method: .softPrompt(length: length), steps: rounds, batch: batch)
    var (run, times) = (try TuningRun(model, on: data, settings: settings), [Double]())
    while !run.isFinished { times.append(try Stopwatch.seconds { try run.step() }.seconds) }
    let operations = run.operations / Double(run.stepCount)
    return Record([
      (name, .number(Double(value))), ("seconds", .number(median(times))), ("gigaflop", .number(operations / 1e9)),
      ("gigaflops", .number(operations / median(times) / 1e9)),
      ("limit", .number(operations / limits.operationsPerSecond)),
    ])
  }

  private func doubling(from first: Int, to last: Int) -> [Int] {
    Array(sequence(first: first) { $0 * 2 }.prefix { $0 <= last })
  }
}
