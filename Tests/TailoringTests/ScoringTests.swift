import Foundation
import Models
import Tensors
import Testing

@testable import Tailoring

/// Laws of scores, on two tiny models with random weights.
@Suite struct ScoringTests {
  static func load(_ name: String) throws -> LanguageModel {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try LanguageModel(name: name, path: tests.appending(path: "ModelTests/Fixtures/\(name).gguf.bin").path)
  }

  /// None, a prompt, and one of each kind of learned numbers.
  static func adaptations(_ model: LanguageModel) throws -> [Adaptation] {
    let examples = [Dataset.Example(question: "a", answer: "b"), Dataset.Example(question: "c", answer: "d")]
    let prompt = Adaptation.prompt(try HardPrompt(description: "Go on", examples: examples))
    let data = Dataset(name: "letters", examples: examples)
    let rows = model.decoder.embedded([7, 8]).value
    let first = LearnedAdaptation(.softPrompt(SoftPrompt(rows, at: .beforeBeginning)), base: BaseModel(model))
    let methods: [TuningMethod] = [
      .softPrompt(length: 3), .lowRank(rank: 2, alpha: 4, projections: [.query, .value]), .weights(layers: 1),
    ]
    return try [.none, prompt, .learned(first)]
      + methods.map { method in
        var run = try TuningRun(model, on: data, settings: TuningSettings(method: method, steps: 3, rate: 0.05))
        while !run.isFinished { try run.step() }
        return .learned(try run.adaptation())
      }
  }

  private static let questions = ["cheese", "bread", "a", "an anthem", "2 + 2", "é", "cheddar"]

  /// Expected answers are what the model really says, the same cut short, made longer, and others: so that each
  /// verdict comes up.
  private static func data(_ tailored: TailoredModel) throws -> Dataset {
    let examples = try questions.enumerated().flatMap { index, question in
      let said = try tailored.answer(to: question, .init(maximumTokens: 4 + index))
      return [said, said + "x", String(said.dropLast()), "butter", said + " and more"].filter { !trimmed($0).isEmpty }
        .map { Dataset.Example(question: question, answer: $0) }
    }
    return Dataset(name: "words", examples: examples)
  }

  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func agreesWithGeneration(_ name: String) throws {
    let model = try Self.load(name)
    for adaptation in try Self.adaptations(model) {
      let tailored = try model.tailored(by: adaptation)
      let data = try Self.data(tailored)
      let right = try data.examples.count { example in
        let tokens = model.tokenizer.encode(" \(trimmed(example.answer))\n").count
        let answer = try tailored.answer(
          to: example.question, .init(maximumTokens: tokens + TailoredModel.furtherTokens))
        return answer.utf8.elementsEqual(trimmed(example.answer).utf8)
      }
      #expect(try tailored.score(on: data).right == right)
    }
  }

  /// Along what the model says greedily, the tokens alone tell that it is right, up to where it goes on.
  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func verdictsAreNeverWrong(_ name: String) throws {
    let model = try Self.load(name)
    var decided = 0
    for adaptation in try Self.adaptations(model) {
      let tailored = try model.tailored(by: adaptation)
      let examples = try Self.data(tailored).examples.map { try ForcedExample($0, tailored) }
      for (example, verdict) in try zip(examples, ForcedBatch(examples, tailored.model, sharing: 0).verdicts) {
        guard let verdict else { continue }
        decided += 1
        let answer = try tailored.answer(
          to: example.source.question, .init(maximumTokens: example.encoded.answer.count + 32))
        #expect(answer.utf8.elementsEqual(example.expected.utf8) == verdict, "\(example.source)")
      }
    }
    #expect(decided > 20)
  }

  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func lossIsThatOfTheAnswersTokens(_ name: String) throws {
    let model = try Self.load(name)
    let data = Dataset(
      name: "pairs", examples: [.init(question: "cheese", answer: "fromage"), .init(question: "a", answer: "b c")])
    for adaptation in try Self.adaptations(model).prefix(2) {
      var (sum, count) = (0.0, 0)
      for example in data.examples {
        let question = model.tokens(of: adaptation.text(for: example.question))
        let answer = model.tokenizer.encode(" \(example.answer)\n")
        sum -= try model.logProbabilities(of: question + answer).suffix(answer.count).reduce(0, +)
        count += answer.count
      }
      let score = try model.tailored(by: adaptation).score(on: data)
      #expect(abs(score.loss - sum / Double(count)) < 1e-4)
    }
  }

  @Test func orderAndBatchesDoNotMatter() throws {
    let tailored = try Self.load("tiny-llama").tailored(by: .none)
    let data = try Self.data(tailored)
    let score = try tailored.score(on: data)
    let shuffled = try tailored.score(on: data.shuffled(seed: 3))
    #expect(score.right == shuffled.right && abs(score.loss - shuffled.loss) < 1e-5)
    let parts = try data.examples.map { try tailored.score(on: data.with([$0])).right }
    #expect(parts.reduce(0, +) == score.right)
  }

