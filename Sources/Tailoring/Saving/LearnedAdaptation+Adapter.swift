import Formats
import Models
import Tensors

extension LearnedAdaptation {
  /// A soft prompt, a universal prompt or LoRA as PEFT stores it, or `nil` for tuned weights, which are a model of their
  /// own. `model` is the one it was learned for.
  ///
  /// PEFT reads the rows of a prompt before everything. Where they follow a beginning token here, its embedding is
  /// therefore the first row of the folder, which says so: PEFT then computes the same for texts without that token.
  func adapter(for model: LanguageModel) -> AdapterFolder? {
    switch numbers {
    case .softPrompt(let prompt):
      let rows = Self.promptRows(prompt.rows, at: prompt.place, model)
      return AdapterFolder(baseModel: base.name, method: .promptTuning(rows))
    case .universalPrompt(let prompt):
      let rows = Self.promptRows(prompt.rows, at: prompt.place, model)
      let factors = TaskFactors(prompt, beginning: rows.count - prompt.rows.rows)
      return AdapterFolder(baseModel: base.name, method: .multitaskPromptTuning(rows, factors))
    case .lowRank(let adapter):
      var updates: [String: LowRankFactors] = [:]
      var next = adapter.matrices.makeIterator()
      for layer in 0..<model.configuration.layers {
        for projection in adapter.projections {
          guard let a = next.next(), let b = next.next() else { preconditionFailure("an A and a B for every place") }
          updates[model.configuration.moduleName(projection, inLayer: layer)] = LowRankFactors(
            inputs: a.columns, outputs: b.rows, a: a.elements,
            b: RowOrder(of: projection, model.configuration).exported(b).elements)
        }
      }
      return AdapterFolder(
        baseModel: base.name,
        method: .lora(
          LowRankUpdates(
            rank: adapter.rank, alpha: adapter.alpha,
            targetModules: adapter.projections.map(model.configuration.targetName),
            updates: updates)))
    case .weights: return nil
    }
  }

  private static func promptRows(_ own: Tensor, at place: RowPlace, _ model: LanguageModel) -> PromptRows {
    let configuration = model.configuration
    let beginText = place == .afterBeginning && !model.beginning.isEmpty
    let rows = (beginText ? model.beginningRows.elements : []) + own.elements
    return PromptRows(
      count: rows.count / configuration.width, width: configuration.width, values: rows, layers: configuration.layers,
      heads: configuration.heads, beginText: beginText)
  }

  /// What a folder of PEFT's holds, for a model. Throws `TailoringError` when it was made for another one.
  init(_ adapter: AdapterFolder, for model: LanguageModel) throws(TailoringError) {
    switch adapter.method {
    case .promptTuning(let rows): self = try Self.softPrompt(rows, model)
    case .multitaskPromptTuning(let rows, let factors): self = try Self.universalPrompt(rows, factors, model)
    case .lora(let updates): self = try Self.lowRank(updates, model)
    }
  }

  private static func softPrompt(_ rows: PromptRows, _ model: LanguageModel) throws(TailoringError) -> LearnedAdaptation
  {
    let (own, place) = try ownRows(rows, model)
    return LearnedAdaptation(.softPrompt(SoftPrompt(own, at: place)), base: BaseModel(model))
  }

  private static func universalPrompt(
    _ rows: PromptRows, _ factors: TaskFactors, _ model: LanguageModel
  ) throws(TailoringError) -> LearnedAdaptation {
    let (own, place) = try ownRows(rows, model)
    let (rowFactors, columnFactors) = try factors.tensors(beginning: rows.count - own.rows, rows: own)
    let names = factors.names.isEmpty ? (0..<factors.tasks).map { "task-\($0)" } : factors.names
    let prompt = UniversalPrompt(
      rows: own, rowFactors: rowFactors, columnFactors: columnFactors, tasks: names, at: place)
    return LearnedAdaptation(.universalPrompt(prompt), base: BaseModel(model))
  }

  /// The rows of a prompt without those of the beginning token, and where they are read.
  private static func ownRows(
    _ rows: PromptRows, _ model: LanguageModel
  ) throws(TailoringError) -> (rows: Tensor, place: RowPlace) {
    guard rows.width == model.configuration.width else {
      throw .init(.rowsOfOtherWidth(rows.width, model: model.name, width: model.configuration.width))
    }
    // Without a beginning token the two places are one.
    let place = rows.beginText || model.beginning.isEmpty ? RowPlace.afterBeginning : .beforeBeginning
    let all = Tensor(rows.values, shape: [rows.count, rows.width])
    let start = rows.beginText ? model.beginning.count : 0
    guard start < rows.count else { throw .init(.nothingButTheBeginning(rows: rows.count)) }
    return (all.rows(start..<rows.count), place)
  }

