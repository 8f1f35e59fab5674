/// Byte-level BPE, as in GPT-2 (Radford and others, 2019): a text is cut into words, a word into bytes, and neighbours
/// are merged in the order in which training found the merges.
struct ByteLevelModel: Sendable {
  private let preTokenizer: PreTokenizer
  /// The token of each byte, or -1: small vocabularies lack bytes that their training text never had.
  private let byteTokens: [Int32]
  private let rule: MergeTable
  /// All tokens, where a word that is one is not merged.
  private let wholeWords: TokenTable?

  init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    guard let name = PreTokenizerName(vocabulary.preTokenizer) else {
      throw .unknownPreTokenizer(vocabulary.preTokenizer)
    }
    preTokenizer = name.preTokenizer
    let table = TokenTable(vocabulary.tokens) { _ in true }
    wholeWords = vocabulary.ignoresMerges || name.ignoresMerges ? table : nil
    byteTokens = ByteAlphabet.scalars.map { scalar in
      Array(String(scalar).utf8).withUnsafeBytes { table.id(of: $0) }.map(Int32.init) ?? -1
    }
    rule = try MergeTable(vocabulary.merges, table)
  }

  /// Appends the tokens of a text. Bytes that the vocabulary lacks are left out, as other programs do.
  func encode(_ text: UnsafeRawBufferPointer, into ids: inout [Int]) {
    var merger = PairMerger()
    preTokenizer.forEachWord(in: text) { word in
      let bytes = UnsafeRawBufferPointer(rebasing: text[word])
      if let id = wholeToken(bytes) { return ids.append(id) }
      merger.begin(bytes: bytes.count)
      for byte in bytes { merger.append(byteTokens[Int(byte)], length: 1) }
      merger.merge(bytes, by: rule) { token, _ in
        if token >= 0 { ids.append(Int(token)) }
      }
    }
  }
}

extension ByteLevelModel {
  private func wholeToken(_ word: UnsafeRawBufferPointer) -> Int? {
    guard let wholeWords else { return nil }
    return ByteAlphabet.spelling(Array(word)).withUnsafeBytes { wholeWords.id(of: $0) }
  }
}

/// Merges by the two tokens.
struct MergeTable: MergeRule {
  private var merges: [UInt64: Merge] = [:]

  /// Reads the merges of a vocabulary, each two spellings with a space between. Of equal ones the first counts.
  init(_ list: ByteStrings, _ table: TokenTable) throws(TokenizerError) {
    merges.reserveCapacity(list.count)
    for rank in 0..<list.count {
      guard let parsed = list.withBytes(of: rank, { Self.parse($0, table) }) else {
        throw Self.error(rank, list[rank])
      }
      let key = Self.key(parsed.left, parsed.right)
      if merges[key] == nil { merges[key] = Merge(rank: UInt32(rank), token: parsed.result) }
    }
  }

  func merge(_ left: Int32, _ right: Int32, _ bytes: UnsafeRawBufferPointer) -> Merge? {
    merges[Self.key(left, right)]
  }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  private static func parse(
    _ merge: UnsafeRawBufferPointer, _ table: TokenTable
  ) -> (left: Int32, right: Int32, result: Int32)? {
    guard let space = merge.dropFirst().firstIndex(of: UInt8(ascii: " ")), space + 1 < merge.count else { return nil }
    let left = UnsafeRawBufferPointer(rebasing: merge[..<space])
    let right = UnsafeRawBufferPointer(rebasing: merge[(space + 1)...])
    let joined = Array(left) + Array(right)
    guard let leftToken = table.id(of: left), let rightToken = table.id(of: right),
      let result = joined.withUnsafeBytes({ table.id(of: $0) })
    else { return nil }
    return (Int32(leftToken), Int32(rightToken), Int32(result))
  }

  private static func error(_ rank: Int, _ merge: ArraySlice<UInt8>) -> TokenizerError {
    let text = String(decoding: merge, as: UTF8.self)
    let parts = merge.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    return parts.count == 2 && !parts.contains { $0.isEmpty }
      ? .mergeOfAbsentToken(merge: rank, text: text) : .malformedMerge(merge: rank, text: text)
  }
}