  @Test func progressEndsAtAllAndScoringCanBeStopped() throws {
    let tailored = try Self.load("tiny-llama").tailored(by: .none)
    let data = Dataset(name: "many", examples: (0..<400).map { .init(question: "q\($0)", answer: "a") })
    var done: [Int] = []
    _ = try tailored.score(on: data, progress: { done.append($0) })
    #expect(done.count > 1 && done == Set(done).sorted() && done.last == 400)
    #expect(throws: CancellationError.self) { try tailored.score(on: data, check: { throw CancellationError() }) }
  }

  /// No batch is waited for: it is asked between layers whether to stop.
  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func asksBetweenLayers(_ name: String) throws {
    let model = try Self.load(name)
    let data = Dataset(name: "d", examples: [.init(question: "a", answer: "b")])
    struct Stop: Error {}
    var asked = 0
    #expect(throws: Stop.self) {
      try model.tailored(by: .none).score(on: data) {
        asked += 1
        if asked == model.configuration.layers { throw Stop() }
      } progress: { _ in
        Issue.record("the batch was finished")
      }
    }
  }

  static let majorities: [(answers: [String], majority: Double?)] = [
    (["yes", "no", "yes", "yes"], 0.75), (["yes", "yes", "yes", "yes"], nil), (["a", "b", "c", "d"], nil),
    (["a", "a", "b"], nil), ([" a", "a ", "b", "b"], 0.5), ([], nil),
  ]

  @Test(arguments: majorities) func majorityWhereAnswersAreFew(_ answers: [String], _ majority: Double?) {
    let data = Dataset(name: "d", examples: answers.map { .init(question: "q", answer: $0) })
    #expect(data.majority == majority)
  }

  @Test func theBaselineIsToBeBeaten() {
    #expect(Score(right: 3, count: 4, loss: 1, majority: 0.75).complaint != nil)
    #expect(Score(right: 4, count: 4, loss: 1, majority: 0.75).complaint == nil)
    #expect(Score(right: 0, count: 4, loss: 1, majority: nil).complaint == nil)
  }

  @Test func shownExamplesStandInFront() throws {
    let data = Dataset(name: "d", examples: ["a", "b", "c"].map { .init(question: $0, answer: $0 + $0) })
    let shown = try #require(data.shown(2))
    #expect(shown.examples == [.init(question: "a => aa\nb => bb\nc", answer: "cc")])
    #expect(data.shown(3) == nil && data.shown(0) == data)
  }

  @Test func whatCannotBeJudgedIsRefused() throws {
    let tailored = try Self.load("tiny-llama").tailored(by: .none)
    func data(_ question: String, _ answer: String) -> Dataset {
      Dataset(name: "d", examples: [.init(question: question, answer: answer)])
    }
    #expect(throws: TailoringError(.noExamples(.evaluation), blaming: .on)) {
      try tailored.score(on: data("a", "b").with([]))
    }
    #expect(throws: TailoringError(.emptyAnswer(question: "a", .evaluation), blaming: .on)) {
      try tailored.score(on: data("a", " "))
    }
    let long = String(repeating: "0123456789", count: 10)
    #expect(throws: TailoringError.self) { try tailored.score(on: data(long, "b")) }
    #expect(throws: TailoringError.self) { try tailored.score(on: data("a", long)) }
  }
}

/// Operations of a step, against sums by hand for a small shape.
@Suite struct OperationsTests {
  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func countsFollowTheShapes(_ name: String) throws {
    let decoder = try ScoringTests.load(name).decoder
    let packing = Packing(prefix: 0, lengths: [1])
    func operations(_ method: TuningMethod, _ packing: Packing) -> Double {
      method.tuner.operations(of: StepCost(decoder, packing: packing, predictions: 1))
    }
    let c = decoder.configuration
    let matrices = decoder.layers.reduce(0) { sum, layer in
      Projection.allCases.reduce(sum) { $0 + layer[$1].inputs * layer[$1].outputs }
    }
    let attention = c.layers * 4 * c.heads * c.headSize
    let head = 2 * c.width * c.vocabulary
    #expect(operations(.softPrompt(length: 1), packing) == Double(2 * (2 * matrices + head) + 3 * attention))
    #expect(operations(.weights(layers: nil), packing) == Double(3 * (2 * matrices + head) + 3 * attention))
    // Attention grows with the square of a sequence, everything else with its length.
    let longer = operations(.softPrompt(length: 1), Packing(prefix: 0, lengths: [2]))
    #expect(longer == Double(2 * (2 * 2 * matrices + head) + 3 * 3 * attention))
    // Frozen layers are not gone back through, and an update beside them is more than none.
    let soft = operations(.softPrompt(length: 1), packing)
    #expect(operations(.weights(layers: 0), packing) == Double(2 * matrices + 2 * head + attention))
    #expect(operations(.lowRank(rank: 2, alpha: 2, projections: [.query]), packing) > soft)
  }
}
