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
    let cosines = (0..<left.rows).flatMap { Self.cosines(left.rows($0..<$0 + 1), right) }
    ofRows = cosines.reduce(0, +) / Double(cosines.count)
    ofMeans = Self.cosines(left.mean(axis: 0), right.mean(axis: 0)).reduce(0, +)
  }

  /// 0 in place of those that zeros have none of.
  private static func cosines(_ left: Tensor, _ right: Tensor) -> [Double] {
    (left.cosine(with: right)?.elements ?? []).map { $0.isNaN ? 0 : Double($0) }
  }
}
