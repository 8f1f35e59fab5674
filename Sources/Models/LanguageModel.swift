import Formats
import Tensors
import Tokenizers

/// A decoder with its tokenizer: text in, text out.
package final class LanguageModel: Sendable {
  /// What the model is called in the session.
  package let name: String
  package let path: String
  package let decoder: Decoder
  package let tokenizer: Tokenizer
  /// The name of its licence, where its file says it.
  package let licence: String?

  /// Opens a GGUF file. Throws `FormatError`, `ModelError` and `TokenizerError`.
  package init(name: String, path: String) throws {
    let file = try GGUFFile(path: path)
    decoder = try Decoder(file)
    tokenizer = try Tokenizer(Vocabulary(file))
    guard tokenizer.count <= decoder.configuration.vocabulary else {
      throw ModelError.invalid(
        key: "tokenizer.ggml.tokens",
        problem: "has \(tokenizer.count) tokens, but there are \(decoder.configuration.vocabulary) embeddings")
    }
    licence = file.metadata["general.license"]?.text
    self.name = name
    self.path = path
  }

  /// A model that has learned nothing, of a configuration and a vocabulary, whose size counts; it has no file.
  /// Throws `TokenizerError`.
  package init(
    untrained name: String, _ configuration: DecoderConfiguration, _ vocabulary: Vocabulary,
    using generator: inout SeededGenerator
  ) throws(TokenizerError) {
    self.name = name
    path = ""
    licence = nil
    tokenizer = try Tokenizer(vocabulary)
    var configuration = configuration
    configuration.vocabulary = tokenizer.count
    decoder = Decoder(random: configuration, using: &generator)
  }

  /// The same model with another decoder of its shape, which may share all parts but a few.
  package init(_ model: LanguageModel, decoder: Decoder) {
    name = model.name
    path = model.path
    tokenizer = model.tokenizer
    licence = model.licence
    self.decoder = decoder
  }

  package var configuration: DecoderConfiguration { decoder.configuration }

  /// The number of learned numbers in the model's matrices and norms.
  package var weightCount: Int {
    let c = configuration
    let norms = c.width * (c.normsOutputs ? 4 : 2) + (c.normsQueriesAndKeys ? 2 * c.headSize : 0)
    let layers = decoder.layers.reduce(0) { sum, layer in
      sum + norms + Projection.allCases.reduce(0) { $0 + layer[$1].weights.matrix.count }
    }
    return layers + decoder.embeddings.matrix.count + (decoder.separateOutput?.matrix.count ?? 0) + c.width
  }
}

extension Vocabulary {
  /// The vocabulary that a GGUF file describes. Throws `FormatError`.
  init(_ file: GGUFFile) throws {
    func strings(_ key: String) throws -> ByteStrings { try file.texts("tokenizer.ggml.\(key)") }
    func id(_ key: String) throws -> Int? {
      let key = "tokenizer.ggml.\(key)_token_id"
      return file.metadata[key] == nil ? nil : try file.integer(key)
    }
    self.init(model: try file.text("tokenizer.ggml.model"), tokens: try strings("tokens"))
    preTokenizer = try file.text("tokenizer.ggml.pre", default: "gpt-2")
    kinds = try file.integers("tokenizer.ggml.token_type", default: [])
    scores = try file.numbers("tokenizer.ggml.scores", default: []).map { Float($0) }
    if model == "gpt2" { merges = try strings("merges") }
    special = SpecialTokens(
      beginning: try id("bos"), end: try id("eos"), endOfTurn: try id("eot"), unknown: try id("unknown"),
      padding: try id("padding"))
    addsBeginning = try file.boolean("tokenizer.ggml.add_bos_token", default: model == "llama")
    addsSpacePrefix = try file.boolean("tokenizer.ggml.add_space_prefix", default: model == "llama")
  }
}
