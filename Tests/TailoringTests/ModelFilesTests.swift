import Formats
import Foundation
import Gradients
import Models
import Platform
import Tensors
import Testing

@testable import Tailoring

/// The folder that `Tests/Scripts/check_models.py make` has filled.
private let modelFiles = ProcessInfo.processInfo.environment["PRIMER_MODEL_FILES"]

/// Compares what Primer computes with tiny models of every family with what transformers computes, and saves models of
/// its own for `Tests/Scripts/check_models.py`, which tells how all of it is run.
@Suite(.enabled(if: modelFiles != nil, "PRIMER_MODEL_FILES names no folder"), .serialized)
struct ModelFilesTests {
  /// What is read, and what transformers makes of it.
  struct Reference {
    let ids: [Int]
    /// What follows the first 20 tokens, always the likeliest.
    let greedy: [Int]
    /// The rows of a soft prompt.
    let soft: [Float]
    let texts: [String]
    /// The tokens of each text.
    let tokens: [[Int]]
    /// The tokens of `a`, with those that begin a text.
    let withSpecial: [Int]
    private let file: SafetensorsFile

    init(folder: String) throws {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/inputs.json")))
      let object = try #require(try bytes.withUnsafeBytes { try JSONParser.parse($0) }.object)
      func integers(_ value: JSONValue?) throws -> [Int] { try #require(value?.array).compactMap(\.integer) }
      ids = try integers(object["ids"])
      greedy = try integers(object["greedy"])
      soft = try #require(object["soft"]?.array).compactMap(\.number).map { Float($0) }
      texts = try #require(object["texts"]?.array).compactMap(\.text)
      tokens = try #require(object["tokens"]?.array).map { try integers($0) }
      withSpecial = try integers(object["with_special"])
      file = try SafetensorsFile(path: "\(folder)/reference.safetensors")
    }

    func floats(_ name: String) throws -> [Float] { try file.floats(of: try file.tensor(name)) }
  }

