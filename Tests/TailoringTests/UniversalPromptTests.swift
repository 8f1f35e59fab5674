import Gradients
import Models
import Tensors
import Testing

@testable import Tailoring

/// Prompts that several tasks share, and what is learned beside rows that stay as they are.
@Suite struct UniversalPromptTests {
  static let tasks = [
    TinyModel.words, TinyModel.dataset("others", [("a", "x"), ("c", "y"), ("e", "z z"), ("g g", "x"), ("h", "y y")]),
  ]
  static let names = ["words", "others"]
  static let teachers = [3, 1]

  static func method(rank: Int = 1) -> TuningMethod { .universalPrompt(length: 3, rank: rank, tasks: names) }

  static func random(_ shape: Shape, seed: UInt64, spread: Double = 1) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor((0..<shape.count).map { _ in Float(generator.normal() * spread) }, shape: shape)
  }

  static func settings(_ method: TuningMethod, steps: Int = 6, batch: Int = 4) -> TuningSettings {
    TuningSettings(method: method, steps: steps, batch: batch, rate: 0.2, seed: 1)
  }

  static func universal(_ model: LanguageModel, rank: Int = 1, steps: Int = 6) throws -> LearnedAdaptation {
    var run = try TuningRun(model, onEach: tasks, settings: settings(method(rank: rank), steps: steps))
    while !run.isFinished { try run.step() }
    return try run.adaptation()
  }

  @Test(arguments: [1, 3]) func aTasksRowsAreTheSharedOnesTimesItsMatrix(_ rank: Int) throws {
    let model = try TinyModel.load("tiny-llama")
    let learned = SavingTests.learned(Self.method(rank: rank), for: model)
    let (p, u, v) = (learned.numbers.tensors[0], learned.numbers.tensors[1], learned.numbers.tensors[2])
    #expect(learned.prompts.count == 2)
    for (task, prompt) in learned.prompts.enumerated() {
      #expect(prompt.numbers.method == .softPrompt(length: 3))
      #expect(prompt.count == rank * (3 + p.columns))
      for row in 0..<3 {
        for column in 0..<p.columns {
          let factor = (0..<rank).reduce(Float(0)) { $0 + u.slice(task)[row, $1] * v.slice(task)[$1, column] }
          #expect(abs(prompt.numbers.tensors[0][row, column] - p[row, column] * factor) < 1e-5)
        }
      }
    }
  }

  /// A batch of both tasks, in which each example must be read behind its own rows.
  static func batch(_ model: LanguageModel) throws -> [EncodedExample] {
    try tasks.enumerated().flatMap { index, task in
      try task.examples.map { try EncodedExample($0, model, prefix: index) }
    }.shuffled()
  }

  @Test(arguments: TinyModel.names) func aMixedBatchIsEachExampleAlone(_ name: String) throws {
    let model = try TinyModel.load(name)
    let width = model.configuration.width
    // Fronts of two lengths.
    let fronts = [Self.random([4, width], seed: 1), Self.random([2, width], seed: 2)]
    let batch = try Self.batch(model)
    let packed = TunedDecoder(decoder: model.decoder, prefixes: fronts.map { Variable($0) })
      .packed(batch, beginning: model.beginning)
    let mixed = packed.predictions(by: model.decoder, check: {}).value
    #expect(packed.targets == batch.flatMap(\.answer))
    var row = 0
    for example in batch {
      let front = fronts[example.prefix]
      let tailored = try model.tailored(
        by: .learned(
          LearnedAdaptation(.softPrompt(SoftPrompt(front)), base: BaseModel(model))))
      let alone = try tailored.logits(after: model.beginning + example.question)
      let together = mixed.rows(row..<row + 1).multiplied(byTransposeOf: model.decoder.output.matrix)
      for (left, right) in zip(alone.elements, together.elements) { #expect(abs(left - right) < 1e-3) }
      row += example.answer.count
    }
  }

  /// P, U and V against central differences of the loss of a mixed batch, without teachers and with some.
  @Test(arguments: TinyModel.names, [false, true]) func gradients(_ name: String, _ hasTeachers: Bool) throws {
    let model = try TinyModel.load(name)
    let method = Self.method(rank: 2).tuner
    let shapes = method.places(in: model.decoder).map(\.shape)
    // Factors around 1, as in practice: around 0 the direction of a row changes too fast for differences.
    let numbers = zip(shapes, [UInt64(1), 2, 3]).map { shape, seed in
      let spread = Self.random(shape, seed: seed, spread: 0.3)
      return seed == 1 ? spread : spread.added(to: Tensor(repeating: 1, shape: shape))
    }
    let width = model.configuration.width
    let teachers = Self.teachers.map { FrozenRows(Self.random([$0, width], seed: UInt64(10 + $0))) }
    let distillation = hasTeachers ? Distillation(teachers: teachers, weight: 0.7) : nil
    let batch = try Self.batch(model)
    func found(_ numbers: [Tensor]) -> (loss: Double, gradients: [Tensor], packing: Packing) {
      method.lossAndGradients(
        batch, model.decoder, numbers: numbers, beginning: model.beginning, distillation: distillation, check: {})
    }
    let (loss, gradients, _) = found(numbers)
    if !hasTeachers {
      let scored = method.tuned(model.decoder, with: numbers.map { Variable($0) })
        .forcedScore(on: batch, beginning: model.beginning, check: {})
      #expect(abs(scored.loss - loss) < 1e-5)
    }
    for (which, tensor) in numbers.enumerated() {
      for element in stride(from: 0, to: tensor.count, by: max(1, tensor.count / 11)) {
        func value(_ change: Float) -> Double {
          var elements = tensor.elements
          elements[element] += change
          var changed = numbers
          changed[which] = Tensor(elements, shape: tensor.shape)
          return found(changed).loss
        }
        let difference = (value(1e-2) - value(-1e-2)) / 2e-2
        let gradient = Double(gradients[which].floats[element])
        #expect(abs(gradient - difference) < 2e-3 + 0.02 * abs(difference), "input \(which), element \(element)")
      }
    }
  }

  @Test func itBeginsAsTheSharedRows() throws {
    let model = try TinyModel.load("tiny-llama")
    let learned = try Self.universal(model, rank: 3, steps: 0)
    for prompt in learned.prompts {
      for (own, shared) in zip(prompt.numbers.tensors[0].elements, learned.numbers.tensors[0].elements) {
        #expect(abs(own - shared) <= 0.3 * abs(shared))
      }
    }
    let bits = learned.prompts.map(\.numbers.tensors[0].checksum)
    #expect(Set(bits).count == 2)
  }

  @Test(arguments: TinyModel.names) func itIsLearnedForAllTasks(_ name: String) throws {
    let model = try TinyModel.load(name)
    let learned = try Self.universal(model, steps: 40)
    let record = try #require(learned.record)
    #expect(record.history[39].loss < 0.9 * record.history[0].loss)
    #expect(record.data.count == 9 && record.data.name == "words, others")
    for (prompt, task) in zip(learned.prompts, Self.tasks) {
      let before = try model.tailored(by: .none).score(on: task)
      #expect(try model.tailored(by: .learned(prompt)).score(on: task).loss < before.loss)
    }
  }

  @Test func everyTaskHasItsTurn() throws {
    let model = try TinyModel.load("tiny-llama")
    var run = try TuningRun(model, onEach: Self.tasks, settings: Self.settings(Self.method(), batch: 1))
    func factors() -> [UInt64] { (0..<2).map { run.numbers[1].slice($0).checksum } }
    let before = factors()
    try run.step()
    let first = factors()
    #expect(first[0] != before[0] && first[1] == before[1])
    try run.step()
    #expect(factors()[1] != first[1])
  }

  @Test func itGoesOnWithTheSameBits() throws {
    struct Stop: Error {}
    let model = try TinyModel.load("tiny-gemma")
    var run = try TuningRun(model, onEach: Self.tasks, settings: Self.settings(Self.method()))
    while !run.isFinished {
      var looks = 0
      #expect(throws: Stop.self) {
        try run.step {
          looks += 1
          if looks == 5 { throw Stop() }
        }
      }
      try run.step()
    }
    #expect(try run.adaptation() == (try Self.universal(model)))
  }

  @Test(arguments: TinyModel.names) func aNewTaskLearnsItsFactorsAlone(_ name: String) throws {
    let model = try TinyModel.load(name)
    let universal = try Self.universal(model, rank: 2)
    guard case .universalPrompt(let prompt) = universal.numbers else { return #expect(Bool(false)) }
    let shared = prompt.shared
    let width = model.configuration.width
    let mean = (0..<width).map { (prompt.columnFactors.slice(0)[1, $0] + prompt.columnFactors.slice(1)[1, $0]) / 2 }
    let method = TuningMethod.taskFactors(of: shared)
    var run = try TuningRun(model, on: TinyModel.words, settings: Self.settings(method, steps: 30))
    for (found, expected) in zip(run.numbers[1].rows(1..<2).elements, mean) { #expect(abs(found - expected) < 1e-6) }
    while !run.isFinished { try run.step() }
    #expect(run.history[29].loss < run.history[0].loss)
    let learned = try run.adaptation()
    #expect(learned.numbers.method == .softPrompt(length: 3) && learned.count == 2 * (3 + width))
    #expect(learned.bytes == 8 * (3 + width))
    let factors = run.numbers[0].multiplied(by: WeightMatrix(run.numbers[1]))
    let rows = try #require(shared.rows.rows.combined(.multiply, with: factors))
    #expect(learned.numbers.tensors[0].hasSameBits(as: rows))
  }

  @Test(arguments: TinyModel.names) func theNextPromptKeepsTheEarlierRows(_ name: String) throws {
    let model = try TinyModel.load(name)
    var earlier = FrozenRows(Self.random([2, model.configuration.width], seed: 4, spread: 0.1))
    for length in [1, 3] {
      let method = TuningMethod.nextPrompt(length: length, after: earlier)
      var run = try TuningRun(model, on: TinyModel.words, settings: Self.settings(method, steps: 30))
      while !run.isFinished { try run.step() }
      #expect(run.history[29].loss < run.history[0].loss)
      let learned = try run.adaptation()
      let rows = learned.numbers.tensors[0]
      #expect(rows.rows == length + earlier.rows.rows && learned.numbers.method == .softPrompt(length: rows.rows))
      let count = earlier.rows.rows
      #expect(rows.rows(0..<count).hasSameBits(as: earlier.rows))
      #expect(rows.rows(count..<rows.rows).hasSameBits(as: run.numbers[0]))
      #expect(learned.count == length * model.configuration.width)
      earlier = FrozenRows(rows)
    }
  }

  @Test func rowsOfAnotherTaskAreTakenOver() throws {
    let model = try TinyModel.load("tiny-llama")
    let rows = FrozenRows(Self.random([2, model.configuration.width], seed: 4))
    let settings = TuningSettings(method: .softPrompt(length: 2), start: .rows(rows))
    #expect(try TuningRun(model, on: TinyModel.words, settings: settings).numbers[0].hasSameBits(as: rows.rows))
  }

  @Test func teachersArePulledTo() throws {
    let model = try TinyModel.load("tiny-llama")
    let teachers = try Self.tasks.map { task in
      var run = try TuningRun(model, on: task, settings: Self.settings(.softPrompt(length: 4), steps: 40))
      while !run.isFinished { try run.step() }
      return FrozenRows(run.numbers[0])
    }
    /// How far the predictions are from the teachers' in the end.
    func distance(_ weight: Double) throws -> Float {
      var settings = Self.settings(Self.method(), steps: 40)
      settings.distillation = Distillation(teachers: teachers, weight: weight)
      var run = try TuningRun(model, onEach: Self.tasks, settings: settings)
      while !run.isFinished { try run.step() }
      let tuned = settings.method.tuner.tuned(model.decoder, with: run.numbers.map { Variable($0) })
      let batch = try Self.batch(model)
      let rows = tuned.packed(batch, beginning: model.beginning).predictions(by: tuned.decoder, check: {})
      return Distillation(teachers: teachers, weight: 1)
        .loss(rows, batch, model.decoder, beginning: model.beginning, check: {}).value.number
    }
    #expect(try distance(5) < distance(0))
  }

  @Test func aGoalEndsTheRun() throws {
    let model = try TinyModel.load("tiny-llama")
    var settings = TinyModel.settings(.weights(layers: nil), rate: 0.01, steps: 100)
    settings.devEvery = 5
    settings.goal = 0.5
    var run = try TuningRun(model, on: TinyModel.words, dev: TinyModel.words, settings: settings)
    while !run.isFinished { try run.step() }
    let record = try #require(try run.adaptation().record)
    #expect(run.stepCount < 100 && run.stepCount % 5 == 0 && record.stepAtGoal == run.stepCount)
    #expect(record.devScores.dropLast().allSatisfy { $0.accuracy < 0.5 } && record.devScores.last!.accuracy >= 0.5)
  }

  @Test func similarity() {
    let (a, b) = (Tensor([1, 0, 0, 2], shape: [2, 2]), Tensor([3, 0], shape: [1, 2]))
    let found = PromptSimilarity(a, b)
    #expect(found.ofRows == 0.5)
    // The mean row of a is (1/2, 1).
    #expect(abs(found.ofMeans - 0.5 / 1.25.squareRoot()) < 1e-7)
    #expect(PromptSimilarity(a, Tensor([0, 0], shape: [1, 2])).ofRows == 0)
  }
}
