import Formats
import Tokenizers

extension Vocabulary {
  /// The vocabulary that a GGUF file describes. Throws `FormatError`.
  init(_ file: GGUFFile) throws {
    func strings(_ key: String) throws -> ByteStrings { try file.texts("tokenizer.ggml.\(key)") }
    func id(_ key: String) throws -> Int? {
      let key = "tokenizer.ggml.\(key)_token_id"
      return file.metadata[key] == nil ? nil : try file.integer(key)
    }
    self.init(model: try file.text("tokenizer.ggml.model"), tokens: try strings("tokens"))
    // SentencePiece's own numbers, where a file of it names none.
    let (isSentencePiece, count) = (model == "llama", tokens.count)
    func usual(_ id: Int) -> Int? { isSentencePiece && id < count ? id : nil }
    preTokenizer = try file.text("tokenizer.ggml.pre", default: "gpt-2")
    kinds = try file.integers("tokenizer.ggml.token_type", default: [])
    scores = try file.numbers("tokenizer.ggml.scores", default: []).map { Float($0) }
    // What llama.cpp leaves out, and the original has.
    composesCharacters = model == "gpt2" && preTokenizer == "qwen2"
    if model == "gpt2" { merges = try strings("merges") }
    special = SpecialTokens(
      beginning: try id("bos") ?? usual(1), end: try id("eos") ?? usual(2), endOfTurn: try id("eot"),
      unknown: try id("unknown"),
      padding: try id("padding"))
    addsBeginning = try file.boolean("tokenizer.ggml.add_bos_token", default: model == "llama")
    addsSpacePrefix = try file.boolean("tokenizer.ggml.add_space_prefix", default: model == "llama")
  }
}
