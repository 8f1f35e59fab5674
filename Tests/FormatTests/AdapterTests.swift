import Platform
import TestSupport
import Testing

@testable import Formats

struct AdapterTests {
  private let folder: TestFolder
  private var path: String { "\(folder.path)/adapter" }

  init() throws { folder = try TestFolder() }

  @Test func readsPromptTuning() throws {
    let adapter = try AdapterFolder(path: fixture("adapters/prompt"))
    guard case .promptTuning(let rows) = adapter.method else { throw Unexpected() }
    #expect(adapter.baseModel == "tiny/llama" && adapter.method.peftType == "PROMPT_TUNING")
    #expect(rows.count == 3 && rows.width == 8 && rows.values.count == 24 && rows.layers == 1 && rows.heads == 2)
  }

  @Test func readsMultitaskPromptTuning() throws {
    let adapter = try AdapterFolder(path: fixture("adapters/multitask"))
    guard case .multitaskPromptTuning(let rows, let factors) = adapter.method else { throw Unexpected() }
    #expect(rows.count == 3 && rows.width == 8 && factors.tasks == 2 && factors.rank == 2)
    #expect(factors.columns.count == 2 * 3 * 2 && factors.rows.count == 2 * 2 * 8)
  }

  @Test func readsLora() throws {
    let adapter = try AdapterFolder(path: fixture("adapters/lora"))
    guard case .lora(let updates) = adapter.method else { throw Unexpected() }
    #expect(updates.rank == 2 && updates.alpha == 3 && updates.dropout == 0.05 && updates.isRankStabilised)
    #expect(abs(updates.scale - 3 / 2.0.squareRoot()) < 1e-12)
    #expect(updates.targetModules.sorted() == ["q_proj", "v_proj"])
    let names = ["q_proj", "v_proj"].map { "model.layers.0.self_attn.\($0)" }
    #expect(updates.updates.keys.sorted() == names)
    let v = try #require(updates.updates[names[1]])
    #expect(v.inputs == 8 && v.outputs == 4 && v.a.count == 16 && v.b.count == 8)
  }

  /// Saved again, the numbers are the same byte for byte, and so is all of the configuration that we write.
  @Test(arguments: ["prompt", "multitask", "lora"])
  func savesAsPEFT(_ name: String) throws {
    let original = try AdapterFolder(path: fixture("adapters/\(name)"))
    try original.save(to: path)
    #expect(try AdapterFolder(path: path) == original)
    #expect(try folder.names(in: "adapter") == ["adapter_config.json", "adapter_model.safetensors"])
    let weights = try fixtureBytes("adapters/\(name)/adapter_model.safetensors")
    #expect(try folder.contents(of: "adapter/adapter_model.safetensors") == weights)

    let reference = try fixtureBytes("adapters/\(name)/adapter_config.json")
    let theirs = try #require(try JSONTests.parse(reference).object)
    let written = try folder.contents(of: "adapter/adapter_config.json")
    let ours = try #require(try JSONTests.parse(written).object)
    #expect(ours.members.count >= 9)
    for (key, value) in ours.members {
      let expected = try JSONWriter.python.bytes(of: try #require(theirs[key]))
      #expect(try JSONWriter.python.bytes(of: value) == expected, "\(key)")
    }
    #expect(try JSONWriter.python.bytes(of: .object(ours)) == written)
  }

  @Test func savedAgain() throws {
    for name in ["prompt", "lora"] {
      let adapter = try AdapterFolder(path: fixture("adapters/\(name)"))
      try adapter.save(to: path)
      #expect(try AdapterFolder(path: path) == adapter)
    }
    #expect(try folder.names() == ["adapter"])
  }

  struct Unexpected: Error {}

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let adapter: String
    let says: String
    let key: String
    let value: JSONValue?

    init(_ adapter: String, _ key: String, _ value: JSONValue?, says: String) {
      testDescription = "\(adapter): \(key)"
      self.adapter = adapter
      self.says = says
      self.key = key
      self.value = value
    }
  }

