import Gradients
import Models
import Tensors
import Testing

@testable import Tailoring

/// What holds for every tuning method, so that its parts agree with each other.
@Suite struct TuningMethodTests {
  static let names = ["soft", "universal", "factors", "next", "low rank", "weights", "last layer"]

  static func method(_ name: String, _ model: LanguageModel) throws -> TuningMethod {
    switch name {
    case "soft": return .softPrompt(length: 3)
    case "universal": return UniversalPromptTests.method(rank: 2)
    case "factors":
      let universal = SavingTests.learned(UniversalPromptTests.method(rank: 2), for: model)
      guard case .universalPrompt(let prompt) = universal.numbers else { throw TailoringError(.oneTask) }
      return .taskFactors(of: prompt.shared)
    case "next":
      return .nextPrompt(
        length: 2, after: FrozenRows(UniversalPromptTests.random([3, model.configuration.width], seed: 1)))
    case "low rank": return .lowRank(rank: 2, alpha: 4, projections: [.query, .down])
    case "last layer": return .weights(layers: 1)
    default: return .weights(layers: nil)
    }
  }

  @Test(arguments: names, TinyModel.names) func itsPartsAgree(_ name: String, _ modelName: String) throws {
    let model = try TinyModel.load(modelName)
    let method = try Self.method(name, model)
    let tuner = method.tuner
    try tuner.check(model)
    #expect(tuner.usualRate > 0 && tuner.usualRate == method.usualRate)

    // What it starts with fits its places.
    var generator = SeededGenerator(seed: 1)
    let examples = try TinyModel.words.examples.map { try EncodedExample($0, model) }
    let numbers = tuner.start(model, rows: .vocabulary, examples: examples, using: &generator)
    let places = tuner.places(in: model.decoder)
    #expect(numbers.map(\.shape) == places.map(\.shape) && Set(places.map(\.name)).count == places.count)
    let weights = tuner.startingWeights(in: model.decoder)
    #expect(weights.isEmpty || weights.map { model.decoder.weights(at: $0) }.haveSameBits(as: numbers))

    // Either there are rows in front of the input, or the model itself is changed.
    let tuned = tuner.tuned(model.decoder, with: numbers.map { .leaf($0) })
    #expect(tuned.prefixes.map(\.value.rows) == tuner.prefixLengths)
    #expect(tuner.taskNames.isEmpty || tuner.taskNames.count == tuner.prefixLengths.count)

    // Every number has a gradient, and what was learned does what the run did.
    let (loss, gradients, packing) = tuner.lossAndGradients(
      examples, model.decoder, numbers: numbers, beginning: model.beginning, check: {})
    #expect(loss.isFinite && gradients.map(\.shape) == numbers.map(\.shape))
    #expect(packing.lengths.count == examples.count)
    #expect(tuner.operations(of: StepCost(model.decoder, packing: packing, predictions: 1)) > 0)
    let learned = LearnedAdaptation(tuner.learned(numbers), base: BaseModel(model))
    try learned.check(model)
    let prompts = learned.prompts.isEmpty ? [learned] : learned.prompts
    let tailored = try model.tailored(by: .learned(prompts[0]))
    #expect(tailored.prefix?.rows == tuner.prefixLengths.first.map { $0 + model.beginning.count })
    let (asked, trained) = (
      try tailored.logits(after: model.beginning + examples[0].question).elements,
      tuned.packed([examples[0]], beginning: model.beginning).predictions(by: tuned.decoder, check: {})
        .value.rows(0..<1).multiplied(byTransposeOf: tuned.decoder.output.matrix).elements
    )
    #expect(zip(asked, trained).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  /// The same numbers at another place, for another rank or with one bit changed are something else.
  @Test func learnedNumbersAreEqualBitByBit() {
    let rows = Tensor([1, 2, 3, 4], shape: [2, 2])
    let same = LearnedNumbers.softPrompt(SoftPrompt(Tensor([1, 2, 3, 4], shape: [2, 2])))
    #expect(.softPrompt(SoftPrompt(rows)) == same)
    #expect(.softPrompt(SoftPrompt(rows, at: .beforeBeginning)) != same)
    #expect(.softPrompt(SoftPrompt(Tensor([1, 2, 3, Float(4).nextUp], shape: [2, 2]))) != same)
    #expect(.weights(TunedWeights(layers: nil, tensors: [rows])) != same)
    func adapter(alpha: Double) -> LearnedNumbers {
      .lowRank(LowRankAdapter(rank: 2, alpha: alpha, projections: [.query], matrices: [rows, rows]))
    }
    #expect(adapter(alpha: 1) == adapter(alpha: 1) && adapter(alpha: 1) != adapter(alpha: 2))
  }
}

/// The one error type: what it says, and what it blames.
@Suite struct TailoringErrorTests {
  @Test func seenFromFurtherAwayItSaysMore() {
    let error = TailoringError(.oneExample, blaming: .on)
    #expect(error.argument == "on" && error.suggestion == nil)
    let inTask = error.about("french").about("curve, seed 1", blaming: .adaptations)
    #expect(inTask.argument == "adaptations" && inTask.reason == error.reason)
    #expect("\(inTask)" == "curve, seed 1: french: \(error)")
    #expect(error.about(nil) == error)
  }

  @Test func blamingPassesOtherErrorsOn() {
    #expect(throws: TailoringError(.noTask, blaming: .unseen, about: "words")) {
      try TailoringError.blaming(.unseen, about: "words") { throw TailoringError(.noTask, blaming: .on) }
    }
    #expect(throws: CancellationError.self) { try TailoringError.blaming(.on) { throw CancellationError() } }
  }
}
