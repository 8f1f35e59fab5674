import Formats
import Models
import Tailoring

/// How a foundation model is pre-trained: its shape, its training, and the tasks that its documents are made of. The
/// same recipe gives the same model to the last bit.
///
/// A recipe is a JSON file; see `Datasets/README.md` for its keys.
package struct Recipe: Sendable {
  /// What the model is called.
  package let name: String
  /// The model's shape, all but the size of its vocabulary.
  package let shape: DecoderConfiguration
  /// The most tokens of its vocabulary.
  package let vocabularySize: Int
  /// Documents from which the vocabulary is learned.
  package let vocabularyDocuments: Int
  package let training: PretrainingSettings
  package let documents: DocumentMaker
  /// SHA-256 of the recipe and of all data sets that it names, in hexadecimal.
  package let identity: String
}

/// How long and how fast a model is pre-trained.
package struct PretrainingSettings: Equatable, Sendable {
  package let seed: UInt64
  package let steps: Int
  /// Tokens of a step, a document more or less.
  package let tokens: Int
  /// The rate at its highest; it then falls in a line to zero.
  package let rate: Double
  /// Steps in which the rate rises.
  package let warmUp: Int
  /// The part of a matrix's numbers that a step takes off, as a multiple of the rate.
  package let decay: Double

  /// The rate of a step, counted from 0.
  package func rate(ofStep step: Int) -> Double {
    RateSchedule(highest: rate, warmUp: warmUp, steps: steps).rate(ofStep: step)
  }
}

extension Recipe {
  /// Reads a recipe from JSON.
  ///
  /// - Parameters:
  ///   - file: Reads a file that the recipe names, relative to the recipe.
  /// - Throws: `PretrainingError`, `FormatError` for what is no JSON, and what `file` throws.
  package init(_ bytes: [UInt8], file: @escaping (String) throws -> [UInt8]) throws {
    let value = try bytes.withUnsafeBytes { try JSONParser.parse($0) }
    let recipe = try RecipeField(place: "", value: value).object([
      "name", "model", "training", "forms", "usualForm", "described", "tasks",
    ])
    var files = RecipeFiles(read: file)
    name = try recipe["name"].text()
    let model = try recipe["model"].object([
      "vocabulary", "vocabularyDocuments", "layers", "width", "feedForwardWidth", "heads", "keyValueHeads",
      "contextLength",
    ])
    vocabularySize = try model["vocabulary"].integer(258...1_000_000)
    vocabularyDocuments = try model["vocabularyDocuments"].integer(1...1_000_000, default: 4000)
    shape = try DecoderConfiguration(model)
    training = try PretrainingSettings(
      recipe["training"].object(["seed", "steps", "tokens", "rate", "warmUp", "decay"]))

    var forms: [ExampleForm] = []
    for field in try recipe["forms"].elements() {
      guard let form = ExampleForm(try field.text()) else { throw field.error("should hold {q} and then {a}") }
      forms.append(form)
    }
    guard !forms.isEmpty else { throw recipe["forms"].error("should hold a form such as \"{q} => {a}\"") }
    var tasks: [DocumentTask] = []
    for field in try recipe["tasks"].elements() { tasks.append(try DocumentTask(field, among: tasks, &files)) }
    guard !tasks.isEmpty else { throw recipe["tasks"].error("should hold a task") }
    documents = DocumentMaker(
      tasks: tasks, forms: forms, usualForm: try recipe["usualForm"].number(0...1, default: 1),
      described: try recipe["described"].number(0...1, default: 0.5))
    identity = files.identity(with: bytes)
  }
}

extension DecoderConfiguration {
  /// A Llama of a recipe's shape (Touvron and others 2023).
  fileprivate init(_ model: RecipeObject) throws {
    let (width, heads) = (try model["width"].integer(32...4096), try model["heads"].integer(1...64))
    guard width % (16 * heads) == 0 else {
      throw model["heads"].error("is \(heads), but a head's part of the width \(width) should be a multiple of 16")
    }
    let keyValueHeads = try model["keyValueHeads"].integer(1...heads, default: heads)
    guard heads % keyValueHeads == 0 else {
      throw model["keyValueHeads"].error("is \(keyValueHeads), which does not divide \(heads) heads")
    }
    self.init(
      llamaOf: try model["layers"].integer(1...100), width: width,
      feedForwardWidth: try model["feedForwardWidth"].integer(32...16384), heads: heads, keyValueHeads: keyValueHeads,
      contextLength: try model["contextLength"].integer(16...32768))
  }
}

extension PretrainingSettings {
  fileprivate init(_ training: RecipeObject) throws {
    seed = UInt64(try training["seed"].integer(0...Int.max, default: 0))
    steps = try training["steps"].integer(1...10_000_000)
    tokens = try training["tokens"].integer(16...1_000_000)
    rate = try training["rate"].number(1e-9...1)
    warmUp = try training["warmUp"].integer(1...1_000_000, default: 100)
    decay = try training["decay"].number(0...1, default: 0.1)
  }
}
