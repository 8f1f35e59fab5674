import Gradients
import Models
import Tensors
import Testing

@testable import Tailoring

/// What holds for every way of tuning, on tiny models.
@Suite struct TuningRunTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let model: String
    let method: TuningMethod
    let rate: Double

    var testDescription: String { "\(model), \(method)" }
  }

  static let cases = TinyModel.names.flatMap { name in
    TinyModel.methods.map { Case(model: name, method: $0.0, rate: $0.rate) }
  }

  @Test(arguments: cases) func theLossFalls(_ test: Case) throws {
    let run = try TinyModel.finished(TinyModel.load(test.model), test.method, rate: test.rate, steps: 40)
    let (first, last) = (run.history[0].loss, run.history[39].loss)
    #expect(last < first * 0.9, "\(first) → \(last)")
    #expect(run.history.allSatisfy { $0.gradientNorm > 0 })
    #expect(run.distanceMoved > 0.001)
    #expect(try run.adaptation().record?.complaints == [])
  }

  @Test(arguments: cases) func theSameSeedGivesTheSameBits(_ test: Case) throws {
    let model = try TinyModel.load(test.model)
    let runs = try [1, 1, 2].map { try TinyModel.finished(model, test.method, rate: test.rate, seed: $0) }
    let learned = try runs.map { try $0.adaptation() }
    #expect(learned[0] == learned[1])
    #expect(learned[0].record == learned[1].record)
    #expect(learned[0].numbers.tensors.map(\.checksum) != learned[2].numbers.tensors.map(\.checksum))
  }

  @Test(arguments: cases) func goingOnIsTheSameAsNeverStopping(_ test: Case) throws {
    let model = try TinyModel.load(test.model)
    var stopped = try TuningRun(model, on: TinyModel.words, settings: TinyModel.settings(test.method, rate: test.rate))
    for _ in 0..<3 { try stopped.step() }
    let before = stopped.numbers.map(\.checksum)
    var other = stopped
    try other.step()
    #expect(stopped.numbers.map(\.checksum) == before)
    #expect(other.numbers.map(\.checksum) != before)
    let straight = try TinyModel.finished(model, test.method, rate: test.rate).adaptation()
    while !stopped.isFinished { try stopped.step() }
    #expect(try stopped.adaptation() == straight)
    #expect(try stopped.adaptation().record == straight.record)
  }

  @Test(arguments: cases) func aStepGivenUpAnywhereChangesNothing(_ test: Case) throws {
    let model = try TinyModel.load(test.model)
    let settings = TinyModel.settings(test.method, rate: test.rate)
    var run = try TuningRun(model, on: TinyModel.words, settings: settings)
    try run.step()
    var looks = 0
    var counted = run
    try counted.step { looks += 1 }
    #expect(looks > 2 * model.decoder.layers.count)
    let before = run.numbers.map(\.checksum)
    for last in stride(from: 0, to: looks, by: 5) {
      var left = last
      #expect(throws: CancellationError.self) {
        try run.step { if left == 0 { throw CancellationError() } else { left -= 1 } }
      }
      #expect(run.numbers.map(\.checksum) == before && run.stepCount == 1)
    }
    while !run.isFinished { try run.step() }
    let straight = try TinyModel.finished(model, test.method, rate: test.rate)
    #expect(try run.adaptation() == straight.adaptation())
    #expect(try run.adaptation().record == straight.adaptation().record)
  }

  /// The step before the look stays, and the look is made up for.
  @Test func aLookGivenUpIsMadeUpFor() throws {
    let model = try TinyModel.load("tiny-llama")
    let (method, rate) = TinyModel.methods[2]
    var settings = TinyModel.settings(method, rate: rate)
    settings.devEvery = 2
    let dev = TinyModel.words.with([.init(question: "k", answer: "d"), .init(question: "l", answer: "d")])
    var straight = try TuningRun(model, on: TinyModel.words, dev: dev, settings: settings)
    while !straight.isFinished { try straight.step() }
    var run = try TuningRun(model, on: TinyModel.words, dev: dev, settings: settings)
    while !run.isFinished {
      let (steps, scores) = (run.stepCount, run.devScores.count)
      var copy = run
      var looks = 0
      try copy.step { looks += 1 }
      guard copy.devScores.count > scores else {
        run = copy
        continue
      }
      #expect(throws: CancellationError.self) {
        try run.step { if looks == 1 { throw CancellationError() } else { looks -= 1 } }
      }
      #expect(run.stepCount == steps + 1 && run.devScores.count == scores && !run.isFinished)
      try run.step()
      #expect(run.stepCount == steps + 1 && run.devScores.count == scores + 1)
    }
    #expect(run.devScores == straight.devScores && run.devScores.map(\.step) == [2, 4, 6])
    #expect(try run.adaptation() == straight.adaptation())
  }

  @Test(arguments: cases) func anyKernelsAndThreadsGiveTheSameBits(_ test: Case) throws {
    let model = try TinyModel.load(test.model)
    let expected = try TinyModel.finished(model, test.method, rate: test.rate).numbers.map(\.checksum)
    for kernels in Compute.available {
      for threads in [1, 3] {
        let numbers = try Compute.$current.withValue(Compute(kernels: kernels, threadCount: threads)) {
          try TinyModel.finished(model, test.method, rate: test.rate).numbers.map(\.checksum)
        }
        #expect(numbers == expected, "\(kernels.name), \(threads)")
      }
    }
  }

  @Test(arguments: cases) func theModelStaysAsItIs(_ test: Case) throws {
    let model = try TinyModel.load(test.model)
    let before = TinyModel.checksums(model)
    let learned = try TinyModel.finished(model, test.method, rate: test.rate).adaptation()
    let tailored = try model.tailored(by: .learned(learned))
    #expect(TinyModel.checksums(model) == before)
    if case .weights = test.method { #expect(TinyModel.checksums(tailored.model) != before) }
    let question = model.tokens(of: "a =>")
    #expect(try tailored.logits(after: question).elements != model.tailored(by: .none).logits(after: question).elements)
  }

  @Test(arguments: cases) func askingSeesWhatLearningSaw(_ test: Case) throws {
    let model = try TinyModel.load(test.model)
    let run = try TinyModel.finished(model, test.method, rate: test.rate)
    let tailored = try model.tailored(by: .learned(try run.adaptation()))
    for (source, example) in zip(TinyModel.words.examples, run.examples) {
      let inside = test.method.tuner.tuned(model.decoder, with: run.kept.map { Variable($0) })
      let packed = inside.packed([example], beginning: model.beginning)
      let rows = packed.predictions(by: inside.decoder, check: {})
      let expected = rows.value.rows(0..<1).multiplied(byTransposeOf: inside.decoder.output.matrix).elements
      let found = try tailored.logits(after: model.tokens(of: tailored.adaptation.text(for: source.question))).elements
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }

  @Test(arguments: TinyModel.names) func aLowRankUpdateBeginsAsNoChange(_ name: String) throws {
    let model = try TinyModel.load(name)
    let method = TuningMethod.lowRank(rank: 2, alpha: 4, projections: Projection.allCases)
    let learned = try TinyModel.finished(model, method, rate: 0.01, steps: 0).adaptation()
    let question = model.tokens(of: "a =>")
    let logits = try model.tailored(by: .learned(learned)).logits(after: question)
    #expect(logits.elements == (try model.tailored(by: .none).logits(after: question).elements))
    #expect(learned.record?.complaints.count == 1)
    #expect(try learned.changes(of: model).allSatisfy { $0.size == 0 })
  }

  @Test func theBestDevelopmentScoreIsKept() throws {
    let model = try TinyModel.load("tiny-llama")
    var settings = TinyModel.settings(.softPrompt(length: 2), rate: 0.5, steps: 12)
    settings.devEvery = 1
    let dev = TinyModel.words.with([.init(question: "k", answer: "d"), .init(question: "l", answer: "d")])
    var run = try TuningRun(model, on: TinyModel.words, dev: dev, settings: settings)
    var numbers: [[UInt64]] = []
    while !run.isFinished {
      try run.step()
      numbers.append(run.numbers.map(\.checksum))
    }
    let best = try #require(run.adaptation().record?.bestDevScore)
    #expect(run.devScores.map(\.step) == Array(1...12))
    #expect(run.kept.map(\.checksum) == numbers[best.step - 1])
    #expect(run.devScores.allSatisfy { ($0.accuracy, -$0.loss) <= (best.accuracy, -best.loss) })
  }

  // MARK: What goes wrong

  @Test(arguments: [0, 1]) func aNumberThatIsNoneNamesItsLayer(_ layer: Int) throws {
    var decoder = try TinyModel.load("tiny-llama").decoder
    decoder.set(
      .norm(.feedForward, layer: layer), to: Variable(Tensor(repeating: .nan, shape: [decoder.configuration.width])))
    let model = LanguageModel(try TinyModel.load("tiny-llama"), decoder: decoder)
    var run = try TuningRun(
      model, on: TinyModel.words, settings: TinyModel.settings(.softPrompt(length: 2), rate: 0.1))
    let before = run.numbers.map(\.checksum)
    #expect(throws: ModelError.notFinite(layer: layer, tensor: "blk.\(layer).ffn_norm.weight")) { try run.step() }
    #expect(run.numbers.map(\.checksum) == before)
    #expect(run.stepCount == 0)
  }

  @Test func aNumberThatIsNoneNamesItsStep() throws {
    // B is zero in the first step, so the enormous factor shows in the second.
    let method = TuningMethod.lowRank(rank: 2, alpha: 2e38, projections: [.down])
    var run = try TuningRun(
      TinyModel.load("tiny-llama"), on: TinyModel.words, settings: TinyModel.settings(method, rate: 1))
    var before: [UInt64] = []
    let error = #expect(throws: TailoringError.self) {
      while !run.isFinished {
        before = run.numbers.map(\.checksum)
        try run.step()
      }
    }
    guard case .notFinite(_, let step, _)? = error?.reason else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(step == run.stepCount + 1)
    #expect(run.numbers.map(\.checksum) == before)
  }

  typealias Pairs = [(String, String)]
  static let refusals: [(String, Pairs, Pairs?, TuningMethod, StartingRows, TailoringError)] = [
    ("no example", [], nil, .softPrompt(length: 2), .vocabulary, .init(.noExamples(.training), blaming: .on)),
    ("one example", [("a", "b")], nil, .softPrompt(length: 2), .vocabulary, .init(.oneExample, blaming: .on)),
    (
      "no answer", [("a", "b"), ("c", " ")], nil, .softPrompt(length: 2), .vocabulary,
      .init(.emptyAnswer(question: "c", .training), blaming: .on)
    ),
    (
      "no development example", [("a", "b"), ("c", "d")], [], .softPrompt(length: 2), .vocabulary,
      .init(.noExamples(.development), blaming: .dev)
    ),
    (
      "no development answer", [("a", "b"), ("c", "d")], [("e", "")], .softPrompt(length: 2), .vocabulary,
      .init(.emptyAnswer(question: "e", .development), blaming: .dev)
    ),
    (
      "an empty start", [("a", "b"), ("c", "d")], nil, .softPrompt(length: 2), .text(""),
      .init(.emptyStart, blaming: .start)
    ),
    (
      "too many layers", [("a", "b"), ("c", "d")], nil, .weights(layers: 9), .vocabulary,
      .init(.tooManyLayers(9, limit: 2), blaming: .layers)
    ),
  ]

  @Test(arguments: refusals.indices) func areRefused(_ index: Int) throws {
    let (name, examples, dev, method, start, expected) = Self.refusals[index]
    func data(_ pairs: Pairs) -> Dataset {
      Dataset(name: "list", examples: pairs.map { .init(question: $0.0, answer: $0.1) })
    }
    let settings = TuningSettings(method: method, start: start)
    #expect(throws: expected, "\(name)") {
      try TuningRun(TinyModel.load("tiny-llama"), on: data(examples), dev: dev.map(data), settings: settings)
    }
  }

  @Test func examplesThatDoNotFitAreRefused() throws {
    let model = try TinyModel.load("tiny-llama")
    let limit = model.configuration.contextLength
    let long = Dataset.Example(question: String(repeating: "x y ", count: limit), answer: "b")
    let error = #expect(throws: TailoringError.self) {
      try TuningRun(
        model, on: TinyModel.words.with(TinyModel.words.examples + [long]),
        settings: TuningSettings(method: .softPrompt(length: 2)))
    }
    guard case .tooLong(long.question, let tokens, limit)? = error?.reason, error?.blamed == .on else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(tokens > limit)
    #expect(error?.description.hasPrefix("'\(long.question.prefix(39))…' and its answer take ") == true)
  }

  @Test func aRunThatLearnsNothingSaysWhy() throws {
    let model = try TinyModel.load("tiny-llama")
    let learned = try TinyModel.finished(model, .softPrompt(length: 2), rate: 0).adaptation()
    #expect(learned.record?.complaints.contains { $0.contains("hardly moved") } == true)
    let apart = try TinyModel.finished(model, .lowRank(rank: 2, alpha: 0, projections: [.query]), rate: 0.1)
    #expect(apart.complaints == ["the gradient was 0 in every step: what is learned has no part in the answers"])
    let low = try TinyModel.finished(
      model, .lowRank(rank: 2, alpha: 2, projections: [.query]), rate: 0
    ).adaptation()
    #expect(low.record?.complaints.contains { $0.contains("changes nothing") } == true)
    let high = try TinyModel.finished(model, .weights(layers: nil), rate: 3, steps: 12).adaptation()
    #expect(high.record?.complaints.contains { $0.contains("the loss rose") } == true)
    // Every answer of these is the same one, and none is learned.
    let dev = TinyModel.words.with([.init(question: "k", answer: "q"), .init(question: "l", answer: "q")])
    let useless = try TinyModel.finished(model, .softPrompt(length: 2), rate: 0, dev: dev).adaptation()
    #expect(useless.record?.complaints.contains { $0.contains("commonest answer") } == true)
  }
}