  private static func lowRank(
    _ found: LowRankUpdates, _ model: LanguageModel
  ) throws(TailoringError) -> LearnedAdaptation {
    let (layers, c) = (model.decoder.layers, model.configuration)
    guard c.family.namesInTransformers.fused.isEmpty else { throw .init(.fusedModules(model: model.name)) }
    let modules = Projection.allCases.flatMap { projection in
      layers.indices.map { (projection, name: c.moduleName(projection, inLayer: $0)) }
    }
    let known = Set(modules.map(\.name))
    if let other = found.updates.keys.filter({ !known.contains($0) }).min() {
      throw .init(.unknownModule(other, model: model.name, layers: layers.count))
    }
    let projections = Projection.allCases.filter { projection in
      modules.contains { $0.0 == projection && found.updates[$0.name] != nil }
    }
    var matrices: [Tensor] = []
    for (index, layer) in layers.enumerated() {
      for projection in projections {
        let name = c.moduleName(projection, inLayer: index)
        guard let update = found.updates[name] else {
          throw .init(.missingUpdate(module: name, model: model.name, layers: layers.count))
        }
        let map = layer[projection]
        guard update.inputs == map.inputs, update.outputs == map.outputs else {
          throw .init(
            .otherShape(
              name: name, shape: [update.outputs, update.inputs], model: model.name,
              expected: [map.outputs, map.inputs]))
        }
        let b = Tensor(update.b, shape: [update.outputs, found.rank])
        matrices.append(Tensor(update.a, shape: [found.rank, update.inputs]))
        matrices.append(RowOrder(of: projection, model.configuration).imported(b))
      }
    }
    // The scale may come from another rule than α/rank.
    let alpha = found.isRankStabilised ? found.scale * Double(found.rank) : found.alpha
    let adapter = LowRankAdapter(rank: found.rank, alpha: alpha, projections: projections, matrices: matrices)
    return LearnedAdaptation(.lowRank(adapter), base: BaseModel(model))
  }
}

extension LanguageModel {
  /// The embeddings [tokens × width] of what every text begins with.
  fileprivate var beginningRows: Tensor { decoder.embedded(beginning).value }
}

/// PEFT multiplies every row of a prompt with a task's factors, those of a beginning token too. So that these come out
/// as they are, the folder's rank is one more than ours: the first part of the product is 1 in them and 0 in all learned
/// rows, and the others are 0 in them.
extension TaskFactors {
  /// Those of a universal prompt, after `beginning` rows of a beginning.
  init(_ prompt: UniversalPrompt, beginning: Int) {
    let (rowFactors, columnFactors, rank) = (prompt.rowFactors, prompt.columnFactors, prompt.rank)
    let names = prompt.tasks
    guard beginning > 0 else {
      self.init(
        tasks: names.count, rank: rank, columns: rowFactors.elements, rows: columnFactors.elements, names: names)
      return
    }
    let first = Self.beginningFactors(beginning, rank: rank + 1)
    let width = columnFactors.columns
    let columns = names.indices.flatMap { task in
      let own = rowFactors.slice(task)
      return first + (0..<own.rows).flatMap { [0] + own.rows($0..<$0 + 1).elements }
    }
    let rows = names.indices.flatMap { task in
      Array(repeating: 1, count: width) + columnFactors.slice(task).elements
    }
    self.init(tasks: names.count, rank: rank + 1, columns: columns, rows: rows, names: names)
  }

  /// The factors of the learned rows alone, which follow `beginning` rows of a beginning. Throws
  /// `TailoringError` where these do not come out as they are.
  func tensors(beginning: Int, rows own: Tensor) throws(TailoringError) -> (rows: Tensor, columns: Tensor) {
    let (length, width) = (own.rows, own.columns)
    let columns = Tensor(self.columns, shape: [tasks, beginning + length, rank])
    let rows = Tensor(self.rows, shape: [tasks, rank, width])
    guard beginning > 0 else { return (columns, rows) }
    let first = Self.beginningFactors(beginning, rank: rank)
    var ownColumns: [Float] = []
    var ownRows: [Float] = []
    for task in 0..<tasks {
      let (column, row) = (columns.slice(task), rows.slice(task))
      guard rank > 1, column.rows(0..<beginning).elements == first,
        row.rows(0..<1).elements.allSatisfy({ $0 == 1 }),
        (beginning..<beginning + length).allSatisfy({ column[$0, 0] == 0 })
      else { throw .init(.changedBeginning) }
      ownColumns += (beginning..<beginning + length).flatMap { column.rows($0..<$0 + 1).elements.dropFirst() }
      ownRows += row.rows(1..<rank).elements
    }
    return (
      Tensor(ownColumns, shape: [tasks, length, rank - 1]), Tensor(ownRows, shape: [tasks, rank - 1, width])
    )
  }

  private static func beginningFactors(_ count: Int, rank: Int) -> [Float] {
    (0..<count).flatMap { _ in [1] + Array(repeating: 0, count: rank - 1) }
  }
}
