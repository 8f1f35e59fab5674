import Gradients
import Models
import Tensors

/// A model being tuned: a value that each step changes. A copy that is continued gets the same bits as a run that never
/// stopped.
package struct TuningRun: Sendable {
  package let model: LanguageModel
  package let settings: TuningSettings
  /// The examples to learn from, and those to choose by, as they were given: a data set for each task.
  let tasks: [Dataset]
  let devTasks: [Dataset]
  /// The learned numbers after the last step.
  package private(set) var numbers: [Tensor]
  /// What each step reported.
  package private(set) var history: [StepReport] = []
  /// The floating-point operations of all steps, as ``Tuner/operations(of:)`` counts them.
  package private(set) var operations = 0.0
  /// Scores on the development examples.
  package private(set) var devScores: [DevScore] = []
  /// The numbers with the best development score.
  private var best: [Tensor]?
  /// The numbers before the first step; `nil` when they are the model's own weights, which it still has.
  private let first: [Tensor]?
  /// All examples, task after task.
  let examples: [EncodedExample]
  let dev: [EncodedExample]
  private let beginning: [Int]
  private var optimiser: AdamW
  private var generator: SeededGenerator
  /// For each task the examples still to come before all of them are shuffled again.
  private var orders: [[Int]]

  /// Prepares a run; no step is made. Throws `TailoringError`.
  package init(
    _ model: LanguageModel, on data: Dataset, dev: Dataset? = nil, settings: TuningSettings
  ) throws(TailoringError) {
    try self.init(model, onEach: [data], dev: dev.map { [$0] } ?? [], settings: settings)
  }

  /// Prepares a run over several tasks, every one of which is learned from equally often; no step is made. Examples of
  /// the task at an index are read after the prefix at that index, where a method has several.
  ///
  /// - Parameter dev: The examples to choose by, none or of each task.
  /// - Throws: `TailoringError`, about the task where there are several.
  package init(
    _ model: LanguageModel, onEach tasks: [Dataset], dev: [Dataset] = [], settings: TuningSettings
  ) throws(TailoringError) {
    let tuner = settings.method.tuner
    try Self.check(settings, tuner, model)
    try Self.check(tasks, tuner.taskNames)
    try Self.check(settings, tasks: tasks.count, dev: dev.count)
    self.model = model
    self.settings = settings
    self.tasks = tasks
    devTasks = dev
    beginning = model.beginning
    let examples = try Self.encoded(tasks, .training, model, settings)
    self.examples = examples
    self.dev = try Self.encoded(dev, .development, model, settings)
    orders = tasks.map { _ in [] }
    generator = SeededGenerator(seed: settings.seed)
    numbers = tuner.start(model, rows: settings.start, examples: examples, using: &generator)
    first = tuner.startingWeights(in: model.decoder).isEmpty ? numbers : nil
    optimiser = AdamW(shapes: numbers.map(\.shape), precision: tuner.momentPrecision)
  }

  /// What the method does.
  var tuner: any Tuner { settings.method.tuner }
  /// The number of steps made.
  package var stepCount: Int { history.count }
  /// Whether all steps are made, or as many as the goal took, and the last evaluation on the development examples.
  package var isFinished: Bool { hasAllSteps && !isEvaluationDue }
  private var hasAllSteps: Bool { stepCount >= settings.steps || hasReachedGoal }
  private var hasReachedGoal: Bool {
    guard let goal = settings.goal, let last = devScores.last else { return false }
    return last.accuracy >= goal
  }

  /// Makes a step, and evaluates on the development examples where that is due.
  ///
  /// - Parameter check: Called before every layer, forward and back. An error it throws ends the step with nothing
  ///   changed; or the evaluation, which is then all that the next call does.
  /// - Throws: `TailoringError` for a NaN or an infinity and has then changed nothing; what `check` throws.
  package mutating func step(check: () throws -> Void = {}) throws {
    if !isEvaluationDue { try makeStep(check) }
    if isEvaluationDue { try evaluateOnDev(check) }
  }

  private mutating func makeStep(_ check: () throws -> Void) throws {
    var next = (generator: generator, orders: orders)
    let batch = nextBatch(&next.generator, &next.orders)
    let (loss, gradients, packing) = try tuner.lossAndGradients(
      batch, model.decoder, numbers: numbers, beginning: beginning, distillation: settings.distillation,
      check: check)
    guard loss.isFinite else { throw try notFinite("the loss", batch, check) }
    let norm = gradients.reduce(0) { $0 + Double($1.dot($1)) }.squareRoot()
    guard norm.isFinite else { throw try notFinite("the gradient", batch, check) }
    try check()
    // From here on nothing can fail.
    (generator, orders) = next
    let rate = settings.rate(ofStep: stepCount)
    let limit = settings.clipping ?? .infinity
    optimiser.step(
      &numbers, gradients: gradients, rate: Float(rate), factor: norm > limit ? Float(limit / norm) : 1)
    history.append(StepReport(loss: loss, gradientNorm: norm, rate: rate))
    let predictions = batch.reduce(0) { $0 + $1.answer.count }
    operations += tuner.operations(of: StepCost(model.decoder, packing: packing, predictions: predictions))
  }

  /// The next examples: task by task in turn; of each task all in a random order, then all in another.
  private func nextBatch(_ generator: inout SeededGenerator, _ orders: inout [[Int]]) -> [EncodedExample] {
    let size = min(settings.batch, examples.count)
    var batch: [EncodedExample] = []
    for place in stepCount * size..<(stepCount + 1) * size {
      let task = place % tasks.count
      if orders[task].isEmpty {
        let first = tasks[..<task].reduce(0) { $0 + $1.count }
        orders[task] = generator.shuffled(Array(first..<first + tasks[task].count))
      }
      batch.append(examples[orders[task].removeLast()])
    }
    return batch
  }

  private var isEvaluationDue: Bool {
    !dev.isEmpty && stepCount > 0 && (hasAllSteps || stepCount % settings.devEvery == 0)
      && devScores.last?.step != stepCount
  }

  private mutating func evaluateOnDev(_ check: () throws -> Void) throws {
    let (accuracy, loss) = try tuned.forcedScore(on: dev, beginning: beginning, check: check)
    let score = DevScore(step: stepCount, accuracy: accuracy, loss: loss)
    if !devScores.contains(where: { $0.isBetter(than: score) }) { best = numbers }
    devScores.append(score)
  }

  /// The error for a NaN or an infinity, with the first layer that produces one where a layer does.
  /// Where the model itself holds such a number, no other rate helps.
  private func notFinite(_ what: String, _ batch: [EncodedExample], _ check: () throws -> Void) throws -> any Error {
    let packed = tuned.packed(batch, beginning: beginning)
    let layer = try tuned.decoder.firstLayerNotFinite { try packed.hidden(by: $0, check: check).value }
    if let tensor = model.decoder.firstTensorNotFinite { return ModelError.notFinite(layer: layer, tensor: tensor) }
    return TailoringError(.notFinite(what: what, step: stepCount + 1, layer: layer), blaming: .rate)
  }

  /// The model with the numbers of now.
  private var tuned: TunedDecoder { tuner.tuned(model.decoder, with: numbers.map { Variable($0) }) }

  /// The numbers to keep: those with the best development score, or the last where there are no development examples.
  package var kept: [Tensor] { best ?? numbers }

  /// How far the numbers are from where they started, over their own length: √Σ(x − x₀)² / √Σx₀².
  package var distanceMoved: Double {
    var (moved, length) = (0.0, 0.0)
    for (index, now) in kept.enumerated() {
      let start = startingNumbers(index)
      moved += now.squaredDistance(from: start)
      length += Double(start.dot(start))
    }
    return length > 0 ? (moved / length).squareRoot() : moved.squareRoot()
  }

  private func startingNumbers(_ index: Int) -> Tensor {
    if let first { return first[index] }
    return model.decoder.weights(at: tuner.startingWeights(in: model.decoder)[index])
  }
}

extension Tensor {
  /// Σ(x − y)², a few rows at a time, so that no copy of a large tensor is made.
  func squaredDistance(from other: Tensor) -> Double {
    stride(from: 0, to: rows, by: 1024).reduce(0) { sum, start in
      let range = start..<min(start + 1024, rows)
      let difference = rows(range).added(to: other.rows(range).scaled(by: -1))
      return sum + Double(difference.dot(difference))
    }
  }
}
