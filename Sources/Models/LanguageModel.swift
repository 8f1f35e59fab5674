import Formats
import Tensors
import Tokenizers

/// A decoder with its tokenizer: text in, text out.
package final class LanguageModel: Sendable {
  /// What the model is called in the session.
  package let name: String
  package let path: String
  /// Whether the path is that of a folder of transformers.
  package let isFolder: Bool
  package let decoder: Decoder
  package let tokenizer: Tokenizer
  /// The name of its licence, where its file says it.
  package let licence: String?

  /// Opens a GGUF file. Throws `FormatError`, `ModelError` and `TokenizerError`.
  package convenience init(name: String, path: String) throws {
    let file = try GGUFFile(path: path)
    try self.init(
      name: name, path: path, try Decoder(file), try Vocabulary(file), key: "tokenizer.ggml.tokens",
      licence: file.metadata["general.license"]?.text, isFolder: false)
  }

  /// Opens a folder of transformers. Throws as above.
  package convenience init(name: String, folder: ModelFolder) throws {
    try self.init(
      name: name, path: folder.path, try Decoder(folder), try Vocabulary(folder), key: "vocab", licence: nil,
      isFolder: true)
  }

  private init(
    name: String, path: String, _ decoder: Decoder, _ vocabulary: Vocabulary, key: String, licence: String?,
    isFolder: Bool
  ) throws {
    self.decoder = decoder
    tokenizer = try Tokenizer(vocabulary)
    guard tokenizer.count <= decoder.configuration.vocabulary else {
      throw ModelError.invalid(
        key: key,
        problem: "has \(tokenizer.count) tokens, but there are \(decoder.configuration.vocabulary) embeddings")
    }
    self.licence = licence
    self.name = name
    self.path = path
    self.isFolder = isFolder
  }

  /// A model that has learned nothing, of a configuration and a vocabulary, whose size counts; it has no file.
  /// Throws `TokenizerError`.
  package init(
    untrained name: String, _ configuration: DecoderConfiguration, _ vocabulary: Vocabulary,
    using generator: inout SeededGenerator
  ) throws(TokenizerError) {
    self.name = name
    path = ""
    isFolder = false
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
    isFolder = model.isFolder
    tokenizer = model.tokenizer
    licence = model.licence
    self.decoder = decoder
  }

  package var configuration: DecoderConfiguration { decoder.configuration }

  /// The number of learned numbers in the model's matrices and norms.
  package var weightCount: Int {
    WeightPlace.all(of: decoder).reduce(0) { $0 + (decoder.content(at: $1)?.shape.count ?? 0) }
  }
}
