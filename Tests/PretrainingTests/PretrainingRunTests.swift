import Foundation
import Models
import Tailoring
import Tensors
import Testing

@testable import Pretraining

@Suite struct PretrainingRunTests {
  private static func run(_ steps: Int) throws -> PretrainingRun {
    var run = try PretrainingRun(TinyRecipe.recipe())
    for _ in 0..<steps { try run.step() }
    return run
  }

  private static func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "primer-\(UUID().uuidString)-\(name)").path
  }

  private static func logits(of model: LanguageModel, _ tokens: [Int]) throws -> Tensor {
    try model.logits(after: tokens, cache: KeyValueCache(model.configuration))
  }

  @Test func theLossFalls() throws {
    let run = try Self.run(6)
    #expect(run.isFinished)
    #expect(run.losses[5] < run.losses[0] - 0.1)
  }

  /// The same bits again, on one thread and on three, and other bits with another seed.
  @Test func aRunGivesTheSameBits() throws {
    let once = try Self.run(3).checksum
    #expect(try Self.run(3).checksum == once)
    let threads = Compute(kernels: Compute.current.kernels, threadCount: 3)
    let three = try Compute.$current.withValue(threads) { try Self.run(3).checksum }
    #expect(three == once)
    var other = try PretrainingRun(TinyRecipe.recipe(TinyRecipe.json(training: #", "seed": 5"#)))
    for _ in 0..<3 { try other.step() }
    #expect(other.checksum != once)
  }

  /// A checkpoint goes on to the same bits, wherever the run was stopped.
  @Test(arguments: [1, 3, 5]) func aCheckpointGoesOn(_ stop: Int) throws {
    let path = Self.path("checkpoint")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.run(stop).saveCheckpoint(to: path)
    var run = try Self.run(0)
    try run.loadCheckpoint(from: path)
    #expect(run.stepCount == stop)
    while !run.isFinished { try run.step() }
    let whole = try Self.run(6)
    #expect(run.checksum == whole.checksum && run.losses == whole.losses)
  }

  @Test func aCheckpointOfAnotherRecipeIsRefused() throws {
    let path = Self.path("checkpoint")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.run(1).saveCheckpoint(to: path)
    var other = try PretrainingRun(TinyRecipe.recipe(TinyRecipe.json(training: #", "seed": 5"#)))
    #expect(throws: PretrainingError(.otherCheckpoint)) { try other.loadCheckpoint(from: path) }
    #expect(other.stepCount == 0)
  }

  /// The file says the same as the run, as far as its eight bits go, and twice the same bytes.
  @Test func theFileIsTheModel() throws {
    let run = try Self.run(6)
    let (path, again) = (Self.path("tiny.gguf"), Self.path("again.gguf"))
    defer { for path in [path, again] { try? FileManager.default.removeItem(atPath: path) } }
    try run.save(to: path)
    try run.save(to: again)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(contentsOf: URL(fileURLWithPath: again)))
    let model = try LanguageModel(name: "tiny", path: path)
    #expect(model.licence == "CC0-1.0")
    #expect(model.tokenizer.encode("bread => pain\n") == run.untrained.tokenizer.encode("bread => pain\n"))
    let tokens = model.tokenizer.encode("bread =>")
    let (stored, live) = (try Self.logits(of: model, tokens), try Self.logits(of: run.model, tokens))
    let difference = zip(stored.elements, live.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(difference < 0.05 && difference > 0)
  }

  /// Each fact task is examined with all four fronts over all seen facts but the two that are shown.
  @Test func anExaminationAsksAllFacts() throws {
    let run = try Self.run(1)
    let examination = try Examination(of: run.model, on: run.recipe.documents, seed: 0)
    #expect(examination.rows.map(\.task) == ["fr"])
    #expect(examination.rows[0].scores.map(\.count) == [3, 3, 3, 3])
  }
}
