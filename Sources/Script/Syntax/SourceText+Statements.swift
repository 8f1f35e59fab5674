extension SourceText {
  /// The lines, counted from 0, on which statements stand, a range each: a line that leaves a bracket or a text open, or
  /// ends with `|`, goes on in the next one. Blank lines and comments are left out. Linear in the length of the text, and
  /// whether or not it parses.
  package var statementLines: [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    var first: Int?
    var last = 0
    var depth = 0
    var isOpen = false
    for token in Lexer.tokens(of: self) {
      switch token.kind {
      case .newline where depth > 0 || isOpen: continue
      case .newline, .end:
        if let start = first { ranges.append(start...last) }
        first = nil
        continue
      case .open: depth += 1
      case .close: depth = max(0, depth - 1)
      default: break
      }
      isOpen = if case .pipe = token.kind { true } else { false }
      let range = token.span.range
      first = first ?? lineIndex(at: range.lowerBound)
      last = lineIndex(at: max(range.lowerBound, range.upperBound - 1))
    }
    return ranges
  }
}
