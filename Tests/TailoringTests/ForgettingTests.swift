import Models
import Testing

@testable import Tailoring

struct ForgettingTests {
  static let matrix = ScoreMatrix(scores: [
    [0.1, 0.0, 0.2],
    [0.9, 0.1, 0.2],
    [0.5, 0.8, 0.6],
    [0.3, 0.7, 1.0],
  ])

  static let measures: [(name: String, number: @Sendable (ScoreMatrix) -> Double, expected: Double)] = [
    ("average", \.average, (0.3 + 0.7 + 1) / 3),
    // The best before was 0.9, and 0.8.
    ("forgetting", \.forgetting, (0.6 + 0.1) / 2),
    ("backward", \.backwardTransfer, (0.3 - 0.9 + 0.7 - 0.8) / 2),
    ("forward", \.forwardTransfer, (0.1 - 0.0 + 0.6 - 0.2) / 2),
  ]

  @Test(arguments: measures) func measuresAreThoseOfThePapers(
    _ name: String, _ number: @Sendable (ScoreMatrix) -> Double, _ expected: Double
  ) {
    #expect(abs(number(Self.matrix) - expected) < 1e-12, "\(name)")
  }

  /// A task that got better later, and worse again, forgets since its best; one that got better forgets less than
  /// nothing.
  @Test func forgettingIsFromTheBest() {
    let matrix = ScoreMatrix(scores: [[0, 0, 0], [0.2, 0, 0], [0.6, 0.4, 0], [0.5, 0.5, 0]])
    #expect(abs(matrix.forgetting - (0.1 - 0.1) / 2) < 1e-12)
    #expect(abs(matrix.backwardTransfer - (0.3 + 0.1) / 2) < 1e-12)
  }

  private static func task(_ name: String, _ pairs: [(String, String)]) -> Forgetting.LearnedTask {
    let data = Dataset(name: name, examples: pairs.map { .init(question: $0.0, answer: $0.1) })
    return Forgetting.LearnedTask(name, data, unseen: data)
  }

  private static let tasks = [
    task("letters", [("a", "b"), ("c", "d"), ("e", "b")]), task("numbers", [("1", "x"), ("2", "y")]),
    task("signs", [("!", "p"), ("?", "q")]),
  ]

  private static let settings = ContinualSettings(steps: 12, batch: 3, promptRate: 0.1, weightsRate: 0.01)

  private static let ways: [(name: String, way: ContinualWay)] = [
    ("next", .nextPrompts(length: 3)), ("prompt", .onePrompt(length: 3)), ("weights", .weights(replay: 0)),
    ("replay", .weights(replay: 0.5)),
  ]

