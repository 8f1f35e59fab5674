import Tensors

/// How near two soft prompts are, seen as embeddings of their tasks (SPoT, Vu et al. 2022).
package struct PromptSimilarity: Equatable, Sendable {
  /// The mean of the cosines of every row of one with every row of the other. In that paper it told best how much one
  /// task helps another.
  package let ofRows: Double
  /// The cosine of the mean row of one with that of the other.
  package let ofMeans: Double

  /// Of rows [length × width] with others of the same width; a row of zeros is like none.
  package init(_ left: Tensor, _ right: Tensor) {
    let rights = (0..<right.rows).map { right.rows($0..<$0 + 1) }
    var sum = 0.0
    for row in 0..<left.rows {
      sum += rights.reduce(0) { $0 + Self.cosine(left.rows(row..<row + 1), $1) }
    }
    ofRows = sum / Double(left.rows * right.rows)
    ofMeans = Self.cosine(left.mean(axis: 0), right.mean(axis: 0))
  }

  private static func cosine(_ left: Tensor, _ right: Tensor) -> Double {
    let lengths = (left.sumOfSquares() * right.sumOfSquares()).squareRoot()
    return lengths > 0 ? Double(left.dot(right)) / lengths : 0
  }
}
