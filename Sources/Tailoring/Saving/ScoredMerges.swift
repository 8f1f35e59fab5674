import Formats
import Tokenizers

/// SentencePiece says which tokens are best; the `tokenizers` library wants all pairs that make a token, the best
/// first, as transformers' conversion of SentencePiece models lists them.
struct ScoredMerges {
  /// The ids of the two parts.
  let pairs: [(left: Int, right: Int)]

  /// Only normal tokens are made by merging.
  init(_ tokens: PackedStrings, kinds: [TokenKind], scores: [Double]) {
    let ids = (0..<tokens.count).filter { $0 < scores.count && ($0 >= kinds.count || kinds[$0] == .normal) }
    let idOfToken = Dictionary(ids.map { (tokens[$0], $0) }, uniquingKeysWith: { first, _ in first })
    var merges: [(score: Double, token: Int, left: Int, right: Int)] = []
    for token in ids {
      let bytes = tokens[token]
      for cut in bytes.indices.dropFirst() where bytes[cut] & 0xC0 != 0x80 {
        guard let left = idOfToken[bytes[..<cut]], let right = idOfToken[bytes[cut...]] else { continue }
        merges.append((scores[token], token, left, right))
      }
    }
    merges.sort { first, second in
      first.score == second.score
        ? (first.token, first.left, first.right) < (second.token, second.left, second.right)
        : first.score > second.score
    }
    pairs = merges.map { ($0.left, $0.right) }
  }
}
