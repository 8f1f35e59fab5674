import Formats
import Foundation
import Platform
import Tensors
import Testing

@testable import Models

/// A tiny folder of transformers of every family, with weights by a formula: what it computes is what transformers
/// computes (`make_families.py`), and whatever is wrong with it is said.
struct FamilyTests {
  /// A model as the fixture has it.
  struct Family: Sendable {
    let configuration: JSONObject
    /// The shape of each tensor by its name.
    let shapes: [(name: String, shape: [Int])]
    let logits: [[Double]]

    init(_ name: String) throws {
      let object = try #require(FamilyTests.fixture["models"]?.object?[name]?.object)
      configuration = try #require(object["config"]?.object)
      shapes = try #require(object["shapes"]?.object).members.map { name, shape in
        (name, (shape.array ?? []).compactMap(\.integer))
      }
      logits = try #require(object["logits"]?.array).map { ($0.array ?? []).compactMap(\.number) }
    }

    /// Writes the folder. `change` gets the name of each tensor, its shape and its numbers.
    func save(
      to path: String, configuration: JSONObject? = nil,
      change: (String, inout [Int], inout [Float]) -> Void = { _, _, _ in }
    ) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let document = try JSONWriter.compact.bytes(of: .object(configuration ?? self.configuration))
      try Data(document).write(to: URL(filePath: path + "/config.json"))
      let storesLessOne = self.configuration["model_type"]?.text?.hasPrefix("gemma") == true
      let sources = shapes.map { name, shape in
        var shape = shape
        let isNorm = shape.count == 1 && name.hasSuffix("weight")
        let offset = isNorm && !storesLessOne ? 1.0 : 0
        let seed = name.utf8.reduce(0) { $0 + Int($1) }
        var values = (0..<shape.reduce(1, *)).map { (i: Int) -> Float in
          let part = Double((i * 7919 + seed * 104_729) % 997) / 997
          return Float(part * 0.8 - 0.4 + offset)
        }
        change(name, &shape, &values)
        return TensorSource(name, shape: shape, type: .f32) { [values] sink in try values.withUnsafeBytes(sink) }
      }
      try SafetensorsWriter(sources).save(to: path + "/model.safetensors")
    }
  }

  static let fixture: JSONObject = {
    do {
      let bytes = [UInt8](try Data(contentsOf: ReferenceValues.fixture("families.json")))
      return try bytes.withUnsafeBytes { try JSONParser.parse($0) }.object ?? JSONObject()
    } catch { fatalError("\(error)") }
  }()

  static let names = fixture["models"]?.object?.members.map(\.key) ?? []
  private static let ids = (fixture["ids"]?.array ?? []).compactMap(\.integer)
  private static let rows = (fixture["rows"]?.array ?? []).compactMap(\.integer)

  private func opened(_ path: String) throws -> Decoder { try Decoder(try ModelFolder(path: path)) }

  private func logits(_ decoder: Decoder) -> Tensor {
    decoder.logits(of: decoder.hidden(decoder.embedded(Self.ids), cache: KeyValueCache(decoder.configuration)))
  }

  @Test(arguments: names) func agreesWithTransformers(_ name: String) throws {
    let (family, folder) = (try Family(name), try TemporaryFolder())
    let path = try folder.path() + "/model"
    try family.save(to: path)
    let decoder = try opened(path)
    let found = logits(decoder)
    for (row, values) in zip(Self.rows, family.logits) {
      for (column, value) in values.enumerated() {
        #expect(abs(Double(found[row, column]) - value) < 1e-4, "row \(row), column \(column)")
      }
    }
    #expect(decoder.configuration.difference(from: decoder.configuration) == nil)
    let places = WeightPlace.all(of: decoder)
    let taken = Set(places.map(decoder.names.name(of:)))
    #expect(taken == Set(family.shapes.map(\.name)), "every tensor is a place")
  }

  /// Whatever a key says, a model is opened or refused, and one that is opened reads.
  @Test(arguments: names) func noKeyEndsTheProcess(_ name: String) throws {
    let (family, folder) = (try Family(name), try TemporaryFolder())
    let values: [JSONValue] = [
      nil, true, 0, -1, 3, .integer(.max), .number(1e300), "x", [1], ["sliding_attention"], ["rope_type": "yarn"],
      ["rope_type": "longrope", "short_factor": [1], "factor": 0],
      ["rope_type": "llama3", "factor": -1], ["rope_type": "yarn", "factor": 2, "original_max_position_embeddings": 1],
    ]
    let path = try folder.path() + "/model"
    try family.save(to: path)
    for key in family.configuration.members.map(\.key) + ["rope_scaling", "rope_theta", "quantization_config"] {
      for value in values {
        var configuration = family.configuration
        configuration[key] = value
        let document = try JSONWriter.compact.bytes(of: .object(configuration))
        try Data(document).write(to: URL(filePath: path + "/config.json"))
        guard let decoder = try? opened(path), decoder.configuration.contextLength >= Self.ids.count else { continue }
        #expect(logits(decoder).count == Self.ids.count * 64, "\(key)")
      }
    }
  }

  /// Each tensor in turn missing, or of another shape, or with a number that is none.
  @Test(arguments: names) func aSpoiltTensorIsNamed(_ name: String) throws {
    let (family, folder) = (try Family(name), try TemporaryFolder())
    let root = try folder.path()
    // The last layer's tensors stand for those of all.
    let layer = try #require(
      family.shapes.map(\.name).compactMap { $0.split(separator: ".").compactMap { Int($0) }.first }.max())
    for spoilt in family.shapes.map(\.name) where !(0..<layer).contains(where: { spoilt.contains(".\($0).") }) {
      let shorter = root + "/shorter"
      try family.save(to: shorter) { name, shape, values in
        guard name == spoilt else { return }
        let row = shape.dropFirst().reduce(1, *)
        shape[0] -= 1
        values.removeLast(row)
      }
      #expect(message { _ = try opened(shorter) }.contains("'\(spoilt)'"), "\(spoilt) is shorter")
      let missing = root + "/missing"
      try family.save(to: missing) { name, _, _ in _ = name }
      let file = try SafetensorsFile(path: missing + "/model.safetensors")
      let sources = file.tensors.filter { $0.name != spoilt }.map { tensor in
        TensorSource(tensor.name, shape: tensor.shape, type: .f32) { try $0(file.bytes(of: tensor)) }
      }
      try SafetensorsWriter(sources).save(to: missing + "/model.safetensors")
      #expect(message { _ = try opened(missing) }.contains("'\(spoilt)' is missing"), "\(spoilt) is missing")
      let broken = root + "/broken"
      try family.save(to: broken) { name, _, values in if name == spoilt { values[5] = .nan } }
      let decoder = try opened(broken)
      #expect(decoder.firstTensorNotFinite == spoilt)
    }
  }

  /// A file that ends too early is refused.
  @Test(arguments: names) func aTruncatedFileIsRefused(_ name: String) throws {
    let (family, folder) = (try Family(name), try TemporaryFolder())
    let path = try folder.path() + "/model"
    try family.save(to: path)
    let file = URL(filePath: path + "/model.safetensors")
    let bytes = try Data(contentsOf: file)
    for part in 0..<20 {
      try bytes.prefix(bytes.count * part / 20).write(to: file)
      #expect(!message { _ = try opened(path) }.isEmpty)
    }
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch { return "\(error)" }
  }
}