  /// What a task has learned stays, with a prompt of its own; weights that go on learning change it.
  @Test(arguments: TinyModel.names) func promptsOfTheirOwnForgetNothing(_ name: String) throws {
    let model = try TinyModel.load(name)
    let before = TinyModel.checksums(model)
    var reports: [(done: Int, total: Int)] = []
    let forgetting = try Forgetting(
      Self.tasks, in: Self.ways, of: model, seeds: [1, 2], settings: Self.settings,
      progress: { done, total, _ in reports.append((done, total)) })
    #expect(forgetting.tasks == ["letters", "numbers", "signs"])
    #expect(forgetting.rows.map(\.name) == ["next", "prompt", "weights", "replay"])
    for row in forgetting.rows {
      #expect(row.runs.count == 2 && row.runs.allSatisfy { $0.scores.count == 4 && $0.scores[0].count == 3 })
      // Before anything is learned all are the bare model.
      #expect(row.runs.allSatisfy { $0.scores[0] == forgetting.rows[0].runs[0].scores[0] })
    }
    for run in forgetting.rows[0].runs {
      for task in 0..<3 { for stage in task + 1...3 { #expect(run.scores[stage][task] == run.scores[3][task]) } }
    }
    #expect(forgetting.rows[0].summary(\.forgetting)?.highest ?? 1 <= 0)
    let learned = forgetting.rows[2].runs.map { $0.scores[1][0] }
    #expect(learned.contains { $0 > 0 }, "weights learn the first task")
    let total = 7 + 4 * 2 * 3 * (12 + 7)
    #expect(reports.last?.done == total && reports.allSatisfy { $0.total == total })
    #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.done <= $1.done })
    // The model itself is untouched.
    #expect(TinyModel.checksums(model) == before)
  }

  /// The first task of each way is a run of tuning with that seed; so is what follows it.
  @Test func tasksAreRunsOfTuning() throws {
    let model = try TinyModel.load("tiny-llama")
    let (first, second) = (Self.tasks[0].examples, Self.tasks[1].examples)
    func tune(_ model: LanguageModel, _ data: Dataset, _ method: TuningMethod, start: StartingRows = .vocabulary) throws
      -> LearnedAdaptation
    {
      let rate = if case .weights = method { 0.01 } else { 0.1 }
      var run = try TuningRun(
        model, on: data,
        settings: TuningSettings(method: method, start: start, steps: 12, batch: 3, rate: rate, seed: 5))
      return try run.finish(in: TuningEnvironment()) {}
    }
    func learner(_ way: ContinualWay) throws -> ContinualLearner {
      var learner = ContinualLearner(model, way, Self.settings, seed: 5)
      for data in [first, second] { try learner.learn(data, in: TuningEnvironment()) {} }
      return learner
    }
    let prompt = try tune(model, first, .softPrompt(length: 3))
    let rows = FrozenRows(prompt.numbers.tensors[0])
    let next = try learner(.nextPrompts(length: 3))
    #expect(try next.tailored(forTask: 0).adaptation == .learned(prompt))
    let both = try tune(model, second, .nextPrompt(length: 3, after: rows))
    #expect(try next.tailored(forTask: 1).adaptation == .learned(both))
    #expect(try next.tailored(forTask: 2).adaptation == .learned(both))
    #expect(both.numbers.tensors[0].rows(0..<3).elements == prompt.numbers.tensors[0].elements)

    let one = try tune(model, second, .softPrompt(length: 3), start: .rows(rows))
    #expect(try learner(.onePrompt(length: 3)).tailored(forTask: 0).adaptation == .learned(one))

    let changed = try model.tailored(by: .learned(tune(model, first, .weights(layers: nil)))).model
    let twice = try changed.tailored(by: .learned(tune(changed, second, .weights(layers: nil)))).model
    let tuned = try learner(.weights(replay: 0)).tailored(forTask: 0)
    #expect(TinyModel.checksums(tuned.model) == TinyModel.checksums(twice))
  }

  static let replays: [(part: Double, others: Int, expected: [String: Int])] = [
    (0, 2, ["own": 10]), (0.5, 0, ["own": 10]), (0.4, 2, ["own": 6, "x": 2, "y": 2]),
    // With one place the task learned last gets it.
    (0.1, 2, ["own": 9, "y": 1]),
    // There are only five to replay.
    (0.9, 2, ["own": 5, "x": 3, "y": 2]),
  ]

  @Test(arguments: replays) func replayedExamplesTakeThePlaceOfOthers(
    _ part: Double, _ others: Int, _ expected: [String: Int]
  ) {
    func data(_ name: String, _ count: Int) -> Dataset {
      Dataset(name: name, examples: (0..<count).map { .init(question: "\(name) \($0)", answer: name) })
    }
    let mixed = data("own", 10).replaying(Array([data("x", 3), data("y", 2)].prefix(others)), part: part, seed: 3)
    #expect(Dictionary(mixed.examples.map { ($0.answer, 1) }, uniquingKeysWith: +) == expected)
    #expect(Set(mixed.examples.map(\.question)).count == mixed.count)
  }

  /// Found at once, not after minutes with the tasks before.
  @Test func whatIsWrongIsFoundBeforeAnyStep() throws {
    let model = try TinyModel.load("tiny-llama")
    let good = Self.tasks[0]
    func failure(_ tasks: [Forgetting.LearnedTask], length: Int = 2) -> TailoringError? {
      #expect(throws: TailoringError.self) {
        try Forgetting(
          tasks, in: [("next", .nextPrompts(length: length))], of: model, seeds: [1], settings: Self.settings,
          progress: { _, _, _ in Issue.record("something was done") })
      }
    }
    let empty = Dataset(name: "empty", examples: [])
    let one = good.examples.prefix(1)
    #expect(failure([]) == .init(.tooFewTasks(0), blaming: .on))
    #expect(failure([good]) == .init(.tooFewTasks(1), blaming: .on))
    #expect(
      failure([good, .init("none", empty, unseen: one)])
        == .init(.noExamples(.training), blaming: .on, about: "none"))
    #expect(failure([good, .init("one", one, unseen: one)]) == .init(.oneExample, blaming: .on, about: "one"))
    #expect(
      failure([good, .init("none", good.examples, unseen: empty)])
        == .init(.noExamples(.evaluation), blaming: .unseen, about: "none"))
    // There is room for the rows of one task, but not for those of both.
    let error = failure([good, good], length: 29)
    guard case .tooLong? = error?.reason, error?.subject == "letters", error?.blamed == .on else {
      Issue.record("29 rows and 29 more leave room for an example")
      return
    }
  }

  @Test func canBeStopped() throws {
    struct Stop: Error {}
    let model = try TinyModel.load("tiny-llama")
    var checks = 0
    let environment = TuningEnvironment(check: {
      checks += 1
      if checks == 300 { throw Stop() }
    })
    #expect(throws: Stop.self) {
      try Forgetting(
        Self.tasks, in: Self.ways, of: model, seeds: [1], settings: Self.settings, environment: environment)
    }
    #expect(checks == 300)
  }
}
