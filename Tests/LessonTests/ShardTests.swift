import Checking
import Testing

struct ShardTests {
  @Test(arguments: [[], [1], [5, 1, 1, 1, 1, 1], [3, 3, 3], Array(1...40), [1_000_000, 0, 0]])
  func sharesTogetherAreTheWhole(weights: [Int]) throws {
    for count in 1...5 {
      let shares = try (1...count).map { try #require(Shard("\($0)/\(count)")).indices(ofWeights: weights) }
      #expect(shares.flatMap { $0 }.sorted() == Array(weights.indices))
      #expect(shares.allSatisfy { $0 == $0.sorted() })
      let loads = shares.map { $0.reduce(0) { $0 + weights[$1] } }
      // What a share has more than the mean is less than one item.
      #expect((loads.max() ?? 0) * count <= weights.reduce(0, +) + (weights.max() ?? 0) * (count - 1))
    }
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "-1/2", "1/0", "a/b", "1/2/3", "1/99999999999999999999"])
  func whatIsNoShare(text: String) {
    #expect(Shard(text) == nil)
  }
}
