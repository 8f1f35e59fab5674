import Script
import Tokenizers

/// A tokenizer as a value of the language.
struct TokenizerObject: ScriptObject {
  let tokenizer: Tokenizer
  let vocabulary: Vocabulary

  /// Throws `TokenizerError`.
  init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    tokenizer = try Tokenizer(vocabulary)
    self.vocabulary = vocabulary
  }

  var typeName: String { "tokenizer" }

  var summary: String { "tokenizer of \(tokenizer.count) tokens" }

  var fieldNames: [String] { ["size", "merges", "tokens"] }

  func field(_ name: String) throws -> Value? {
    switch name {
    case "size": .number(Double(tokenizer.count))
    case "merges": .number(Double(vocabulary.merges.count))
    case "tokens": .list((0..<tokenizer.count).map { .object(TokenObject($0, of: tokenizer)) })
    default: nil
    }
  }

  func isEqual(to other: any ScriptObject) -> Bool { (other as? Self)?.vocabulary.tokens == vocabulary.tokens }
}
