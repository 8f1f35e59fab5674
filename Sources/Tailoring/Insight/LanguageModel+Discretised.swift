import Models
import Tensors

extension LanguageModel {
  /// A row of a soft prompt, and the token that stands nearest to it.
  package struct NearestToken: Equatable, Sendable {
    package let token: Int
    /// The cosine of the angle between them.
    package let cosine: Double
    /// How far the row is from the token's embedding, over the length of that.
    package let distance: Double
    /// As `distance`, but from the embedding of the token that is nearest to this token: how far tokens stand from each
    /// other.
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

extension LearnedAdaptation {
  /// A soft prompt of the embeddings of these tokens, one for each row, read where this one is read.
  package func discretised(to tokens: [Int], of model: LanguageModel) -> LearnedAdaptation {
    LearnedAdaptation(
      method: .softPrompt(length: tokens.count), numbers: [model.decoder.embedded(tokens).value], rowPlace: rowPlace,
      base: base)
  }
}
