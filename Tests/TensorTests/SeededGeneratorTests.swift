import Tensors
import Testing

/// Random numbers that are the same everywhere, and random enough.
struct SeededGeneratorTests {
  /// As another implementation gives them, itself checked against the published values of SplitMix64 (seed 1234567)
  /// and xoshiro256** (state 1, 2, 3, 4).
  @Test(
    arguments: [
      (
        1,
        [
          0xb3f2_af6d_0fc7_10c5, 0x853b_5596_4736_4cea, 0x92f8_9756_082a_4514, 0x642e_1c7b_c266_a3a7,
          0xb27a_48e2_9a23_3673, 0x24c1_2312_6ffd_a722,
        ]
      ),
      (
        0,
        [
          0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0, 0x6aa5_94f1_262d_2d2c,
          0xbba5_ad4a_1f84_2e59, 0xffef_8375_d9eb_caca,
        ]
      ),
      (
        UInt64.max,
        [
          0x8f55_20d5_2a7e_ad08, 0xc476_a018_caa1_802d, 0x81de_31c0_d260_469e, 0xbf65_8d7e_065f_3c2f,
          0x9135_93fd_a1bc_a32a, 0xbb53_5e93_941b_a525,
        ]
      ),
    ] as [(UInt64, [UInt64])])
  func firstNumbers(_ seed: UInt64, _ expected: [UInt64]) {
    var random = SeededGenerator(seed: seed)
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test func uniformNumbersFillTheUnitInterval() {
    var random = SeededGenerator(seed: 5)
    let numbers = (0..<20_000).map { _ in random.uniform() }
    var counts = [Int](repeating: 0, count: 10)
    for number in numbers {
      #expect(number >= 0 && number < 1)
      counts[Int(number * 10)] += 1
    }
    // χ² with 9 degrees of freedom stays below 27.9 in 999 of 1000 samples.
    #expect(counts.reduce(0) { $0 + Double(($1 - 2000) * ($1 - 2000)) / 2000 } < 27.9)
  }

  @Test(arguments: [1, 2, 3, 7, 10])
  func belowABound(_ bound: Int) {
    var random = SeededGenerator(seed: 6)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<1000 * bound { counts[random.below(bound)] += 1 }
    for count in counts { #expect(abs(count - 1000) < 150) }
  }

  /// 2^64 numbers do not fall evenly into 3 · 2^61 places. Were the surplus not drawn again, a number would leave the
  /// rest 2 by 3 in a quarter of all cases.
  @Test func belowALargeBoundWithoutBias() {
    var random = SeededGenerator(seed: 7)
    let numbers = (0..<3000).map { _ in random.below(3 << 61) }
    for number in numbers { #expect(number >= 0 && number < 3 << 61) }
    for rest in 0..<3 { #expect(abs(numbers.count { $0 % 3 == rest } - 1000) < 100) }
  }

  @Test func normalNumbers() {
    var random = SeededGenerator(seed: 8)
    let numbers = (0..<20_000).map { _ in random.normal() }
    let mean = numbers.reduce(0, +) / 20_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.05)
    // 4.55 % lie further out than two standard deviations.
    #expect(abs(numbers.count { abs($0) > 2 } - 910) < 120)
  }

  @Test(arguments: [0, 1, 2, 100])
  func shufflingKeepsTheElements(_ count: Int) {
    var random = SeededGenerator(seed: 9)
    let shuffled = random.shuffled(Array(0..<count))
    #expect(shuffled.sorted() == Array(0..<count))
    #expect(count < 100 || shuffled != Array(0..<count))
  }

  @Test func everyOrderIsAsLikely() {
    var random = SeededGenerator(seed: 10)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[random.shuffled([0, 1, 2]), default: 0] += 1 }
    #expect(counts.count == 6)
    for count in counts.values { #expect(abs(count - 1000) < 150) }
  }
}
