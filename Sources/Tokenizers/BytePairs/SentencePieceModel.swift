/// BPE as in SentencePiece (Kudo and Richardson, 2018): a whole text, its spaces written `▁`, is one word; of all
/// neighbours whose texts together are a token, those are merged first whose token scores highest. A character that
/// is no token becomes the tokens of its bytes.
struct SentencePieceModel: Sendable {
  /// What stands for a space: `▁`, U+2581.
  static let space: [UInt8] = [0xE2, 0x96, 0x81]

  private let rule: Rule
  private let table: TokenTable
  /// The token of each byte, or -1.
  private let byteTokens: [Int32]
  private let unknown: Int32

  private enum Rule {
    case scores(ScoredPieces)
    case ranks(MergeTable)
  }

  init(_ vocabulary: Vocabulary, kinds: [TokenKind]) throws(TokenizerError) {
    let hasScores = !vocabulary.hasRankedMerges
    guard !hasScores || vocabulary.scores.count >= vocabulary.tokens.count else {
      throw .tooFew(what: "scores", count: vocabulary.scores.count, tokens: vocabulary.tokens.count)
    }
    if let token = vocabulary.scores.firstIndex(where: \.isNaN) { throw .scoreNotANumber(token: token) }
    // Only these are made by merging: a text that looks like a control token or a byte token is a text.
    let table = TokenTable(vocabulary.tokens) { kinds[$0] == .normal || kinds[$0] == .userDefined }
    self.table = table
    rule =
      hasScores
      ? .scores(ScoredPieces(table: table, scores: vocabulary.scores))
      : .ranks(try MergeTable(vocabulary.merges, TokenTable(vocabulary.tokens) { _ in true }))
    var byteTokens = [Int32](repeating: -1, count: 256)
    for (token, kind) in kinds.enumerated() where kind == .byte {
      if let byte = Self.byte(spelt: vocabulary.tokens[token]) { byteTokens[Int(byte)] = Int32(token) }
    }
    self.byteTokens = byteTokens
    unknown = Int32(vocabulary.special.unknown ?? -1)
  }

  /// Appends the tokens of a text whose spaces are written `▁`.
  func encode(_ text: UnsafeRawBufferPointer, into ids: inout [Int]) {
    var merger = PairMerger()
    merger.begin(bytes: text.count)
    var position = 0
    while position < text.count {
      let length = text.scalar(at: position).length
      let character = UnsafeRawBufferPointer(rebasing: text[position..<position + length])
      merger.append(table.id(of: character).map(Int32.init) ?? -1, length: length)
      position += length
    }
    func emit(_ token: Int32, _ range: Range<Int>) {
      guard token < 0 else { return ids.append(Int(token)) }
      for byte in text[range] {
        let token = byteTokens[Int(byte)] >= 0 ? byteTokens[Int(byte)] : unknown
        if token >= 0 { ids.append(Int(token)) }
      }
    }
    switch rule {
    case .scores(let rule): merger.merge(text, by: rule, emit: emit)
    case .ranks(let rule): merger.merge(text, by: rule, emit: emit)
    }
  }

  /// Writes spaces as `▁`.
  static func escape(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.underestimatedCount + text.underestimatedCount / 2)
    for byte in text {
      if byte == UInt8(ascii: " ") { result.append(contentsOf: space) } else { result.append(byte) }
    }
    return result
  }

  /// Writes `▁` as spaces.
  static func unescape(_ token: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(token.count)
    var rest = token
    while let byte = rest.first {
      if rest.starts(with: space) {
        result.append(UInt8(ascii: " "))
        rest = rest.dropFirst(space.count)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The byte of a token such as `<0x0A>`, or `nil` for another spelling.
  static func byte(spelt token: ArraySlice<UInt8>) -> UInt8? {
    guard token.count == 6, token.starts(with: "<0x".utf8), token.last == UInt8(ascii: ">") else { return nil }
    let digits = token.dropFirst(3).prefix(2)
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}

/// Merges by the text that two neighbours make.
private struct ScoredPieces: MergeRule {
  let table: TokenTable
  let scores: [Float]

  func merge(_ left: Int32, _ right: Int32, _ bytes: UnsafeRawBufferPointer) -> Merge? {
    guard let token = table.id(of: bytes) else { return nil }
    return Merge(rank: Self.rank(scores[token]), token: Int32(token))
  }

  /// Orders scores, the highest first: a float's bits, read as an integer, are in order once those of negative numbers
  /// are turned round.
  private static func rank(_ score: Float) -> UInt32 {
    let bits = (score + 0).bitPattern  // + 0 makes one zero of the two
    return bits >> 31 == 1 ? bits : ~(bits | 1 << 31)
  }
}
