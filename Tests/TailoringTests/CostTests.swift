import Models
import Testing

@testable import Tailoring

struct CostTests {
  private static let first = Effort(seconds: 1, processorSeconds: 2, joules: 5, peakMemory: 70)
  private static let second = Effort(seconds: 2, processorSeconds: 3, joules: 6, peakMemory: 60)
  private static let unknown = Effort(seconds: 2)

  static let sums: [(Effort, Effort, Effort)] = [
    (first, second, Effort(seconds: 3, processorSeconds: 5, joules: 11, peakMemory: 70)),
    (first, unknown, Effort(seconds: 3)),
    (unknown, first, Effort(seconds: 3)),
  ]

  @Test(arguments: sums) func effortsFollowEachOther(_ first: Effort, _ second: Effort, _ sum: Effort) {
    #expect(first.followed(by: second) == sum)
  }

  @Test func countersGoBeforeAnEstimate() {
    #expect(Self.first.energy(wattsPerCore: 10) == 5)
    #expect(Effort(seconds: 9, processorSeconds: 2).energy(wattsPerCore: 10) == 20)
    #expect(Self.unknown.energy(wattsPerCore: 10) == nil)
  }

  /// Reading a text and then a token is reading all of it, but for one more prediction.
  @Test(arguments: TinyModel.names) func operationsAddUp(_ name: String) throws {
    let model = try TinyModel.load(name)
    let tailored = try model.tailored(by: .none)
    let short = tailored.cost(of: try tailored.input([70, 71, 72]))
    let long = tailored.cost(of: try tailored.input([70, 71, 72, 73]))
    let head = 2 * Double(model.configuration.width * model.configuration.vocabulary)
    #expect(short.operations + short.operationsPerToken == long.operations + head)
    #expect(long.cacheBytes * 3 == short.cacheBytes * 4 && long.positions == 4)
  }

  /// By hand, for matrices whose sizes the model tells.
  @Test func operationsOfARow() throws {
    let model = try TinyModel.load("tiny-llama")
    let c = model.configuration
    let matrices =
      2 * c.width * c.heads * c.headSize + 2 * c.width * c.keyValueHeads * c.headSize + 3 * c.width * c.feedForwardWidth
    let layer = 2 * matrices + 4 * c.heads * c.headSize
    #expect(
      model.decoder.operations(rows: 1, attended: 1, predictions: 1)
        == Double(c.layers * layer + 2 * c.width * c.vocabulary))
  }

  /// A low-rank update is read beside the matrix; learned rows take positions.
  @Test func adaptationsCost() throws {
    let model = try TinyModel.load("tiny-llama")
    func cost(_ method: TuningMethod) throws -> TailoredModel.ReadingCost {
      let learned = try TinyModel.finished(model, method, rate: 0.01, steps: 1).adaptation()
      let tailored = try model.tailored(by: .learned(learned))
      return tailored.cost(of: try tailored.input(model.tokens(of: "ab")))
    }
    let tailored = try model.tailored(by: .none)
    let bare = tailored.cost(of: try tailored.input(model.tokens(of: "ab")))
    let soft = try cost(.softPrompt(length: 4))
    #expect(soft.positions == bare.positions + 4 && soft.learnedRows == 4 && soft.operations > bare.operations)
    let low = try cost(.lowRank(rank: 3, alpha: 3, projections: [.down]))
    let c = model.configuration
    #expect(
      low.operationsPerToken - bare.operationsPerToken == Double(c.layers * 2 * 3 * (c.width + c.feedForwardWidth)))
  }
}
