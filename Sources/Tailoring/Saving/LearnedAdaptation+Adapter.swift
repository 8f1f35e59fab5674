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
    let configuration = model.configuration
    switch method {
    case .softPrompt:
      return AdapterFolder(baseModel: base.name, method: .promptTuning(promptRows(numbers[0], model)))
    case .taskFactors, .nextPrompt: return asPrompt.adapter(for: model)
    case .universalPrompt(_, let rank, let tasks):
      let rows = promptRows(numbers[0], model)
      return AdapterFolder(
        baseModel: base.name,
        method: .multitaskPromptTuning(
          rows,
          TaskFactors(
            numbers[1], numbers[2], beginning: rows.count - numbers[0].rows, rank: rank, names: tasks)))
    case .lowRank(let rank, let alpha, let projections):
      var updates: [String: Formats.LowRankUpdate] = [:]
      var next = numbers.makeIterator()
      for layer in 0..<configuration.layers {
        for projection in projections {
          guard let a = next.next(), let b = next.next() else { continue }
          updates[projection.moduleName(inLayer: layer)] = Formats.LowRankUpdate(
            inputs: a.columns, outputs: b.rows, a: a.elements,
            b: RowOrder(of: projection, configuration).exported(b).elements)
        }
      }
      return AdapterFolder(
        baseModel: base.name,
        method: .lora(
          LowRankUpdates(
            rank: rank, alpha: alpha, targetModules: projections.map(\.targetName), updates: updates)))
    case .weights: return nil
    }
  }

  private func promptRows(_ own: Tensor, _ model: LanguageModel) -> PromptRows {
    let configuration = model.configuration
    let beginText = rowPlace == .afterBeginning && !model.beginning.isEmpty
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

  private static func softPrompt(_ rows: PromptRows, _ model: LanguageModel) throws(TailoringError) -> LearnedAdaptation {
    let (own, place) = try ownRows(rows, model)
    return LearnedAdaptation(
      method: .softPrompt(length: own.rows), numbers: [own], rowPlace: place, base: BaseModel(model))
  }

  private static func universalPrompt(
    _ rows: PromptRows, _ factors: TaskFactors, _ model: LanguageModel
  ) throws(TailoringError) -> LearnedAdaptation {
    let (own, place) = try ownRows(rows, model)
    let (rowFactors, columnFactors) = try factors.tensors(beginning: rows.count - own.rows, rows: own)
    let names = factors.names.isEmpty ? (0..<factors.tasks).map { "task-\($0)" } : factors.names
    return LearnedAdaptation(
      method: .universalPrompt(length: own.rows, rank: rowFactors.columns, tasks: names),
      numbers: [own, rowFactors, columnFactors], rowPlace: place, base: BaseModel(model))
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
    let layers = model.decoder.layers
    let modules = Projection.allCases.flatMap { projection in
      layers.indices.map { (projection, name: projection.moduleName(inLayer: $0)) }
    }
    let known = Set(modules.map(\.name))
    if let other = found.updates.keys.filter({ !known.contains($0) }).min() {
      throw .init(.unknownModule(other, model: model.name, layers: layers.count))
    }
    let projections = Projection.allCases.filter { projection in
      modules.contains { $0.0 == projection && found.updates[$0.name] != nil }
    }
    var numbers: [Tensor] = []
    for (index, layer) in layers.enumerated() {
      for projection in projections {
        let name = projection.moduleName(inLayer: index)
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
        numbers.append(Tensor(update.a, shape: [found.rank, update.inputs]))
        numbers.append(RowOrder(of: projection, model.configuration).imported(b))
      }
    }
    // The scale may come from another rule than α/rank.
    let alpha = found.isRankStabilised ? found.scale * Double(found.rank) : found.alpha
    return LearnedAdaptation(
      method: .lowRank(rank: found.rank, alpha: alpha, projections: projections), numbers: numbers,
      base: BaseModel(model))
  }
}

extension LanguageModel {
  /// The embeddings [tokens × width] of what every text begins with.
  fileprivate var beginningRows: Tensor { decoder.embedded(beginning).value }
}
