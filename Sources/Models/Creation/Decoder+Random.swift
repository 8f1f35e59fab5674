import Gradients
import Tensors

extension Decoder {
  /// The standard deviation of a matrix's numbers before anything is learned (GPT-2's).
  private static let spread = 0.02

  /// A decoder that has learned nothing: matrices of normal numbers with deviation 0.02, those that write into the
  /// stream of a layer divided by √(2 · layers) (Radford and others 2019), norms of ones.
  package init(random c: DecoderConfiguration, using generator: inout SeededGenerator) {
    func matrix(_ rows: Int, _ columns: Int, _ spread: Double = Self.spread) -> WeightMatrix {
      WeightMatrix(
        Tensor(shape: [rows, columns]) { y in
          for i in 0..<rows * columns { y[i] = Float(spread * generator.normal()) }
        })
    }
    func norm(_ count: Int) -> Norm { Norm(Variable(Tensor(repeating: 1, shape: [count])), c) }
    func norm(_ norm: WeightPlace.LayerNorm) -> Norm? {
      c.norms.contains(norm) ? Norm(Variable(Tensor(repeating: 1, shape: [c.count(of: norm)])), c) : nil
    }
    let (queryWidth, keyWidth) = (c.heads * c.headSize, c.keyValueHeads * c.headSize)
    let outSpread = Self.spread / Double(2 * c.layers).squareRoot()
    let embeddings = matrix(c.vocabulary, c.width)
    let layers = (0..<c.layers).map { _ in
      DecoderLayer(
        attention: SelfAttention(
          queries: Linear(matrix(queryWidth, c.width)), keys: Linear(matrix(keyWidth, c.width)),
          values: Linear(matrix(keyWidth, c.width)), output: Linear(matrix(c.width, queryWidth, outSpread)),
          queryNorm: norm(.query), keyNorm: norm(.key), c),
        feedForward: FeedForward(
          gate: Linear(matrix(c.feedForwardWidth, c.width)), up: Linear(matrix(c.feedForwardWidth, c.width)),
          down: Linear(matrix(c.width, c.feedForwardWidth, outSpread)), activation: c.activation),
        attentionNorm: norm(.attention), feedForwardNorm: norm(.feedForward),
        attentionOutputNorm: norm(.attentionOutput), feedForwardOutputNorm: norm(.feedForwardOutput))
    }
    self.init(
      configuration: c, embeddings: embeddings, layers: layers, outputNorm: norm(c.width), output: nil)
  }
}
