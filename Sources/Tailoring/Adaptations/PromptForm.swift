import Models
import Tokenizers

/// The form in which a model reads questions and says answers: `question => answer` and a line break. Asking, written
/// prompts, training and judging all use this one.
enum PromptForm {
  /// What a model reads of a question.
  static func question(_ text: String) -> String { trimmed(text) + " =>" }

  /// What it is to say then. The line break ends the answer.
  static func answer(_ text: String) -> String { " " + trimmed(text) + "\n" }

  /// A line that shows a question with its answer.
  static func line(_ example: Dataset.Example) -> String { question(example.question) + answer(example.answer) }
}

/// An answer that arrives in pieces: up to the first line break after something was said, without white space at its
/// ends. What is certain comes out at once.
struct AnswerText {
  /// What has come out.
  private(set) var text = ""
  /// Whether nothing can follow.
  private(set) var hasEnded = false
  /// White space that belongs to the text only if more follows.
  private var held = ""

  /// Takes a piece, and returns what of the text has become certain.
  mutating func append(_ piece: String) -> String {
    let content = text.isEmpty ? piece.drop(while: \.isWhitespace) : piece[...]
    let line = content.prefix { !$0.isNewline }
    hasEnded = hasEnded || line.endIndex < content.endIndex
    held += line
    guard let last = held.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    let certain = String(held[...last])
    held = String(held[held.index(after: last)...])
    text += certain
    return certain
  }

  /// Nothing follows.
  mutating func end() { hasEnded = true }

  /// Whether the answer is `expected`, byte for byte; nil while that is open.
  func verdict(_ expected: String) -> Bool? {
    if hasEnded { return text.utf8.elementsEqual(expected.utf8) }
    return expected.utf8.starts(with: text.utf8) ? nil : false
  }
}

/// An answer that a model says token by token, up to its line break or an ending token.
struct SpokenAnswer {
  private let tokenizer: Tokenizer
  private var decoder: StreamingDecoder
  private(set) var answer = AnswerText()

  init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    decoder = StreamingDecoder(tokenizer)
  }

  mutating func say(_ token: Int) {
    if tokenizer.isEnding(token) {
      _ = answer.append(decoder.flush())
      answer.end()
    } else {
      _ = answer.append(decoder.push(token))
    }
  }
}

/// `text` without white space at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace })
  else { return "" }
  return String(text[first...last])
}
