import Models
import Testing

@testable import Tailoring

/// Tasks that can't be learned together: an error that names them, and nothing is begun.
@Suite struct SeveralTasksTests {
  typealias Pairs = [(String, String)]

  static let few: Pairs = [("a", "b"), ("c", "d")]
  static let labelled: Pairs = (0..<8).map { ("w\($0)", $0 % 2 == 0 ? "Positive" : "Negative") }
  static let otherCase: Pairs = (0..<8).map { ("v\($0)", $0 % 2 == 0 ? "positive" : "negative") }

  static let refusals: [(String, tasks: [Pairs], dev: [Pairs], message: String)] = [
    ("no task", [], [], "there is no task to learn"),
    ("one task", [few], [], "what tasks have in common shows only when there are two of them at least"),
    ("an empty task", [few, []], [], "t1: there is no example to learn from"),
    (
      "one example", [few, [("a", "b")]], [], "t1: one example can only be learned by heart: a task takes at least two"
    ),
    (
      "no answer", [few, [("a", "b"), ("x", " ")]], [],
      "t1: the answer to 'x' has no token, so there is nothing to learn from it"
    ),
    ("a task twice", [few, labelled, few], [], "t0 and t2 have the same examples"),
    (
      "a label in two spellings", [labelled, otherCase], [],
      "one label is spelled in two ways: 'Negative' in t0 and 'negative' in t1"
    ),
    (
      "two spellings in one task", [few, labelled + otherCase], [],
      "one label is spelled in two ways: 'Negative' in t1 and 'negative' in t1"
    ),
    (
      "development examples of one task", [few, labelled], [few],
      "there are 2 tasks, but development examples for 1"
    ),
    ("an empty development set", [few, labelled], [few, []], "t1: there is no example to choose by"),
  ]

  @Test(arguments: refusals.indices) func refused(_ index: Int) throws {
    let test = Self.refusals[index]
    let model = try TinyModel.load("tiny-llama")
    func datasets(_ pairs: [Pairs]) -> [Dataset] { pairs.map { TinyModel.dataset("data", $0) } }
    let method = TuningMethod.universalPrompt(length: 2, rank: 1, tasks: test.tasks.indices.map { "t\($0)" })
    let error = #expect(throws: TailoringError.self, "\(test.0)") {
      try TuningRun(
        model, onEach: datasets(test.tasks), dev: datasets(test.dev), settings: TuningSettings(method: method))
    }
    #expect(error.map { "\($0)" } == test.message)
  }

  @Test func anotherNumberOfTeachers() throws {
    let model = try TinyModel.load("tiny-llama")
    var settings = TuningSettings(method: UniversalPromptTests.method())
    let rows = UniversalPromptTests.random([2, model.configuration.width], seed: 1)
    settings.distillation = Distillation(teachers: [FrozenRows(rows)])
    #expect(throws: TailoringError(.otherTeachers(1, tasks: 2), blaming: .teachers)) {
      try TuningRun(model, onEach: UniversalPromptTests.tasks, settings: settings)
    }
  }

  /// Room for the examples behind the pupil's rows is not enough: the teacher's rows take more.
  @Test func aTeacherThatIsTooLong() throws {
    let model = try TinyModel.load("tiny-llama")
    var settings = TuningSettings(method: UniversalPromptTests.method())
    let (room, width) = (model.configuration.contextLength, model.configuration.width)
    settings.distillation = Distillation(
      teachers: [2, room].map { FrozenRows(UniversalPromptTests.random([$0, width], seed: 1)) })
    let error = #expect(throws: TailoringError.self) {
      try TuningRun(model, onEach: UniversalPromptTests.tasks, settings: settings)
    }
    #expect(error.map { "\($0)".hasPrefix("others: 'a' and its answer take") } == true)
  }

  @Test func aGoalWithoutDevelopmentExamples() throws {
    var settings = TuningSettings(method: .softPrompt(length: 2))
    settings.goal = 0.9
    #expect(throws: TailoringError(.goalWithoutDev, blaming: .goal)) {
      try TuningRun(try TinyModel.load("tiny-llama"), on: TinyModel.words, settings: settings)
    }
  }

  @Test func labelsBesideFreeTextAreComplainedAbout() throws {
    let model = try TinyModel.load("tiny-llama")
    func complaints(_ other: Pairs) throws -> [String] {
      let method = TuningMethod.universalPrompt(length: 2, rank: 1, tasks: ["moods", "words"])
      let tasks = [Self.labelled, other].map { TinyModel.dataset("data", $0) }
      return try TuningRun(model, onEach: tasks, settings: TuningSettings(method: method)).complaints
    }
    let text = (0..<8).map { ("v\($0)", "x\($0)") }
    #expect(
      try complaints(text) == [
        "the answers of moods are a few labels, those of words free text: they may have little in common"
      ])
    #expect(try complaints(Self.labelled.map { ("\($0.0)!", $0.1) }) == [])
    #expect(
      try complaints(Self.labelled.map { ("same", $0.1) }) == [
        "every question of words is 'same': answers can't depend on it"
      ])
  }

  @Test func aUniversalPromptIsNotAskedItself() throws {
    let model = try TinyModel.load("tiny-llama")
    let learned = SavingTests.learned(UniversalPromptTests.method(), for: model)
    #expect(throws: TailoringError(.severalTasks(["words", "others"]))) { try model.tailored(by: .learned(learned)) }
    for prompt in learned.prompts { _ = try model.tailored(by: .learned(prompt)) }
  }
}
