/// What `adapter_config.json` says: the base model, and the method with its sizes but no numbers yet.
struct AdapterConfiguration {
  let baseModel: String?
  let method: AdapterFolder.Method

  /// Throws `missingKey`, `wrongKind`, and `invalid`.
  init(parsing bytes: UnsafeRawBufferPointer) throws(FormatError) {
    guard let object = try JSONParser.parse(bytes).object else {
      throw .invalid(.byte(0), problem: "the configuration is no JSON object")
    }
    let members = Members(object)
    baseModel = try members.find("base_model_name_or_path", "a text") { $0.text }
    let type = try members.required("peft_type", "a text") { $0.text }
    let task = try members.find("task_type", "a text") { $0.text }
    guard task == nil || task == "CAUSAL_LM" else {
      throw .invalid(.key("task_type"), problem: "it is \(quoted(task ?? "")), but only CAUSAL_LM can be used")
    }
    try members.refuse(["modules_to_save"])
    switch type {
    case "PROMPT_TUNING": method = .promptTuning(try Self.promptRows(members))
    case "MULTITASK_PROMPT_TUNING":
      let factors = TaskFactors(
        tasks: try members.count("num_tasks"), rank: try members.count("num_ranks"), columns: [], rows: [])
      method = .multitaskPromptTuning(try Self.promptRows(members), factors)
    case "LORA": method = .lora(try Self.lowRankUpdates(members))
    default:
      throw .invalid(
        .key("peft_type"),
        problem: "it is \(quoted(type)), but only PROMPT_TUNING, MULTITASK_PROMPT_TUNING and LORA can be read")
    }
  }

  private static func promptRows(_ members: Members) throws(FormatError) -> PromptRows {
    if let modules = try members.find("num_transformer_submodules", "a whole number", { $0.integer }), modules != 1 {
      throw .invalid(
        .key("num_transformer_submodules"), problem: "it is \(modules), but a model that only decodes has 1")
    }
    return PromptRows(
      count: try members.count("num_virtual_tokens"), width: try members.count("token_dim"), values: [],
      layers: try members.find("num_layers", "a whole number") { $0.integer },
      heads: try members.find("num_attention_heads", "a whole number") { $0.integer })
  }

  private static func lowRankUpdates(_ members: Members) throws(FormatError) -> LowRankUpdates {
    try members.refuse([
      "alora_invocation_tokens", "alpha_pattern", "arrow_config", "kasa_config", "layer_replication", "lora_bias",
      "monteclora_config", "rank_pattern", "target_parameters", "trainable_token_indices", "use_bdlora", "use_dora",
      "use_qalora", "velora_config",
    ])
    if let bias = try members.find("bias", "a text", { $0.text }), bias != "none" {
      throw .invalid(.key("bias"), problem: "it is \(quoted(bias)), but only none can be used")
    }
    // Other starts change the base model's weights too.
    let harmlessStarts = ["gaussian", "eva", "orthogonal"]
    if let start = members.object["init_lora_weights"]?.text, !harmlessStarts.contains(start) {
      throw .invalid(.key("init_lora_weights"), problem: "\(quoted(start)) starts from a changed base model")
    }
    return LowRankUpdates(
      rank: try members.count("r"), alpha: try members.required("lora_alpha", "a number") { $0.number },
      dropout: try members.find("lora_dropout", "a number") { $0.number } ?? 0,
      isRankStabilised: try members.find("use_rslora", "true or false") { $0.boolean } ?? false,
      isFanInFanOut: try members.find("fan_in_fan_out", "true or false") { $0.boolean } ?? false,
      // A text here is a regular expression; the names of the tensors say which modules it has found.
      targetModules: members.object["target_modules"]?.array?.compactMap(\.text) ?? [], updates: [:])
  }
}

/// The members of the configuration; `null` counts as absent, as in PEFT.
private struct Members {
  let object: JSONObject

  init(_ object: JSONObject) { self.object = object }

  func find<Value>(
    _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws(FormatError) -> Value? {
    guard let found = object[key], !found.isNull else { return nil }
    guard let value = convert(found) else { throw .wrongKind(key: key, expected: expected, found: found.kind) }
    return value
  }

  func required<Value>(
    _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws(FormatError) -> Value {
    guard let value = try find(key, expected, convert) else { throw .missingKey(key) }
    return value
  }

  /// A whole number from 1.
  func count(_ key: String) throws(FormatError) -> Int {
    let count = try required(key, "a whole number") { $0.integer }
    guard count > 0 else { throw .invalid(.key(key), problem: "it is \(count), but should be at least 1") }
    return count
  }

  /// Throws for those of the keys that ask for something: neither absent nor null, false or empty.
  func refuse(_ keys: [String]) throws(FormatError) {
    for key in keys {
      guard let value = object[key], !value.isNull, value.boolean != false, value.array?.isEmpty != true,
        value.object?.members.isEmpty != true
      else { continue }
      throw .invalid(.key(key), problem: "adapters that use this can't be read")
    }
  }
}
