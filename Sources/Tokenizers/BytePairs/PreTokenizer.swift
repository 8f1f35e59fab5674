/// How byte-level BPE cuts a text into words, inside which it merges. Written by hand from the patterns of the
/// originals; `\s`, `\p{L}` and `\p{N}` are Unicode's white space, letters and numbers. Bytes that are not UTF-8
/// count as none of them.
enum PreTokenizer: Sendable {
  /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
  case gpt2
  /// Every number (`\p{N}`) is a word of its own; between them as in GPT-2.
  case smolLM
  /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,n}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  /// GPT-4's, with at most so many digits in a word: three in Llama 3, one in Qwen 2.
  case gpt4(digits: Int)
  /// As GPT-4's, but words are also cut before a capital, digits are words of their own, and a `/` may end a run.
  case tekken

  /// Calls `body` with each word of the text, from left to right; together they are the whole text.
  func forEachWord(in text: UnsafeRawBufferPointer, _ body: (Range<Int>) -> Void) {
    switch self {
    case .gpt2: Self.forEachWord(in: text, 0..<text.count, body)
    case .smolLM:
      var start = 0
      var position = 0
      while position < text.count {
        let (kind, length) = Self.kind(in: text, at: position)
        if kind == .number {
          Self.forEachWord(in: text, start..<position, body)
          body(position..<position + length)
          start = position + length
        }
        position += length
      }
      Self.forEachWord(in: text, start..<text.count, body)
    case .gpt4(let digits): LongWords(text, digits: digits, isTekken: false).forEach(body)
    case .tekken: LongWords(text, digits: 1, isTekken: true).forEach(body)
    }
  }
}

extension PreTokenizer {
  enum Kind {
    case space, letter, number, other
  }

  /// GPT-2's pattern over a part of a text that is matched as if it were all of it.
  private static func forEachWord(in text: UnsafeRawBufferPointer, _ part: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = part.lowerBound
    while start < part.upperBound {
      let end = wordEnd(in: text, from: start, limit: part.upperBound)
      body(start..<end)
      start = end
    }
  }

  private static func wordEnd(in text: UnsafeRawBufferPointer, from start: Int, limit: Int) -> Int {
    if let end = contractionEnd(in: text, from: start, limit: limit) { return end }
    let afterSpace = text[start] == UInt8(ascii: " ") ? start + 1 : start
    if afterSpace < limit {
      let (kind, length) = kind(in: text, at: afterSpace)
      if kind != .space { return runEnd(in: text, of: kind, from: afterSpace + length, limit: limit).end }
    }
    // White space. Before a word, its last character is left to that word: as its blank, or as a word of its own.
    let length = kind(in: text, at: start).length
    let (end, last) = runEnd(in: text, of: .space, from: start + length, limit: limit)
    return end < limit ? last ?? end : end
  }

  /// The end of the run of characters of `kind` that goes on at `position`, and where its last one begins.
  private static func runEnd(
    in text: UnsafeRawBufferPointer, of kind: Kind, from position: Int, limit: Int
  ) -> (end: Int, last: Int?) {
    var end = position
    var last: Int?
    while end < limit {
      let (found, length) = Self.kind(in: text, at: end)
      guard found == kind else { break }
      last = end
      end += length
    }
    return (end, last)
  }

  /// The end of an English contraction ('s, 't, 're, …), small letters only, as GPT-2 has it.
  private static func contractionEnd(in text: UnsafeRawBufferPointer, from start: Int, limit: Int) -> Int? {
    guard text[start] == UInt8(ascii: "'"), start + 1 < limit else { return nil }
    switch text[start + 1] {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start + 2
    case let first where start + 2 < limit:
      switch (first, text[start + 2]) {
      case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
        (UInt8(ascii: "l"), UInt8(ascii: "l")):
        return start + 3
      default: return nil
      }
    default: return nil
    }
  }

  static func kind(in text: UnsafeRawBufferPointer, at position: Int) -> (kind: Kind, length: Int) {
    let byte = text[position]
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return (.letter, 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return (.number, 1)
    case UInt8(ascii: " "), 0x09...0x0D: return (.space, 1)
    case 0..<0x80: return (.other, 1)
    default: break
    }
    let (scalar, length) = text.scalar(at: position)
    guard let properties = scalar?.properties else { return (.other, length) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return (.letter, length)
    case .decimalNumber, .letterNumber, .otherNumber: return (.number, length)
    default: return (properties.isWhitespace ? .space : .other, length)
    }
  }
}