  static let configurations = [
    Row("prompt", "peft_type", nil, says: "the key 'peft_type' is missing"),
    Row("prompt", "peft_type", "PREFIX_TUNING", says: "'PREFIX_TUNING'"),
    Row("prompt", "peft_type", "LORA", says: "'r' is missing"),
    Row("prompt", "peft_type", "MULTITASK_PROMPT_TUNING", says: "'num_tasks' is missing"),
    Row("prompt", "peft_type", 3, says: "should hold a text, but holds a number"),
    Row("prompt", "task_type", "SEQ_2_SEQ_LM", says: "CAUSAL_LM"),
    Row("prompt", "num_transformer_submodules", 2, says: "num_transformer_submodules"),
    Row("prompt", "num_virtual_tokens", 4, says: "tensor 'prompt_embeddings': its shape is [3, 8]"),
    Row("prompt", "num_virtual_tokens", 0, says: "at least 1"),
    Row("prompt", "num_virtual_tokens", .integer(.max), says: "prompt_embeddings"),
    Row("prompt", "token_dim", 16, says: "asks for [3, 16]"),
    Row("prompt", "token_dim", "8", says: "a whole number"),
    Row("multitask", "peft_type", "PROMPT_TUNING", says: "'prefix_task_cols': it has no place"),
    Row("multitask", "num_tasks", 3, says: "prefix_task_cols"),
    Row("multitask", "num_ranks", 1, says: "prefix_task_cols"),
    Row("lora", "peft_type", "PROMPT_TUNING", says: "num_virtual_tokens"),
    Row("lora", "r", 4, says: "asks for [4, 8]"),
    Row("lora", "r", -2, says: "at least 1"),
    Row("lora", "r", .number(2.5), says: "a whole number"),
    Row("lora", "lora_alpha", nil, says: "lora_alpha"),
    Row("lora", "bias", "all", says: "none"),
    Row("lora", "use_dora", true, says: "use_dora"),
    Row("lora", "rank_pattern", ["q_proj": 4], says: "rank_pattern"),
    Row("lora", "modules_to_save", ["lm_head"], says: "modules_to_save"),
    Row("lora", "init_lora_weights", "pissa_niter_4", says: "changed base model"),
    Row("lora", "use_rslora", "yes", says: "true or false"),
  ]

  /// A folder of PEFT's with one member of the configuration changed.
  @Test(arguments: configurations)
  func refusesConfiguration(_ row: Row) throws {
    let source = "adapters/\(row.adapter)"
    let original = try fixtureBytes("\(source)/adapter_config.json")
    var object = try #require(try JSONTests.parse(original).object)
    object[row.key] = row.value
    let weights = try fixtureBytes("\(source)/adapter_model.safetensors")
    try write(try JSONWriter.python.bytes(of: .object(object)), weights)
    refuses(says: row.says)
  }

  /// Null counts as absent, and a regular expression as the modules that it found.
  @Test func lenient() throws {
    let source = "adapters/lora"
    let original = try fixtureBytes("\(source)/adapter_config.json")
    var object = try #require(try JSONTests.parse(original).object)
    object["task_type"] = .null
    object["base_model_name_or_path"] = nil
    object["target_modules"] = ".*[qv]_proj"
    let weights = try fixtureBytes("\(source)/adapter_model.safetensors")
    try write(try JSONWriter.python.bytes(of: .object(object)), weights)
    let adapter = try AdapterFolder(path: path)
    guard case .lora(let updates) = adapter.method else { throw Unexpected() }
    #expect(adapter.baseModel == nil && updates.targetModules == updates.updates.keys.sorted())
  }

  struct Weights: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let adapter: String
    let says: String
    let tensors: [(name: String, shape: [Int], bytes: [UInt8])]

