import Models
import Tensors

extension LanguageModel {
  /// A token of the vocabulary, and how nearly its embedding points in a given direction.
  package struct Neighbour: Equatable, Sendable {
    package let token: Int
    /// x · e / (|x| |e|): 1 for the same direction, 0 for a right angle.
    package let cosine: Double
  }

  /// The tokens whose embeddings are nearest to each row of [rows × width] by cosine, nearest first; of equally near
  /// ones the lower id comes first. Control tokens, which stand for no text, are left out. A row of zeros has no
  /// direction: all its cosines are 0. Throws what `check` throws.
  package func nearest(to rows: Tensor, count: Int, check: () throws -> Void = {}) throws -> [[Neighbour]] {
    let lengths = decoder.embeddings.matrix.rowLengths()
    var neighbours: [[Neighbour]] = []
    // A few rows at a time, because there is a product for each token of the vocabulary.
    for start in stride(from: 0, to: rows.rows, by: 16) {
      try check()
      let piece = rows.rows(start..<min(start + 16, rows.rows))
      let products = piece.multiplied(byTransposeOf: decoder.embeddings.matrix)
      for row in 0..<piece.rows {
        let x = piece.rows(row..<row + 1)
        neighbours.append(nearest(products.rows(row..<row + 1), lengths, to: x.dot(x).squareRoot(), count))
      }
    }
    return neighbours
  }

  /// How far a row is from a token's embedding e as it goes into the first layer, over the length of that: |x − e| /
  /// |e|.
  package func distance(of row: Tensor, from token: Int) -> Double {
    let embedding = decoder.embedded([token]).value
    let difference = row.added(to: embedding.scaled(by: -1))
    return (Double(difference.dot(difference)) / Double(embedding.dot(embedding))).squareRoot()
  }

  /// The largest cosines, from products [1 × vocabulary] and the lengths of what was multiplied.
  private func nearest(_ products: Tensor, _ lengths: Tensor, to length: Float, _ count: Int) -> [Neighbour] {
    let cosines = Tensor(shape: [products.count]) { cosines in
      for token in 0..<products.count {
        let scale = length * lengths.floats[token]
        let isCandidate = token < tokenizer.count && !tokenizer.isControl(token)
        cosines[token] = !isCandidate ? -.infinity : scale > 0 ? products.floats[token] / scale : 0
      }
    }
    return cosines.largest(count).filter { cosines.floats[$0] > -.infinity }
      .map { Neighbour(token: $0, cosine: Double(cosines.floats[$0])) }
  }
}

extension WeightMatrix {
  /// |row| of every row: √(Σ w²).
  fileprivate func rowLengths() -> Tensor {
    let compute = Compute.current
    let rowsAtOnce = 256
    return Tensor(shape: [rows]) { lengths in
      nonisolated(unsafe) let lengths = lengths
      compute.pool.run((rows + rowsAtOnce - 1) / rowsAtOnce) { piece, _ in
        let range = piece * rowsAtOnce..<min((piece + 1) * rowsAtOnce, rows)
        let decoded = decoded(rows: Array(range))
        for (index, row) in range.enumerated() {
          let x = decoded.floats + index * columns
          lengths[row] = compute.kernels.dot(x, x, count: columns).squareRoot()
        }
      }
    }
  }
}

extension LanguageModel {
  /// A row of a soft prompt, and the token nearest to it.
  package struct NearestToken: Equatable, Sendable {
    package let token: Int
    /// The cosine of the angle between them.
    package let cosine: Double
    /// How far the row is from the token's embedding, over the length of that.
    package let distance: Double
    /// As `distance`, but from the embedding of the token that is nearest to this token: how far apart tokens are.
    package let tokenDistance: Double
  }

  /// The nearest token to each row of a soft prompt [rows × width], by cosine. Throws what `check` throws.
  package func nearestTokens(to rows: Tensor, check: () throws -> Void = {}) throws -> [NearestToken] {
    let neighbours = try nearest(to: rows, count: 1, check: check).compactMap(\.first)
    let embeddings = decoder.embedded(neighbours.map(\.token)).value
    // The first of two is the token itself, unless another has the same embedding.
    let others = try nearest(to: embeddings, count: 2, check: check)
    return zip(neighbours, others).enumerated().map { index, pair in
      let (neighbour, others) = pair
      let other = others.first { $0.token != neighbour.token }?.token ?? neighbour.token
      let otherEmbedding = decoder.embedded([other]).value
      return NearestToken(
        token: neighbour.token, cosine: neighbour.cosine,
        distance: distance(of: rows.rows(index..<index + 1), from: neighbour.token),
        tokenDistance: distance(of: otherEmbedding, from: neighbour.token))
    }
  }
}
