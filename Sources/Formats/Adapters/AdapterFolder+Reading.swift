import Platform

extension AdapterFolder {
  /// Reads a folder that PEFT, or `save`, has written.
  ///
  /// Throws `system`, and `inside` one of the two files `missingKey`, `wrongKind`, `missingTensor` or `invalid`:
  /// another method, shapes that contradict the configuration, numbers that are not finite, and variants of a method
  /// that would compute something else.
  package init(path: String) throws(FormatError) {
    let configurationFile = try MappedFile(opening: "\(path)/\(Self.configurationName)")
    let weightsFile = try MappedFile(opening: "\(path)/\(Self.weightsName)")
    let configuration = try inside(Self.configurationName) { () throws(FormatError) in
      let configuration = try AdapterConfiguration(parsing: configurationFile.bytes)
      try configurationFile.checkComplete()
      return configuration
    }
    baseModel = configuration.baseModel
    method = try inside(Self.weightsName) { () throws(FormatError) in
      let weights = AdapterWeights(try SafetensorsFile(weightsFile), peftType: configuration.method.peftType)
      return switch configuration.method {
      case .promptTuning(let rows): try weights.promptTuning(rows)
      case .multitaskPromptTuning(let rows, let factors): try weights.multitaskPromptTuning(rows, factors)
      case .lora(let updates): try weights.lora(updates)
      }
    }
  }
}

/// The numbers of an adapter whose sizes are known from its configuration.
private struct AdapterWeights {
  private let file: SafetensorsFile
  private let peftType: String

  init(_ file: SafetensorsFile, peftType: String) {
    self.file = file
    self.peftType = peftType
  }

  func promptTuning(_ rows: PromptRows) throws(FormatError) -> AdapterFolder.Method {
    try checkNames(["prompt_embeddings"])
    return .promptTuning(try filled(rows))
  }

  func multitaskPromptTuning(
    _ rows: PromptRows, _ factors: TaskFactors
  ) throws(FormatError) -> AdapterFolder.Method {
    try checkNames(["prompt_embeddings", "prefix_task_cols", "prefix_task_rows"])
    var factors = factors
    factors.columns = try values("prefix_task_cols", [factors.tasks, rows.count, factors.rank])
    factors.rows = try values("prefix_task_rows", [factors.tasks, factors.rank, rows.width])
    let names = (0..<factors.tasks).compactMap { file.metadata[AdapterFolder.nameKey(ofTask: $0)] }
    factors.names = names.count == factors.tasks ? names : []
    return .multitaskPromptTuning(try filled(rows), factors)
  }

  func lora(_ updates: LowRankUpdates) throws(FormatError) -> AdapterFolder.Method {
    var updates = updates
    for tensor in file.tensors {
      guard let factor = LowRankTensor(name: tensor.name) else { throw unexpected(tensor.name) }
      switch factor {
      case .a(let module):
        let b = try file.tensor(LowRankTensor.b(module).name)
        let inputs = tensor.shape.last ?? 0
        let outputs = b.shape.first ?? 0
        updates.updates[module] = LowRankFactors(
          inputs: inputs, outputs: outputs, a: try values(tensor.name, [updates.rank, inputs]),
          b: try values(b.name, [outputs, updates.rank]))
      case .b(let module):
        _ = try file.tensor(LowRankTensor.a(module).name)
      }
    }
    guard !updates.updates.isEmpty else { throw .missingTensor(LowRankTensor.a("…").name) }
    if updates.targetModules.isEmpty { updates.targetModules = updates.updates.keys.sorted() }
    return .lora(updates)
  }

  private func filled(_ rows: PromptRows) throws(FormatError) -> PromptRows {
    var rows = rows
    rows.values = try values("prompt_embeddings", [rows.count, rows.width])
    rows.beginText = file.metadata[AdapterFolder.rowsKey] == AdapterFolder.rowsThatBeginText
    return rows
  }

  private func checkNames(_ names: Set<String>) throws(FormatError) {
    for tensor in file.tensors where !names.contains(tensor.name) { throw unexpected(tensor.name) }
  }

  private func unexpected(_ name: String) -> FormatError {
    .invalid(.tensor(name), problem: "it has no place in an adapter of the kind \(peftType)")
  }

  /// A tensor as floats. It must have this shape, without zeros, and hold finite numbers in a type that the engine
  /// reads.
  private func values(_ name: String, _ shape: [Int]) throws(FormatError) -> [Float] {
    let tensor = try file.tensor(name)
    guard tensor.shape == shape, !shape.contains(0) else {
      throw .invalid(.tensor(name), problem: "its shape is \(tensor.shape), but the configuration asks for \(shape)")
    }
    let values = try file.floats(of: tensor)
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return values }
    throw .invalid(.tensor(name), problem: "number \(index + 1) of it is \(values[index])")
  }
}
