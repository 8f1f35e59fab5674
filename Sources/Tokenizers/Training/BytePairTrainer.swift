/// Learns a byte-level BPE vocabulary from texts (Sennrich and others 2016; on bytes, Radford and others 2019): again
/// and again the commonest pair of neighbouring tokens within words becomes a token of its own.
///
/// The same texts give the same vocabulary everywhere: of pairs that are equally common, the one whose tokens were
/// made first counts.
package struct BytePairTrainer {
  /// The tokens so far as bytes; the first 256 are the bytes themselves.
  private var tokens: [[UInt8]] = (0...255).map { [$0] }
  /// Each different word as tokens, and how often it stands in the texts.
  private var words: [(tokens: [Int], count: Int)]
  /// How often a pair stands in the texts, and in which words it has been seen.
  private var pairs: [Pair: (count: Int, words: Set<Int>)] = [:]
  private var merges: [Pair] = []

  private struct Pair: Hashable {
    let left: Int
    let right: Int

    /// Whether it comes first among pairs that are equally common.
    func precedes(_ other: Pair) -> Bool { (left, right) < (other.left, other.right) }
  }

  /// Cuts texts into words as the tokenizer will, and counts them.
  package init(texts: some Sequence<String>) {
    var counts: [[UInt8]: Int] = [:]
    for text in texts {
      Array(text.utf8).withUnsafeBytes { bytes in
        PreTokenizer.gpt2.forEachWord(in: bytes) { counts[Array(bytes[$0]), default: 0] += 1 }
      }
    }
    words = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key.map(Int.init), $0.value) }
    for index in words.indices { count(index, sign: 1) }
  }

  /// The vocabulary of `size` tokens: 256 bytes, a control token that ends a text, and what merging gives; fewer when
  /// nothing is left to merge. Throws `TokenizerError` for texts without a word and a size without room for a merge.
  package consuming func vocabulary(size: Int) throws(TokenizerError) -> Vocabulary {
    guard !words.isEmpty else { throw .noText }
    guard size > Self.smallest else { throw .smallVocabulary(size, smallest: Self.smallest + 1) }
    while tokens.count + 1 < size, let pair = commonest { merge(pair) }
    let spelt = tokens.map(ByteAlphabet.spelling)
    var vocabulary = Vocabulary(model: "gpt2", tokens: ByteStrings(spelt + [Array(Self.ending.utf8)]))
    vocabulary.kinds = Array(repeating: Int(TokenKind.normal.rawValue), count: tokens.count)
    vocabulary.kinds.append(Int(TokenKind.control.rawValue))
    vocabulary.merges = ByteStrings(merges.map { spelt[$0.left] + [UInt8(ascii: " ")] + spelt[$0.right] })
    vocabulary.special = SpecialTokens(beginning: tokens.count, end: tokens.count, padding: tokens.count)
    return vocabulary
  }

  /// The token that ends a text.
  private static let ending = "<|endoftext|>"
  /// The bytes and the ending.
  private static let smallest = 257

  /// The commonest pair that stands at least twice.
  private var commonest: Pair? {
    pairs.lazy.filter { $0.value.count > 1 }.max { left, right in
      left.value.count == right.value.count
        ? right.key.precedes(left.key) : left.value.count < right.value.count
    }?.key
  }

  private mutating func merge(_ pair: Pair) {
    let token = tokens.count
    tokens.append(tokens[pair.left] + tokens[pair.right])
    merges.append(pair)
    for index in pairs[pair]?.words ?? [] {
      count(index, sign: -1)
      var merged: [Int] = []
      for next in words[index].tokens {
        if next == pair.right, merged.last == pair.left {
          merged[merged.count - 1] = token
        } else {
          merged.append(next)
        }
      }
      words[index].tokens = merged
      count(index, sign: 1)
    }
    pairs[pair] = nil
  }

  /// Adds a word's pairs to the counts, or takes them away.
  private mutating func count(_ index: Int, sign: Int) {
    let (tokens, count) = words[index]
    for (left, right) in zip(tokens, tokens.dropFirst()) {
      pairs[Pair(left: left, right: right), default: (0, [])].count += sign * count
      if sign > 0 { pairs[Pair(left: left, right: right)]?.words.insert(index) }
    }
  }
}
