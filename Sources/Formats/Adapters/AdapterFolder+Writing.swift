import Platform

extension AdapterFolder {
  /// Writes the folder at `path`, reads it again, and puts it in the place of what was there once both are equal.
  /// Throws `system`, and `invalid` for numbers that are not finite or don't fill their shape, and for updates of
  /// modules that are no targets: nothing is then written.
  package func save(to path: String) throws {
    if case .lora(let updates) = method { try updates.checkTargets() }
    let configuration = try JSONWriter.python.bytes(of: .object(self.configuration))
    let weights = try SafetensorsWriter(tensors, metadata: metadata)

    let folder = try AtomicFolder(replacing: path, with: [Self.configurationName, Self.weightsName])
    let configurationFile = try folder.file(Self.configurationName)
    try configurationFile.write(configuration)
    try configurationFile.commit()
    let weightsFile = try folder.file(Self.weightsName)
    try weights.write(to: weightsFile)
    try weightsFile.commit()

    guard try AdapterFolder(path: folder.temporaryFolder) == self else {
      throw FileError(path, "can't be written: what was read back is not what was written")
    }
    try folder.commit()
  }

  /// The members that PEFT needs; it has defaults for all others.
  var configuration: JSONObject {
    var object = JSONObject([
      ("base_model_name_or_path", baseModel.map(JSONValue.text) ?? .null),
      ("inference_mode", true), ("peft_type", .text(method.peftType)), ("task_type", "CAUSAL_LM"),
    ])
    switch method {
    case .promptTuning(let rows): Self.add(rows, to: &object)
    case .multitaskPromptTuning(let rows, let factors):
      Self.add(rows, to: &object)
      object["num_tasks"] = .integer(factors.tasks)
      object["num_ranks"] = .integer(factors.rank)
    case .lora(let updates):
      object["r"] = .integer(updates.rank)
      object["lora_alpha"] = Int(exactly: updates.alpha).map(JSONValue.integer) ?? .number(updates.alpha)
      object["lora_dropout"] = .number(updates.dropout)
      object["use_rslora"] = .boolean(updates.isRankStabilised)
      object["fan_in_fan_out"] = .boolean(updates.isFanInFanOut)
      object["target_modules"] = .array(updates.targetModules.map(JSONValue.text))
      object["bias"] = "none"
    }
    return object
  }

  private static func add(_ rows: PromptRows, to object: inout JSONObject) {
    object["num_virtual_tokens"] = .integer(rows.count)
    object["token_dim"] = .integer(rows.width)
    object["num_layers"] = rows.layers.map(JSONValue.integer) ?? .null
    object["num_attention_heads"] = rows.heads.map(JSONValue.integer) ?? .null
    object["num_transformer_submodules"] = 1
    // How training began is of no use to those who load; a start from a text would make PEFT ask for a tokenizer.
    object["prompt_tuning_init"] = "RANDOM"
  }

  private var metadata: [String: String] {
    var metadata = ["format": "pt"]
    switch method {
    case .promptTuning(let rows), .multitaskPromptTuning(let rows, _):
      if rows.beginText { metadata[Self.rowsKey] = Self.rowsThatBeginText }
      guard case .multitaskPromptTuning(_, let factors) = method else { break }
      for (index, name) in factors.names.enumerated() { metadata[Self.nameKey(ofTask: index)] = name }
    case .lora: break
    }
    return metadata
  }

  private var tensors: [TensorSource] {
    switch method {
    case .promptTuning(let rows): [Self.source(rows)]
    case .multitaskPromptTuning(let rows, let factors):
      [
        Self.source(rows),
        TensorSource(
          "prefix_task_cols", shape: [factors.tasks, rows.count, factors.rank], values: factors.columns),
        TensorSource("prefix_task_rows", shape: [factors.tasks, factors.rank, rows.width], values: factors.rows),
      ]
    case .lora(let updates):
      updates.updates.flatMap { module, update in
        [
          TensorSource(
            LowRankTensor.a(module).name, shape: [updates.rank, update.inputs], values: update.a),
          TensorSource(
            LowRankTensor.b(module).name, shape: [update.outputs, updates.rank], values: update.b),
        ]
      }
    }
  }

  private static func source(_ rows: PromptRows) -> TensorSource {
    TensorSource("prompt_embeddings", shape: [rows.count, rows.width], values: rows.values)
  }
}
