extension Vocabulary {
  /// The kinds of all tokens, and byte tokens spelt as they should be.
  func checkedKinds() throws(TokenizerError) -> [TokenKind] {
    guard (1...Int(Int32.max)).contains(tokens.count) else { throw .tokenCount(tokens.count) }
    guard !kinds.isEmpty else { return Array(repeating: .normal, count: tokens.count) }
    guard kinds.count >= tokens.count else {
      throw .tooFew(what: "token types", count: kinds.count, tokens: tokens.count)
    }
    var checked: [TokenKind] = []
    checked.reserveCapacity(tokens.count)
    for token in 0..<tokens.count {
      guard let raw = UInt8(exactly: kinds[token]), let kind = TokenKind(rawValue: raw) else {
        throw .unknownKind(token: token, kind: kinds[token])
      }
      if kind == .byte, SentencePieceModel.byte(spelt: tokens[token]) == nil {
        throw .malformedByteToken(token: token, text: String(decoding: tokens[token], as: UTF8.self))
      }
      checked.append(kind)
    }
    return checked
  }

  /// Throws `specialTokenOutside` for an id that no token has.
  func checkSpecialTokens() throws(TokenizerError) {
    let named = [
      ("beginning", special.beginning), ("end", special.end), ("end-of-turn", special.endOfTurn),
      ("unknown", special.unknown), ("padding", special.padding),
    ]
    for case (let name, let id?) in named where !(0..<tokens.count).contains(id) {
      throw .specialTokenOutside(name: name, id: id, tokens: tokens.count)
    }
  }

  /// The tokens that are taken out of a text before merging, spelt as the text is then.
  func patterns(kinds: [TokenKind]) -> PatternMatcher {
    var patterns: [(bytes: [UInt8], token: Int, isControl: Bool)] = []
    for (token, kind) in kinds.enumerated() where kind == .control || kind == .unknown || kind == .userDefined {
      let bytes = model == "llama" ? SentencePieceModel.escape(tokens[token]) : Array(tokens[token])
      patterns.append((bytes, token, kind != .userDefined))
    }
    return PatternMatcher(patterns)
  }
}
