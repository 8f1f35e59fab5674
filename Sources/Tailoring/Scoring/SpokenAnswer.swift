import Models
import Tokenizers

/// An answer that a model says token by token, up to the line break or an ending token.
struct SpokenAnswer {
  private let tokenizer: Tokenizer
  private var decoder: StreamingDecoder
  private var words = TrimmedText()
  /// Whether nothing can follow.
  private(set) var hasEnded = false

  init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    decoder = StreamingDecoder(tokenizer)
  }

  /// What has certainly been said, without white space at its ends.
  var text: String { words.text }

  mutating func say(_ token: Int) {
    if tokenizer.isEnding(token) {
      append(decoder.flush())
      hasEnded = true
    } else {
      append(decoder.push(token))
    }
  }

  private mutating func append(_ piece: String) {
    let content = text.isEmpty ? piece.drop(while: \.isWhitespace) : piece[...]
    let line = content.prefix { !$0.isNewline }
    hasEnded = line.endIndex < content.endIndex
    _ = words.append(String(line))
  }

  /// Whether it is `expected`, or nil while that is open.
  func verdict(_ expected: String) -> Bool? {
    if hasEnded { return text.utf8.elementsEqual(expected.utf8) }
    return expected.utf8.starts(with: text.utf8) ? nil : false
  }
}
