/// Turns text into the tokens that a model knows, and back. A value: sharing it costs nothing.
package struct Tokenizer: Sendable {
  /// The ids that mean something of their own. `endOfTurn` is found by its usual spellings where the file has none.
  package let special: SpecialTokens
  private let tokens: ByteStrings
  private let kinds: [TokenKind]
  private let model: Model
  private let patterns: PatternMatcher
  private let endings: Set<Int>
  private let addsBeginning: Bool
  private let addsSpacePrefix: Bool
  private let composesCharacters: Bool

  private enum Model {
    case byteLevel(ByteLevelModel)
    case sentencePiece(SentencePieceModel)
  }

  /// Checks a vocabulary and builds its tables. Throws `TokenizerError`.
  package init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    tokens = vocabulary.tokens
    let kinds = try vocabulary.checkedKinds()
    try vocabulary.checkSpecialTokens()
    switch vocabulary.model {
    case "gpt2": model = .byteLevel(try ByteLevelModel(vocabulary))
    case "llama": model = .sentencePiece(try SentencePieceModel(vocabulary, kinds: kinds))
    default: throw .unknownModel(vocabulary.model)
    }
    self.kinds = kinds
    addsBeginning = vocabulary.addsBeginning
    addsSpacePrefix = vocabulary.addsSpacePrefix
    composesCharacters = vocabulary.composesCharacters

    let patterns = vocabulary.patterns(kinds: kinds)
    self.patterns = patterns
    var special = vocabulary.special
    special.endOfTurn = special.endOfTurn ?? Self.turnEndings.lazy.compactMap { patterns.token($0) }.first
    self.special = special
    endings = Set([special.end, special.endOfTurn, patterns.token("<|endoftext|>")].compactMap { $0 })
  }

  private static let turnEndings: [StaticString] = ["<|im_end|>", "<end_of_turn>", "<|eot_id|>", "<|end|>"]

  /// The number of tokens; ids go from 0 to one less.
  package var count: Int { kinds.count }

  /// Whether `id` is a control token: one that stands for no text.
  package func isControl(_ id: Int) -> Bool { kinds.indices.contains(id) && kinds[id] == .control }

  /// Whether a model that gives `id` says that it has finished.
  package func isEnding(_ id: Int) -> Bool { endings.contains(id) }
}

extension Tokenizer {
  /// The tokens of a text.
  ///
  /// - Parameters:
  ///   - addSpecial: Puts the beginning token first, if the model was trained with one.
  ///   - continuing: The text follows another one, so that no space goes before it.
  ///   - parseSpecial: Reads the spelling of a control token as that token; else it is text like any other, so that a
  ///     user's words can't end a turn.
  package func encode(
    _ text: String, addSpecial: Bool = false, continuing: Bool = false, parseSpecial: Bool = false
  ) -> [Int] {
    encode(Array(text.utf8), addSpecial: addSpecial, continuing: continuing, parseSpecial: parseSpecial)
  }

  /// The tokens of bytes, which need not be UTF-8.
  package func encode(
    _ bytes: [UInt8], addSpecial: Bool = false, continuing: Bool = false, parseSpecial: Bool = false
  ) -> [Int] {
    var ids: [Int] = []
    if addSpecial, addsBeginning, let beginning = special.beginning { ids.append(beginning) }
    guard !bytes.isEmpty else { return ids }
    normalised(bytes, continuing: continuing).withUnsafeBytes { text in
      var start = 0
      var position = 0
      while position < text.count {
        if let match = patterns.longestMatch(in: text, at: position, controls: parseSpecial) {
          encodeFragment(text, start..<position, into: &ids)
          ids.append(match.token)
          position += match.length
          start = position
        } else {
          position += 1
        }
      }
      encodeFragment(text, start..<position, into: &ids)
    }
    return ids
  }

  private func normalised(_ bytes: [UInt8], continuing: Bool) -> [UInt8] {
    let bytes = composesCharacters ? composed(bytes) : bytes
    return switch model {
    case .byteLevel: bytes
    case .sentencePiece:
      SentencePieceModel.escape(addsSpacePrefix && !continuing ? [UInt8(ascii: " ")] + bytes : bytes)
    }
  }

  private func encodeFragment(_ text: UnsafeRawBufferPointer, _ range: Range<Int>, into ids: inout [Int]) {
    guard !range.isEmpty else { return }
    let fragment = UnsafeRawBufferPointer(rebasing: text[range])
    switch model {
    case .byteLevel(let model): model.encode(fragment, into: &ids)
    case .sentencePiece(let model): model.encode(fragment, into: &ids)
    }
  }
}

extension Tokenizer {
  /// The text of one token as bytes, which may be part of a character; a control token gives its name. Nothing for an
  /// id outside the vocabulary.
  package func bytes(of id: Int) -> [UInt8] {
    guard kinds.indices.contains(id) else { return [] }
    let token = tokens[id]
    switch (model, kinds[id]) {
    case (_, .control), (_, .unknown): return Array(token)
    case (.byteLevel, .userDefined): return Array(token)
    case (.byteLevel, _): return ByteAlphabet.bytes(spelt: token) ?? Array(token)
    case (.sentencePiece, .byte): return SentencePieceModel.byte(spelt: token).map { [$0] } ?? []
    case (.sentencePiece, _): return SentencePieceModel.unescape(token)
    }
  }

  /// The text of tokens as bytes. Control tokens are left out unless `controls`.
  package func decode(_ ids: some Sequence<Int>, controls: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    for id in ids where controls || !isControl(id) { bytes.append(contentsOf: self.bytes(of: id)) }
    let hasPrefix = addsSpacePrefix && bytes.first == UInt8(ascii: " ")
    return hasPrefix ? Array(bytes.dropFirst()) : bytes
  }
}
