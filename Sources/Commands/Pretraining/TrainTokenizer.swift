import Script
import Tokenizers

extension PretrainingCommands {
  /// `train tokenizer`: learns which bytes make tokens.
  static let trainTokenizer = Command(
    "train tokenizer", topic: topic, summary: "learns the tokens of texts by byte-pair encoding",
    details: """
      At first every byte is a token. Then, again and again, the commonest pair of
      neighbours within a word becomes a token of its own, until there are `size:` or
      nothing stands twice any more.
      Texts are a data set, whose cells count, a list of texts, or one text.

      `tokens` cuts a text by what was learned with `tokenizer:`. Its `tokens` are 256
      bytes, then those that were learned, the commonest first.
      """,
    parameters: [
      .labelled(
        "on", .oneOf([.object(["dataset"]), .list(of: .text), .text]), .required,
        summary: "what to learn from"),
      .labelled("size", .integer(1...1_000_000), summary: "how many tokens at most, 1000 if not given"),
    ],
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
    let texts = try arguments.texts("on")
    let size = try arguments.optionalInteger("size") ?? 1000
    do {
      return .object(try TokenizerObject(BytePairTrainer(texts: texts).vocabulary(size: size)))
    } catch TokenizerError.noText {
      throw arguments.mistake("\(TokenizerError.noText)", at: "on")
    } catch {
      throw arguments.mistake("\(error)", at: "size")
    }
  }
}

extension Arguments {
  /// The texts of a parameter: a data set's cells, a list's texts, or a single text.
  fileprivate func texts(_ name: String) throws -> [String] {
    if let data = value(name)?.object as? DatasetObject {
      return data.dataset.examples.flatMap { [$0.question, $0.answer] + $0.others }
    }
    guard case .list(let values)? = value(name) else { return [try text(name)] }
    return values.compactMap(\.text)
  }
}
