import Gradients
import Tensors

extension Tailored {
  /// The part of examples whose answer tokens are all the likeliest, each given those before it, and the mean
  /// cross-entropy of all answer tokens. A few examples at a time. `check` is called between layers and gives up with
  /// what it throws.
  func score(
    _ examples: [EncodedExample], beginning: [Int], check: () throws -> Void
  ) rethrows -> (accuracy: Double, loss: Double) {
    var (right, total, count) = (0, 0.0, 0)
    for start in stride(from: 0, to: examples.count, by: 16) {
      let piece = Array(examples[start..<min(start + 16, examples.count)])
      let batch = TrainingBatch(examples: piece)
      let (rows, targets) = try batch.predictions(of: self, beginning: beginning, check: check)
      let logits = rows.value.multiplied(byTransposeOf: decoder.output.matrix)
      let sums = logits.logSumExp()
      var row = 0
      for example in piece {
        var isRight = true
        for _ in example.answer {
          total += sums[row] - Double(logits[row, targets[row]])
          isRight = isRight && logits.rows(row..<row + 1).largest(1)[0] == targets[row]
          row += 1
        }
        right += isRight ? 1 : 0
      }
      count += targets.count
    }
    return (Double(right) / Double(max(examples.count, 1)), total / Double(max(count, 1)))
  }
}