    /// Tensors of zeros, the last of which ends with `number`.
    init(
      _ description: String, _ adapter: String, says: String, ending number: Float = 0,
      _ tensors: KeyValuePairs<String, [Int]>
    ) {
      testDescription = description
      self.adapter = adapter
      self.says = says
      self.tensors = tensors.enumerated().map { index, tensor in
        let zeros = [UInt8](repeating: 0, count: 4 * tensor.value.reduce(1, *))
        let isLast = index == tensors.count - 1
        return (tensor.key, tensor.value, isLast ? zeros.dropLast(4) + number.bitPattern.littleEndianBytes : zeros)
      }
    }
  }

  private static let a = "base_model.model.m.lora_A.weight"
  private static let b = "base_model.model.m.lora_B.weight"

  static let weights = [
    Weights("no rows", "prompt", says: "tensor 'prompt_embeddings' is missing", [:]),
    Weights("a dimension more", "prompt", says: "[1, 3, 8]", ["prompt_embeddings": [1, 3, 8]]),
    Weights("turned around", "prompt", says: "[8, 3]", ["prompt_embeddings": [8, 3]]),
    Weights("not a number", "prompt", says: "number 24 of it is nan", ending: .nan, ["prompt_embeddings": [3, 8]]),
    Weights("infinite", "prompt", says: "number 24 of it is -inf", ending: -.infinity, ["prompt_embeddings": [3, 8]]),
    Weights("a tensor more", "prompt", says: "'x': it has no place", ["prompt_embeddings": [3, 8], "x": [1]]),
    Weights("no updates", "lora", says: "lora_A.weight' is missing", [:]),
    Weights("no B", "lora", says: "'\(b)' is missing", [a: [2, 8]]),
    Weights("no A", "lora", says: "'\(a)' is missing", [b: [8, 2]]),
    Weights("A of another rank", "lora", says: "'\(a)': its shape is [3, 8]", [a: [3, 8], b: [8, 2]]),
    Weights("B of another rank", "lora", says: "'\(b)': its shape is [8, 3]", [a: [2, 8], b: [8, 3]]),
    Weights("A of one dimension", "lora", says: "'\(a)'", [a: [2], b: [8, 2]]),
    Weights("B of no dimension", "lora", says: "'\(b)'", [a: [2, 8], b: []]),
    Weights("no module", "lora", says: "no place", ["base_model.model.lora_A.weight": [2, 8]]),
    Weights("a whole weight", "lora", says: "no place", [a: [2, 8], b: [8, 2], "base_model.model.m.weight": [1]]),
    Weights("no number in B", "lora", says: "'\(b)': number 16", ending: .nan, [a: [2, 8], b: [8, 2]]),
  ]

  /// A folder of PEFT's with other tensors.
  @Test(arguments: weights)
  func refusesWeights(_ row: Weights) throws {
    let original = try fixtureBytes("adapters/\(row.adapter)/adapter_config.json")
    try write(original, [])
    let sources = row.tensors.map { tensor in
      TensorSource(tensor.name, shape: tensor.shape, type: .f32) { try tensor.bytes.withUnsafeBytes($0) }
    }
    try SafetensorsWriter(sources).save(to: "\(path)/adapter_model.safetensors")
    refuses(says: row.says)
    refuses(says: "adapter_model.safetensors: ")
  }

  /// PEFT saves in the type of the model that it trains.
  @Test(arguments: [FloatEncoding.f16, .bf16])
  func readsHalves(_ encoding: FloatEncoding) throws {
    let original = try fixtureBytes("adapters/prompt/adapter_config.json")
    try write(original, [])
    let values = (0..<24).map { Float($0) / 4 }
    try SafetensorsWriter([TensorSource("prompt_embeddings", shape: [3, 8], as: encoding, values: values)])
      .save(to: "\(path)/adapter_model.safetensors")
    guard case .promptTuning(let rows) = try AdapterFolder(path: path).method else { throw Unexpected() }
    #expect(rows.values == values)
  }

  /// What can't be read again is not written.
  @Test func refusesToSave() throws {
    let good = LowRankFactors(inputs: 2, outputs: 1, a: [1, 2], b: [3])
    let bad = LowRankFactors(inputs: 2, outputs: 1, a: [1, .nan], b: [3])
    func lora(rank: Int = 1, alpha: Double = 1, targets: [String] = ["m"], _ update: LowRankFactors?) -> AdapterFolder {
      let updates = update.map { ["layers.0.m": $0] } ?? [:]
      return AdapterFolder(
        method: .lora(LowRankUpdates(rank: rank, alpha: alpha, targetModules: targets, updates: updates)))
    }
    let rows: [(AdapterFolder, String)] = [
      (lora(bad), "tensor 'base_model.model.layers.0.m.lora_A.weight': row 0"),
      (lora(rank: 2, good), "lora_A.weight"), (lora(rank: -1, good), "shape"), (lora(rank: 0, good), "at least 1"),
      (lora(alpha: .nan, good), "key 'lora_alpha'"), (lora(targets: ["k"], good), "'layers.0.m'"),
      (lora(targets: ["ers.0.m"], good), "'layers.0.m'"), (lora(nil), "is missing"),
      (AdapterFolder(method: .promptTuning(PromptRows(count: 2, width: 2, values: [1, 2, 3]))), "3 numbers"),
      (AdapterFolder(method: .promptTuning(PromptRows(count: 0, width: 2, values: []))), "at least 1"),
    ]
    for (adapter, says) in rows {
      let error = #expect(throws: FormatError.self) { try adapter.save(to: path) }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
      #expect(try folder.names() == [])
    }
    try lora(good).save(to: path)
    #expect(try AdapterFolder(path: path) == lora(good))
  }

  @Test func noFolder() throws {
    refuses(says: "`\(path)/adapter_config.json` does not exist")
    try write([], Array("x".utf8))
    refuses(says: "adapter_config.json: byte 0: this is no JSON value")
    try AtomicFile.save(Array("[]".utf8), to: "\(path)/adapter_config.json")
    refuses(says: "no JSON object")
  }

  private func write(_ configuration: [UInt8], _ weights: [UInt8]) throws {
    try folder.makeFolder("adapter")
    try AtomicFile.save(configuration, to: "\(path)/adapter_config.json")
    try AtomicFile.save(weights, to: "\(path)/adapter_model.safetensors")
  }

  private func refuses(says: String) {
    let error = #expect(throws: FormatError.self) { try AdapterFolder(path: path) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }
}
