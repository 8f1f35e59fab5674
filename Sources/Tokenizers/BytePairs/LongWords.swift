/// Words by GPT-4's pattern and by Tekken's, which `PreTokenizer` has. In both a word takes a character that is neither
/// letter, number nor line break with it, and line breaks end a run.
struct LongWords {
  private let text: UnsafeRawBufferPointer
  /// The most digits of a word.
  private let digits: Int
  private let isTekken: Bool

  init(_ text: UnsafeRawBufferPointer, digits: Int, isTekken: Bool) {
    self.text = text
    self.digits = digits
    self.isTekken = isTekken
  }

  func forEach(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < text.count {
      let end = wordEnd(from: start)
      body(start..<end)
      start = end
    }
  }

  private func kind(at position: Int) -> (kind: PreTokenizer.Kind, length: Int) {
    PreTokenizer.kind(in: text, at: position)
  }

  private func wordEnd(from start: Int) -> Int {
    if !isTekken, let end = contractionEnd(from: start) { return end }
    if let end = isTekken ? casedEnd(from: start) : lettersEnd(from: start) { return end }
    let (kind, length) = kind(at: start)
    if kind == .number { return numberEnd(from: start) }
    let afterSpace = text[start] == UInt8(ascii: " ") ? start + 1 : start
    if afterSpace < text.count, self.kind(at: afterSpace).kind == .other {
      let end = runEnd(of: .other, from: afterSpace)
      return endings(from: end)
    }
    return spaceEnd(from: start, length)
  }

  /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
  private func contractionEnd(from start: Int) -> Int? {
    guard text[start] == UInt8(ascii: "'"), start + 1 < text.count else { return nil }
    let first = text[start + 1] | 0x20
    switch first {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start + 2
    default: break
    }
    guard start + 2 < text.count else { return nil }
    // A long s is a small s whatever its case.
    if text[start + 1] == 0xC5, text[start + 2] == 0xBF { return start + 3 }
    switch (first, text[start + 2] | 0x20) {
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return start + 3
    default: return nil
    }
  }

  /// Where letters may begin: behind one character that is no letter, number or line break, or here.
  private func afterPrefix(_ start: Int) -> Int? {
    let (kind, length) = kind(at: start)
    let isBreak = text[start] == 0x0A || text[start] == 0x0D
    return kind == .other || (kind == .space && !isBreak) ? start + length : nil
  }

  /// `[^\r\n\p{L}\p{N}]?\p{L}+`
  private func lettersEnd(from start: Int) -> Int? {
    let first = afterPrefix(start) ?? start
    guard first < text.count, kind(at: first).kind == .letter else { return nil }
    return runEnd(of: .letter, from: first)
  }

  /// `\p{N}{1,n}`
  private func numberEnd(from start: Int) -> Int {
    var (end, count) = (start, 0)
    while end < text.count, count < digits {
      let (kind, length) = kind(at: end)
      guard kind == .number else { break }
      (end, count) = (end + length, count + 1)
    }
    return end
  }

  /// `[\r\n]*`, with Tekken's `/`.
  private func endings(from position: Int) -> Int {
    var end = position
    while end < text.count, text[end] == 0x0A || text[end] == 0x0D || (isTekken && text[end] == UInt8(ascii: "/")) {
      end += 1
    }
    return end
  }

  /// `\s*[\r\n]+|\s+(?!\S)|\s+`
  private func spaceEnd(from start: Int, _ length: Int) -> Int {
    var (end, last, afterBreak) = (start, start, Int?.none)
    while end < text.count {
      let (kind, length) = kind(at: end)
      guard kind == .space else { break }
      if text[end] == 0x0A || text[end] == 0x0D { afterBreak = end + 1 }
      (last, end) = (end, end + length)
    }
    if let afterBreak { return afterBreak }
    // Before a word, the last character is left to that word.
    return end < text.count && last > start ? last : max(end, start + length)
  }

  private func runEnd(of kind: PreTokenizer.Kind, from position: Int) -> Int {
    var end = position
    while end < text.count {
      let (found, length) = self.kind(at: end)
      guard found == kind else { break }
      end += length
    }
    return end
  }
}

// Tekken's words: capitals, then small letters; letters without case, and marks, count as both.
extension LongWords {
  private enum Case { case upper, lower, both }

  /// The case of a letter or mark, or `nil` for other characters.
  private func letterCase(at position: Int) -> (Case?, length: Int) {
    let (scalar, length) = text.scalar(at: position)
    switch scalar?.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: return (.upper, length)
    case .lowercaseLetter: return (.lower, length)
    case .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark: return (.both, length)
    default: return (nil, length)
    }
  }

  /// Both of the pattern's ways, the one with a small letter at its end first, each with a character before the letters
  /// and then without.
  private func casedEnd(from start: Int) -> Int? {
    let starts = [afterPrefix(start), start].compactMap { $0 }.filter { $0 < text.count }
    for needsLower in [true, false] {
      for first in starts {
        if let end = casedEnd(letters: first, needsLower: needsLower) { return end }
      }
    }
    return nil
  }

  private func casedEnd(letters start: Int, needsLower: Bool) -> Int? {
    // Where the last letter without case among the capitals ends: it can be the small one.
    var (end, lastOfBoth) = (start, Int?.none)
    while end < text.count {
      let (found, length) = letterCase(at: end)
      guard let found, found != .lower else { break }
      end += length
      if found == .both { lastOfBoth = end }
    }
    let capitals = end
    while end < text.count {
      let (found, length) = letterCase(at: end)
      guard let found, found != .upper else { break }
      end += length
    }
    if needsLower { return end > capitals ? end : lastOfBoth }
    return capitals > start ? end : nil
  }
}