  static var places: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: modelFiles ?? "")) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(modelFiles ?? "")/\($0)/inputs.json") }.sorted()
  }

  @Test func thereIsAModel() { #expect(!Self.places.isEmpty, "check_models.py make has not been run") }

  @Test(arguments: places) func agreesWithTransformers(_ name: String) throws {
    let place = "\(modelFiles ?? "")/\(name)"
    let reference = try Reference(folder: place)
    let folder = try LanguageModel(name: name, folder: ModelFolder(path: "\(place)/folder"))
    try check(folder, reference, "\(name), folder")
    var saved: [(String, LanguageModel)] = []
    try checkGradientsOfWeights(folder, reference, SafetensorsFile(path: "\(place)/gradients.safetensors"), name)
    // Ones that are learned are written anew, not copied.
    let numbers = WeightPlace.all(of: folder.decoder).map { folder.decoder.weights(at: $0) }
    let tuned = LearnedAdaptation(WeightsTuner(layers: nil).learned(numbers), base: BaseModel(folder))
    try tuned.saveFolder(to: "\(place)/tuned", for: folder)
    let again = try LearnedAdaptation(modelFolder: "\(place)/tuned", for: folder)
    #expect(again == tuned, "\(name): what was saved comes back")
    saved.append(("tuned", folder))

    let path = "\(place)/model.gguf"
    if FileManager.default.fileExists(atPath: path) {
      let model = try LanguageModel(name: name, path: path)
      try check(model, reference, "\(name), GGUF")
      // The GGUF file of Mistral is a Llama's.
      if folder.configuration.family == model.configuration.family {
        #expect(model.configuration.difference(from: folder.configuration) == nil)
      }
      try model.saveFolder(to: "\(place)/from-gguf")
      saved.append(("from-gguf", model))
      let numbers = WeightPlace.all(of: model.decoder).map { model.decoder.weights(at: $0) }
      let tuned = LearnedAdaptation(WeightsTuner(layers: nil).learned(numbers), base: BaseModel(model))
      let tunedFile = "\(place)/tuned.gguf"
      try model.tailored(by: .learned(tuned)).model.saveFile(to: tunedFile, as: .f32)
      let again = try LanguageModel(name: name, path: tunedFile)
      #expect(
        try logits(again, reference.ids).hasSameBits(as: logits(model, reference.ids)), "\(name): GGUF comes back")
    }
    let sources = try saved.map { kind, model in
      let logits = try logits(model, reference.ids)
      return TensorSource(kind, shape: logits.shape.sizes, values: logits.elements)
    }
    try SafetensorsWriter(sources).save(to: "\(place)/primer.safetensors")
  }

  private func check(_ model: LanguageModel, _ reference: Reference, _ what: String) throws {
    let (decoder, ids) = (model.decoder, reference.ids)
    let whole = try logits(model, ids)
    expect(whole.elements, try reference.floats("logits"), "\(what): logits")

    let cache = KeyValueCache(model.configuration)
    let pieces = try [0..<1, 1..<8, 8..<31, 31..<60].map { range in
      decoder.logits(of: decoder.hidden(decoder.embedded(Array(ids[range])), cache: cache))
    }
    #expect(Tensor.concatenatingRows(pieces).hasSameBits(as: whole), "\(what): cached logits have other bits")

    var (greedy, text) = ([Int](), Array(ids.prefix(20)))
    let greedyCache = KeyValueCache(model.configuration)
    for _ in reference.greedy {
      let logits = try model.logits(after: text, cache: greedyCache)
      text = [logits.largest(1)[0]]
      greedy += text
    }
    #expect(greedy == reference.greedy, "\(what): greedy text")

    let loss = -(try model.logProbabilities(of: ids)).reduce(0, +) / Double(ids.count - 1)
    expect([Float(loss)], try reference.floats("loss"), "\(what): loss")
    try checkGradient(model, reference, what)

    for (text, tokens) in zip(reference.texts, reference.tokens) {
      let found = model.tokenizer.encode(text)
      #expect(found == tokens, "\(what): tokens of \(text.debugDescription)")
      if found != tokens { break }
    }
    #expect(model.tokens(of: "a") == reference.withSpecial, "\(what): tokens of a with those that begin a text")
  }

  /// The gradient of a soft prompt, in a batch of which the text is one of two.
  private func checkGradient(_ model: LanguageModel, _ reference: Reference, _ what: String) throws {
    let (decoder, ids) = (model.decoder, reference.ids)
    let width = model.configuration.width
    let soft = Variable.leaf(Tensor(reference.soft, shape: [reference.soft.count / width, width]))
    let count = soft.value.rows
    let text = ids.dropLast()
    let rows = Variable.concatenating([soft, decoder.embedded(Array(text) + [7, 8, 9])])
    let hidden = decoder.hidden(
      rows, packing: Packing(prefix: count, lengths: [text.count, 3]), check: {})
    let end = count + text.count
    let loss = decoder.normed(hidden.rows(at: Array(end - 8..<end))).crossEntropy(
      weights: decoder.output, targets: Array(ids.suffix(8)), cap: model.configuration.logitCap)
    expect([loss.value.number], try reference.floats("soft_loss"), "\(what): loss behind a soft prompt")
    let gradient = try #require(gradients(of: loss, for: [soft]).first)
    expect(gradient.elements, try reference.floats("gradient"), "\(what): gradient of a soft prompt")
  }

  /// The gradients of all weights when the text is learned, by the names of transformers: those of projections that
  /// share a matrix make one.
  private func checkGradientsOfWeights(
    _ model: LanguageModel, _ reference: Reference, _ file: SafetensorsFile, _ what: String
  ) throws {
    let (decoder, names) = (model.decoder, model.decoder.names)
    let places = WeightPlace.all(of: decoder)
    let leaves = places.map { Variable.leaf(decoder.weights(at: $0)) }
    let learned = WeightsTuner(layers: nil).tuned(decoder, with: leaves).decoder
    let rows = learned.embedded(Array(reference.ids.dropLast()))
    let hidden = learned.hidden(rows, packing: Packing(lengths: [rows.value.rows]), check: {})
    let loss = learned.normed(hidden).crossEntropy(
      weights: learned.output, targets: Array(reference.ids.dropFirst()), cap: model.configuration.logitCap)
    var found: [String: (place: WeightPlace, parts: [Tensor])] = [:]
    for (place, gradient) in zip(places, gradients(of: loss, for: leaves)) {
      found[names.name(of: place), default: (place, [])].parts.append(gradient)
    }
    #expect(Set(found.keys) == Set(file.tensors.map(\.name)), "\(what): the weights that are learned")
    var largest: Float = 0
    for (name, (place, parts)) in found {
      var ours = parts.flatMap(\.elements)
      if names.storesInputsFirst, case .projection = place {
        ours = Tensor.concatenatingRows(parts).permuted([1, 0]).elements
      }
      let theirs = try file.floats(of: try file.tensor(name))
      #expect(ours.count == theirs.count, "\(what): \(name)")
      largest = zip(ours, theirs).reduce(largest) { max($0, ($1.0 - $1.1).magnitude / max(1, $1.1.magnitude)) }
    }
    print("\(what): gradients of all weights differ by \(largest) at most")
    #expect(largest <= 1e-4, "\(what): gradients of all weights")
  }

  private func logits(_ model: LanguageModel, _ ids: [Int]) throws -> Tensor {
    let decoder = model.decoder
    return decoder.logits(of: decoder.hidden(decoder.embedded(ids), cache: KeyValueCache(model.configuration)))
  }

  /// Within 1e-4 of float32.
  private func expect(_ ours: [Float], _ theirs: [Float], _ what: String) {
    let largest = zip(ours, theirs).reduce(0) { max($0, ($1.0 - $1.1).magnitude / max(1, $1.1.magnitude)) }
    print("\(what): differs by \(largest) at most")
    #expect(ours.count == theirs.count && largest <= 1e-4, "\(what)")
  }
}
