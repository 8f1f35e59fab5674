import Tensors
import Testing

@testable import Models

struct SamplingTests {
  let logits = Tensor([1, 3, 2, 3, -5])

  func tokens(_ sampling: Sampling) -> [Int] {
    var generator = SeededGenerator(seed: 4)
    return (0..<400).map { _ in sampling.token(from: logits, using: &generator) }
  }

  @Test func greedyTakesTheFirstOfTheLargest() {
    #expect(Set(tokens(.greedy)) == [1])
  }

  @Test func topKNarrows() {
    #expect(Set(tokens(Sampling(temperature: 5, topK: 2))) == [1, 3])
    #expect(Set(tokens(Sampling(temperature: 5, topK: 1))) == [1])
    #expect(Set(tokens(Sampling(temperature: 50, topK: 99))) == [0, 1, 2, 3, 4])
  }

  @Test func topPNarrows() {
    // Probabilities at temperature 1: 0.40, 0.40, 0.15, 0.05, 0.0001.
    #expect(Set(tokens(Sampling(temperature: 1, topP: 0.3))) == [1])
    #expect(Set(tokens(Sampling(temperature: 1, topP: 0.7))) == [1, 3])
    #expect(Set(tokens(Sampling(temperature: 1, topP: 0.9))) == [1, 2, 3])
  }

  @Test func frequenciesFollowProbabilities() {
    let counts = tokens(Sampling(temperature: 1)).reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    #expect((130...190).contains(counts[1] ?? 0))
    #expect((130...190).contains(counts[3] ?? 0))
    #expect((35...85).contains(counts[2] ?? 0))
  }

  @Test func seedDecides() {
    #expect(tokens(Sampling(temperature: 1)) == tokens(Sampling(temperature: 1)))
  }
}
