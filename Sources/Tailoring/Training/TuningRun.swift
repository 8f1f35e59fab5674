import Gradients
import Models
import Tensors

/// A model being tuned: a value that one step after the other changes. Kept anywhere and gone on with, it gives the same bits as if it had
/// never stopped.
package struct TuningRun: Sendable {
  package let model: LanguageModel
  package let settings: TuningSettings
  /// The learned numbers after the last step.
  package private(set) var numbers: [Tensor]
  /// What each step reported.
  package private(set) var history: [StepReport] = []
  /// Scores on the development examples, and the numbers that scored best.
  package private(set) var devScores: [DevScore] = []
  private var best: [Tensor]?
  private let first: [Tensor]
  private let examples: [EncodedExample]
  private let dev: [EncodedExample]
  private var optimiser: AdamW
  private var generator: SeededGenerator
  private var order: [Int] = []

  /// What a step did.
  package struct StepReport: Equatable, Sendable {
    /// The mean cross-entropy of the batch's answer tokens, before the step.
    package let loss: Double
    /// The length of the gradient before it was clipped.
    package let gradientNorm: Double
    package let rate: Double
  }

  /// A look at the development examples.
  package struct DevScore: Equatable, Sendable {
    /// After so many steps.
    package let step: Int
    /// The part of examples whose answer tokens are all likeliest.
    package let accuracy: Double
    package let loss: Double
  }

  /// Prepares a run; no step is made. Throws `TuningError`.
  package init(_ model: LanguageModel, on data: Dataset, dev: Dataset? = nil, settings: TuningSettings) throws {
    guard data.count > 0 else { throw TuningError.noExamples }
    if case .text(let text) = settings.start, model.tokenizer.encode(text).isEmpty { throw TuningError.emptyStart }
    self.model = model
    self.settings = settings
    examples = try data.examples.map { try EncodedExample($0, model) }
    self.dev = try dev?.examples.map { try EncodedExample($0, model) } ?? []
    generator = SeededGenerator(seed: settings.seed)
    first = settings.method.start(model, rows: settings.start, examples: examples, using: &generator)
    numbers = first
    optimiser = AdamW(shapes: first.map(\.shape))
    let front = beginning.count + { if case .softPrompt(let length) = settings.method { length } else { 0 } }()
    for (example, source) in zip(examples + self.dev, data.examples + (dev?.examples ?? [])) {
      let count = front + example.rowCount + 1
      guard count <= model.configuration.contextLength else {
        throw TuningError.tooLong(question: source.question, tokens: count, limit: model.configuration.contextLength)
      }
    }
  }

  private var beginning: [Int] { model.tokenizer.encode("", addSpecial: true) }

  /// The number of steps made.
  package var stepCount: Int { history.count }
  package var isFinished: Bool { stepCount >= settings.steps }

  /// Makes a step. Throws `TuningError.notFinite` and has then changed nothing.
  package mutating func step() throws {
    var run = self
    let batch = TrainingBatch(examples: run.nextBatch())
    let leaves = numbers.map { Variable.leaf($0) }
    let tailored = settings.method.tailored(model.decoder, with: leaves)
    let (rows, targets) = batch.predictions(of: tailored, beginning: beginning)
    let loss = rows.crossEntropy(weights: tailored.decoder.output, targets: targets)
    guard loss.value.number.isFinite else { throw notFinite("the loss", batch, tailored) }
    let found = gradients(of: loss, for: leaves)
    let norm = found.reduce(0) { $0 + Double($1.dot($1)) }.squareRoot()
    guard norm.isFinite else { throw notFinite("the gradient", batch, tailored) }
    let rate = settings.rate(ofStep: stepCount)
    run.numbers = run.optimiser.stepped(
      numbers, gradients: found, rate: Float(rate), factor: norm > 1 ? Float(1 / norm) : 1)
    run.history.append(StepReport(loss: Double(loss.value.number), gradientNorm: norm, rate: rate))
    if !dev.isEmpty, run.isFinished || run.stepCount % settings.devEvery == 0 { run.lookAtDev() }
    self = run
  }

  /// The next examples: all in an order by chance, then all in another.
  private mutating func nextBatch() -> [EncodedExample] {
    var batch: [EncodedExample] = []
    for _ in 0..<min(settings.batch, examples.count) {
      if order.isEmpty { order = generator.shuffled(Array(examples.indices)) }
      batch.append(examples[order.removeLast()])
    }
    return batch
  }

  private mutating func lookAtDev() {
    let tailored = settings.method.tailored(model.decoder, with: numbers.map { Variable($0) })
    let (accuracy, loss) = tailored.score(dev, beginning: beginning)
    let isBest = devScores.allSatisfy { (accuracy, -loss) > ($0.accuracy, -$0.loss) }
    if isBest { best = numbers }
    devScores.append(DevScore(step: stepCount, accuracy: accuracy, loss: loss))
  }

  /// Where the first number that is none comes from.
  private func notFinite(_ what: String, _ batch: TrainingBatch, _ tailored: Tailored) -> TuningError {
    let isFinite = numbers.allSatisfy { $0.dot($0).isFinite }
    let layer = isFinite ? (0..<tailored.decoder.layers.count).first { count in
      var shorter = tailored
      shorter.decoder.layers = Array(shorter.decoder.layers.prefix(count + 1))
      let rows = batch.predictions(of: shorter, beginning: beginning).rows.value
      return !rows.dot(rows).isFinite
    } : nil
    return .notFinite(what: what, step: stepCount + 1, layer: layer)
  }

  /// The numbers to keep: those with the best development score, or the last where there are no development examples.
  package var kept: [Tensor] { best ?? numbers }

  /// How far the numbers are from where they started, over their own length: √Σ(x − x₀)² / √Σx₀².
  package var distanceMoved: Double {
    var (moved, length) = (0.0, 0.0)
    for (now, start) in zip(kept, first) {
      let difference = now.added(to: start.scaled(by: -1))
      moved += Double(difference.dot(difference))
      length += Double(start.dot(start))
    }
    return length > 0 ? (moved / length).squareRoot() : moved.squareRoot()
  }

  /// Why the run may not have learned anything; empty when it looks well.
  package var complaints: [String] {
    guard history.count >= 4 else { return [] }
    let quarter = max(1, history.count / 4)
    let (early, late) = (history.prefix(quarter), history.suffix(quarter))
    let mean = { (reports: ArraySlice<StepReport>) in reports.reduce(0) { $0 + $1.loss } / Double(reports.count) }
    var complaints: [String] = []
    if distanceMoved < 1e-3 { complaints.append("the learned numbers hardly moved: a higher rate would help") }
    if mean(late) > mean(early) * 1.05 {
      complaints.append("the loss rose: a lower rate would help")
    } else if mean(late) > mean(early) * 0.98 {
      complaints.append("the loss hardly fell: more steps or a higher rate would help")
    }
    return complaints
  }
}

extension Tailored {
  /// The part of examples whose answer tokens are all the likeliest, each given those before it, and the mean cross-entropy of all answer
  /// tokens. A few examples at a time.
  func score(_ examples: [EncodedExample], beginning: [Int]) -> (accuracy: Double, loss: Double) {
    var (right, total, count) = (0, 0.0, 0)
    for start in stride(from: 0, to: examples.count, by: 16) {
      let piece = Array(examples[start..<min(start + 16, examples.count)])
      let (rows, targets) = TrainingBatch(examples: piece).predictions(of: self, beginning: beginning)
      let logits = rows.value.multiplied(byTransposeOf: decoder.output.matrix)
      let sums = logits.logSumExp()
      var row = 0
      for example in piece {
        var isRight = true
        for _ in example.answer {
          total += sums[row] - Double(logits[row, targets[row]])
          isRight = isRight && logits.rows(row..<row + 1).largest(1)[0] == targets[row]
          row += 1
        }
        right += isRight ? 1 : 0
      }
      count += targets.count
    }
    return (Double(right) / Double(max(examples.count, 1)), total / Double(max(count, 1)))
  }
}
