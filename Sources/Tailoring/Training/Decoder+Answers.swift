import Gradients
import Models
import Tensors

extension Decoder {
  /// What the last layer gives where tokens of expected answers are to be predicted [answer tokens × width], all in one
  /// pass (teacher forcing). Each sequence ends in its answer, whose last token is predicted and not read.
  ///
  /// - Parameters:
  ///   - rows: The rows of a batch.
  ///   - counts: How many tokens the answer of each sequence has.
  ///   - check: Called between layers; gives up with what it throws.
  func hidden(
    _ rows: Variable, packing: Packing, beforeAnswersOf counts: [Int], check: () throws -> Void
  ) rethrows -> Variable {
    let hidden = try hidden(rows, packing: packing, check: check)
    let ends = zip(packing.starts, packing.lengths).map { $0 + $1 }
    return hidden.rows(at: zip(ends, counts).flatMap { $0 - $1..<$0 })
  }
}
