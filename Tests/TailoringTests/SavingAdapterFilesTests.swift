import Formats
import Foundation
import Gradients
import Models
import Platform
import Tensors
import Testing

@testable import Tailoring

/// The folder that `Tests/Scripts/check_adapters.py make` has filled.
private let adapterFiles = ProcessInfo.processInfo.environment["PRIMER_ADAPTER_FILES"]

/// Compares what PEFT's adapters give here with what they give there, and saves adapters, tuned models and their
/// logits for `Tests/Scripts/check_adapters.py`, which tells how all of it is run.
@Suite(.enabled(if: adapterFiles != nil, "PRIMER_ADAPTER_FILES names no folder"), .serialized)
struct AdapterFilesTests {
  /// The tokens of the texts that are read, and the model.
  struct Inputs {
    let folder: String
    let model: LanguageModel
    /// The encoding of the GGUF file that is to be written.
    let encoding: FloatEncoding
    let beginning: [Int]
    let ids: [[Int]]
    /// Random texts, for the tokenizer.
    let texts: [String]

    init(folder: String) throws {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/inputs.json")))
      let parsed = try bytes.withUnsafeBytes { try JSONParser.parse($0) }
      let object = try #require(parsed.object)
      self.folder = folder
      model = try LanguageModel(
        name: String(folder.split(separator: "/").last ?? ""), path: try #require(object["gguf"]?.text))
      let encodings: [FloatEncoding] = [.f16, .q8_0]
      encoding = try #require(encodings.first { "\($0)" == object["encoding"]?.text })
      beginning = try #require(object["beginning"]?.array).compactMap(\.integer)
      ids = try #require(object["ids"]?.array).map { $0.array?.compactMap(\.integer) ?? [] }
      texts = try #require(object["texts"]?.array).compactMap(\.text)
    }

    /// The logits of the last token of each text.
    func logits(_ learned: LearnedAdaptation) throws -> [Tensor] {
      try logits(try model.tailored(by: .learned(learned)))
    }

    func logits(_ tailored: TailoredModel) throws -> [Tensor] {
      try ids.map { try tailored.logits(after: beginning + $0) }
    }
  }

  static var places: [String] {
    let folder = adapterFiles ?? ""
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/inputs.json") }.sorted()
      .map { "\(folder)/\($0)" }
  }

  @Test func thereIsAModel() { #expect(!Self.places.isEmpty, "check_adapters.py make has not been run") }

  @Test(arguments: places) func logitsOfAdaptersFromPEFT(_ folder: String) throws {
    let inputs = try Inputs(folder: folder)
    let file = try SafetensorsFile(path: "\(folder)/peft.safetensors")
    func loaded(_ kind: String) throws -> LearnedAdaptation {
      try LearnedAdaptation(adapterFolder: "\(folder)/peft-\(kind)", for: inputs.model)
    }
    let universal = try loaded("universal").prompts.enumerated().map { ("universal-\($0)", $1) }
    #expect(universal.count == 2)
    for (kind, learned) in [("soft", try loaded("soft")), ("lora", try loaded("lora"))] + universal {
      var largest: Float = 0
      for (index, ours) in try inputs.logits(learned).enumerated() {
        let theirs = try file.floats(of: try file.tensor("\(kind).\(index)"))
        largest = max(largest, zip(theirs, ours.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) })
      }
      print("\(inputs.model.name) \(kind) from PEFT: logits differ by \(largest) at most")
      #expect(largest <= 0.005)
    }
  }

  @Test(arguments: places) func savedForOthers(_ folder: String) throws {
    let inputs = try Inputs(folder: folder)
    let model = inputs.model
    var noted: [(String, [Tensor])] = []
    var generator = SeededGenerator(seed: 11)
    func random(_ place: NumberPlace, _ spread: Double) -> Tensor {
      Tensor((0..<place.shape.count).map { _ in Float(generator.normal() * spread) }, shape: place.shape)
    }
    let row = model.decoder.embedded([300]).value
    let spread = Double(row.dot(row) / Float(row.count)).squareRoot()
    for (kind, method, place, spread) in [
      ("soft", .softPrompt(length: 6), .afterBeginning, spread),
      ("soft-first", .softPrompt(length: 6), .beforeBeginning, spread),
      ("lora", .lowRank(rank: 3, alpha: 5, projections: [.value, .query, .key, .down]), .afterBeginning, 0.03),
    ] as [(String, TuningMethod, RowPlace, Double)] {
      var numbers = method.tuner.learned(method.tuner.places(in: model.decoder).map { random($0, spread) })
      if place == .beforeBeginning { numbers = .softPrompt(SoftPrompt(numbers.tensors[0], at: place)) }
      let learned = LearnedAdaptation(numbers, base: BaseModel(model))
      try learned.saveFolder(to: "\(folder)/\(kind)", for: model)
      noted.append((kind, try inputs.logits(learned)))
    }

    let shared = UniversalPromptTuner(length: 4, rank: 2, taskNames: ["a", "b"])
    let universal = LearnedAdaptation(
      shared.learned(zip(shared.places(in: model.decoder), [spread, 1, 1]).map { random($0, $1) }),
      base: BaseModel(model))
    try universal.saveFolder(to: "\(folder)/universal", for: model)
    try universal.prompts[1].saveFolder(to: "\(folder)/universal-task", for: model)
    for (task, prompt) in universal.prompts.enumerated() {
      noted.append(("universal-\(task)", try inputs.logits(prompt)))
    }
    noted.append(("universal-task", try inputs.logits(universal.prompts[1])))

    let tuned = LearnedAdaptation(
      WeightsTuner(layers: nil).learned(
        WeightPlace.all(of: model.decoder).map { model.decoder.weights(at: $0).scaled(by: 1.01) }),
      base: BaseModel(model))
    try tuned.saveFolder(to: "\(folder)/tuned", for: model)
    noted.append(("tuned", try inputs.logits(tuned)))
    let path = "\(folder)/tuned.gguf"
    try model.tailored(by: .learned(tuned)).model.saveFile(to: path, as: inputs.encoding)
    noted.append(("gguf", try inputs.logits(try LanguageModel(name: "tuned", path: path).tailored(by: .none))))
    let sources = noted.flatMap { name, rows in
      rows.enumerated().map { TensorSource("\(name).\($0)", shape: [$1.count], values: $1.elements) }
    }
    try SafetensorsWriter(sources).save(to: "\(folder)/primer.safetensors")
    let tokens = inputs.texts.map { JSONValue.array(model.tokenizer.encode($0).map(JSONValue.integer)) }
    try AtomicFile.save(try JSONWriter.compact.bytes(of: .array(tokens)), to: "\(folder)/tokens.json")
  }
}
