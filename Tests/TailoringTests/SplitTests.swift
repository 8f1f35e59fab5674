import Testing

@testable import Tailoring

@Suite struct SplitTests {
  private static let dataset = Dataset(
    name: "numbers", examples: (0..<100).map { Dataset.Example(question: "\($0)", answer: "\($0 * $0)") })

  private static func questions(_ dataset: Dataset?) -> [Int] {
    dataset?.examples.compactMap { Int($0.question) } ?? []
  }

  struct Case: Sendable {
    let train: Portion?
    let dev: Portion?
    let test: Portion?
    let sizes: [Int]
  }

  static let cases: [Case] = [
    Case(train: nil, dev: nil, test: nil, sizes: [80, 0, 20]),
    Case(train: .fraction(0.8), dev: .fraction(0.1), test: nil, sizes: [80, 10, 10]),
    Case(train: .fraction(0.333), dev: nil, test: nil, sizes: [33, 0, 67]),
    Case(train: .count(5), dev: nil, test: .count(50), sizes: [5, 0, 50]),
    Case(train: nil, dev: .count(20), test: .count(50), sizes: [30, 20, 50]),
    Case(train: .count(99), dev: nil, test: .count(1), sizes: [99, 0, 1]),
  ]

  @Test(arguments: cases, [0, 1, 7]) func partsShareNothingAndHaveTheirSizes(_ wish: Case, _ seed: UInt64) throws {
    let split = try Self.dataset.split(train: wish.train, dev: wish.dev, test: wish.test, seed: seed)
    #expect([split.train.count, split.dev?.count ?? 0, split.test.count] == wish.sizes)
    #expect((split.dev == nil) == (wish.dev == nil))
    let all = [split.train, split.dev, split.test].flatMap(Self.questions)
    #expect(Set(all).count == all.count)
    if wish.test == nil || wish.train == nil { #expect(all.sorted() == Array(0..<100)) }
    #expect(split == (try Self.dataset.split(train: wish.train, dev: wish.dev, test: wish.test, seed: seed)))
  }

  @Test func seedsGiveDifferentOrders() {
    let orders = (0..<10).map { Self.questions(Self.dataset.shuffled(seed: $0)) }
    #expect(Set(orders).count == orders.count)
    #expect(orders.allSatisfy { $0.sorted() == Array(0..<100) })
  }

  @Test func fewerToTrainOnAreTheFirstOfMoreAndTheTestStays() throws {
    let few = try Self.dataset.split(train: .count(5), test: .count(30), seed: 3)
    let many = try Self.dataset.split(train: .count(70), test: .count(30), seed: 3)
    #expect(few.test == many.test)
    #expect(few.train == many.train.prefix(5))
    #expect(few.train == Self.dataset.shuffled(seed: 3).prefix(5))
  }

  @Test func prefixesAreNeverTooLong() {
    #expect(Self.dataset.prefix(1000) == Self.dataset)
    #expect(Self.dataset.prefix(-1).count == 0)
  }

  static let mistakes: [(train: Portion?, dev: Portion?, test: Portion?, error: TailoringError)] = [
    (.count(101), nil, nil, .init(.tooLargeParts(available: 100), blaming: .train)),
    (.count(.max), .count(.max), .count(.max), .init(.tooLargeParts(available: 100), blaming: .train)),
    (.count(60), nil, .count(60), .init(.tooLargeParts(available: 100), blaming: .train)),
    (.count(100), nil, nil, .init(.emptyPart("test", available: 100), blaming: .test)),
    (.fraction(0.001), nil, nil, .init(.emptyPart("train", available: 100), blaming: .train)),
    (.fraction(0.5), .fraction(0.001), nil, .init(.emptyPart("dev", available: 100), blaming: .dev)),
    (nil, nil, .count(100), .init(.emptyPart("train", available: 100), blaming: .train)),
    (nil, nil, .count(0), .init(.emptyPart("test", available: 100), blaming: .test)),
  ]

  @Test(arguments: mistakes) func impossiblePartsAreRefused(
    _ train: Portion?, _ dev: Portion?, _ test: Portion?, _ error: TailoringError
  ) {
    #expect(throws: error) { try Self.dataset.split(train: train, dev: dev, test: test, seed: 0) }
  }
}
