import Models
import Tailoring
import Tensors

/// What reading and writing take, counted from shapes.
extension LanguageModel {
  /// The floating-point operations of reading `count` tokens and predicting the next one.
  func operations(ofReading count: Int) -> Double {
    let attended = (0..<configuration.layers).reduce(0) { sum, layer in
      let window = min(configuration.window(ofLayer: layer) ?? count, count)
      return sum + window * (window + 1) / 2 + (count - window) * window
    }
    return decoder.operations(rows: count, attended: attended / configuration.layers, predictions: 1)
  }

  /// The bytes of memory that writing a token behind `count` others reads: all weights but embeddings that are not
  /// the output, and the keys and values.
  func bytes(ofWritingBehind count: Int) -> Double {
    let weights = decoder.layers.reduce(bytes(of: decoder.output.matrix)) { sum, layer in
      layer.projections.reduce(sum) { $0 + bytes(of: layer[$1].weights.matrix) }
    }
    let positions = (0..<configuration.layers).reduce(0) { sum, layer in
      sum + min(configuration.window(ofLayer: layer) ?? count, count)
    }
    return Double(weights + 8 * configuration.keyValueHeads * configuration.headSize * positions)
  }

  private func bytes(of matrix: WeightMatrix) -> Int { matrix.rows * matrix.rowBytes }

  /// As many tokens of a text as are asked for.
  func benchTokens(_ count: Int) -> [Int] {
    var tokens: [Int] = []
    for repeats in [count / 8 + 1, count + 1] where tokens.count < count {
      tokens = self.tokens(of: String(repeating: "The history of the city of Paris begins ", count: repeats))
    }
    return Array(tokens.prefix(count))
  }

  /// Writes tokens behind what a cache holds, the likeliest ones, however the text might end. Throws `ModelError`.
  func write(_ count: Int, after logits: Tensor, _ cache: KeyValueCache) throws {
    var logits = logits
    for _ in 0..<count { logits = try self.logits(after: logits.largest(1), cache: cache) }
  }
}
