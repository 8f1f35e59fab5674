/// Cuts a source text into tokens, in time linear in its length.
///
/// Never fails: what cannot be read becomes an `invalid` token, so that a mistake further up is reported first.
struct Lexer {
  let source: SourceText
  var position: Int
  /// How deep in `$(…)` inside texts this is.
  let depth: Int
  private var tokens: [Token] = []
  private var brackets: [Token.Bracket] = []

  static let depthLimit = 8

  init(_ source: SourceText, from position: Int = 0, depth: Int = 0) {
    self.source = source
    self.position = position
    self.depth = depth
  }

  /// The tokens of a whole text, the last of which is its end.
  static func tokens(of source: SourceText) -> [Token] {
    var lexer = Lexer(source)
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.position = 3 }
    while lexer.position < source.bytes.count { lexer.scan() }
    lexer.append(.end, from: source.bytes.count)
    return lexer.tokens
  }

  /// The tokens up to the `)` that closes a `$(`, which ends up at `position`; nil when the text, or for
  /// `stopsAtNewline` the line, ends first.
  mutating func tokensOfCode(stopsAtNewline: Bool) -> [Token]? {
    while let byte = peek() {
      if byte == UInt8(ascii: ")"), brackets.isEmpty {
        append(.end, from: position)
        return tokens
      }
      if byte == UInt8(ascii: "\n"), stopsAtNewline { return nil }
      scan()
    }
    return nil
  }

  func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < source.bytes.count ? source.bytes[position + offset] : nil
  }

  func span(from start: Int) -> Span { Span(source, start..<position) }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    let isAttached = tokens.last.map { $0.span.range.upperBound == start } ?? false
    tokens.append(Token(kind: kind, span: span(from: start), isAttached: isAttached))
  }

  /// Reads one token, or skips space or a comment.
  private mutating func scan() {
    let start = position
    let byte = source.bytes[position]
    let spaceLength = lengthOfSpace()
    switch byte {
    case UInt8(ascii: "\n"):
      position += 1
      if brackets.last != .round { append(.newline, from: start) }
    case _ where spaceLength > 0:
      position += spaceLength
    case UInt8(ascii: "#"):
      while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
    case UInt8(ascii: "("): open(.round)
    case UInt8(ascii: "["): open(.square)
    case UInt8(ascii: "{"): open(.curly)
    case UInt8(ascii: ")"): close(.round)
    case UInt8(ascii: "]"): close(.square)
    case UInt8(ascii: "}"): close(.curly)
    case UInt8(ascii: ","): single(.comma)
    case UInt8(ascii: "|"): single(.pipe)
    case UInt8(ascii: ";"): single(.semicolon)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let kind = scanText()
      append(kind, from: start)
    case UInt8(ascii: "$"): scanVariable()
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "$") || peek(1) == UInt8(ascii: "("): single(.minus)
    case UInt8(ascii: "=") where peek(1) == UInt8(ascii: ">"):
      position += 2
      append(.arrow, from: start)
    case UInt8(ascii: ".") where canHaveField && lengthOfName(at: position + 1) > 0:
      position += 1 + lengthOfName(at: position + 1)
      append(.field, from: start)
    default: scanWord()
    }
  }

  private mutating func single(_ kind: Token.Kind) {
    position += 1
    append(kind, from: position - 1)
  }

  private mutating func open(_ bracket: Token.Bracket) {
    brackets.append(bracket)
    single(.open(bracket))
  }

  private mutating func close(_ bracket: Token.Bracket) {
    _ = brackets.popLast()
    single(.close(bracket))
  }

  private mutating func scanVariable() {
    let start = position
    let length = lengthOfName(at: position + 1)
    position += 1 + length
    guard length == 0 else { return append(.variable, from: start) }
    append(
      .invalid(
        Diagnostic(
          "a name must follow the `$`", at: span(from: start), suggestion: "a text with a `$` needs quotes: '$5'")),
      from: start)
  }

  /// Whether the last token ends here and is one that a field can stand behind.
  private var canHaveField: Bool {
    guard let last = tokens.last, last.span.range.upperBound == position else { return false }
    switch last.kind {
    case .variable, .field, .close(.round), .close(.square): return true
    default: return false
    }
  }

  private mutating func scanWord() {
    let start = position
    if let quote = typographicQuote() {
      position += 3
      let diagnostic = Diagnostic(
        "`\(quote)` is not a quotation mark of the language", at: span(from: start), suggestion: "use \" or '")
      return append(.invalid(diagnostic), from: start)
    }
    repeat { position += 1 } while !endsWord()
    append(.word, from: start)
  }

  private func endsWord() -> Bool {
    guard let byte = peek() else { return true }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\""),
      UInt8(ascii: "$"), UInt8(ascii: "\n"):
      return true
    case UInt8(ascii: "="): return peek(1) == UInt8(ascii: ">")
    default: return lengthOfSpace() > 0
    }
  }

  /// How many bytes of space other than a line break start here: ASCII blanks and Unicode's (General Punctuation's
  /// spaces, the no-break space and the ideographic space).
  private func lengthOfSpace() -> Int {
    switch peek() {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C: return 1
    case 0xC2: return peek(1) == 0xA0 ? 2 : 0
    case 0xE2:
      guard peek(1) == 0x80, let third = peek(2) else { return 0 }
      return (0x80...0x8B).contains(third) || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
    case 0xE3: return peek(1) == 0x80 && peek(2) == 0x80 ? 3 : 0
    default: return 0
    }
  }

  /// One of “ ” ‘ ’, when it starts here.
  private func typographicQuote() -> String? {
    guard peek() == 0xE2, peek(1) == 0x80, let third = peek(2), [0x98, 0x99, 0x9C, 0x9D].contains(third) else {
      return nil
    }
    return source.text(in: position..<position + 3)
  }
}

extension Lexer {
  /// How many bytes of a name start at `offset`: a letter or `_`, then letters, digits, `_`, and `-` between them.
  func lengthOfName(at offset: Int) -> Int {
    var length = 0
    while let scalar = scalar(at: offset + length) {
      let isHyphen =
        scalar.value == "-" && length > 0 && self.scalar(at: offset + length + 1).map(continuesName) == true
      let isPart = length == 0 ? startsName(scalar.value) : continuesName(scalar)
      guard isPart || isHyphen else { break }
      length += scalar.length
    }
    return length
  }

  private func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? scalar.properties.isAlphabetic : isLetter(scalar))
  }

  private func continuesName(_ decoded: (value: Unicode.Scalar, length: Int)) -> Bool {
    startsName(decoded.value) || ("0"..."9").contains(decoded.value) || isMark(decoded.value)
  }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark
  }

  /// The character at `offset` and how many bytes it takes.
  private func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
    guard offset < source.bytes.count else { return nil }
    let byte = source.bytes[offset]
    if byte < 0x80 { return (Unicode.Scalar(byte), 1) }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    let text = source.text(in: offset..<offset + length)
    return text.unicodeScalars.first.map { ($0, length) }
  }
}
