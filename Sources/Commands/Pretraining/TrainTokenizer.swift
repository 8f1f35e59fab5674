import Script
import Tailoring
import Tokenizers

extension PretrainingCommands {
  /// `train tokenizer`: learns which bytes make tokens.
  static var trainTokenizer: Command {
    let on = Parameter.labelled("on", .texts, .required, summary: "what to learn from")
    let size = Parameter.labelled(
      "size", .integer(1...1_000_000), .otherwise(.number(1000)), summary: "how many tokens at most")
    return Command(
      "train tokenizer", topic: topic, summary: "learns the tokens of texts by byte-pair encoding",
      details: """
        At first every byte is a token. Then, again and again, the commonest pair of
        neighbours within a word becomes a token of its own, until there are `size:` or
        nothing stands twice any more.
        Texts are a data set, whose cells count, a list of texts, or one text.

        `tokens` cuts a text by what was learned with `tokenizer:`. Its `tokens` are 256
        bytes, then those that were learned, the commonest first.
        """,
      parameters: [on, size],
      examples: [
        Example(
          "let t = train tokenizer on: [low, lower, lowest, newest, widest] size: 262\n"
            + "tokens lowest tokenizer: $t",
          prints: """
             id  token  bytes
            259  "low"  6C 6F 77
            258  "est"  65 73 74
            """)
      ]
    ) { arguments, context in
      let texts = try arguments[on]
      let count = try arguments[size]
      do throws(TokenizerError) {
        return .object(try TokenizerObject(BytePairTrainer(texts: texts).vocabulary(size: count)))
      } catch {
        if case .smallVocabulary = error { throw arguments.mistake(error, at: size) }
        throw arguments.mistake(error, at: on)
      }
    }
  }
}

extension ArgumentType where Argument == [String] {
  /// Texts: a data set's cells, a list's texts, or a single text.
  fileprivate static var texts: ArgumentType {
    .oneOf(
      ArgumentType<Dataset>.dataset.map { $0.examples.flatMap { [$0.question, $0.answer] + $0.others } },
      .list(of: .text), ArgumentType<String>.text.map { [$0] })
  }
}

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

  var fields: [Field] {
    [
      Field("size", .number(Double(tokenizer.count))), Field("merges", .number(Double(vocabulary.merges.count))),
      Field("tokens", .list((0..<tokenizer.count).map { .object(TokenObject($0, of: tokenizer)) })),
    ]
  }

  func isEqual(to other: any ScriptObject) -> Bool { (other as? Self)?.vocabulary.tokens == vocabulary.tokens }
}
