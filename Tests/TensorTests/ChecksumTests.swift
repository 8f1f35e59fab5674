import Tensors
import Testing

/// The same bits everywhere: one checksum of many results, whatever the kernels, the threads, the machine and the
/// build.
struct ChecksumTests {
  /// A computation whose result depends on nothing but the project's own arithmetic.
  struct Computation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let result: @Sendable () throws -> [Float]

    init(_ name: String, _ result: @escaping @Sendable () throws -> [Float]) {
      testDescription = name
      self.result = result
    }
  }

  private static func sample(_ rows: Int, _ columns: Int, extent: Double = 2) -> Tensor {
    var random = SeededGenerator(seed: UInt64(rows * 10_000 + columns))
    return Tensor(
      (0..<rows * columns).map { _ in Float((random.uniform() * 2 - 1) * extent) }, shape: [rows, columns])
  }

  private static let products = ElementType.allCases.flatMap { type in
    [1, 29].map { rows in
      Computation("\(rows) rows by \(type)") {
        let weights = try StoredRows.ordinary(type).matrix(rows: 83, columns: 512).weights
        let x = sample(rows, 512)
        return x.multiplied(byTransposeOf: weights).elements + sample(rows, 83).multiplied(by: weights).elements
          + weights.decoded(rows: [0, 50]).elements
      }
    }
  }

  private static let rowFunctions = [
    Computation("RMS norm") {
      sample(40, 417).rmsNormed(weights: Tensor(sample(1, 417).elements), epsilon: 1e-5).elements
    },
    Computation("softmax") { sample(40, 417, extent: 30).softmax().elements },
    Computation("log-sum-exp") { sample(10, 417, extent: 30).logSumExp().map(Float.init) },
    Computation("SiLU") { sample(40, 417, extent: 20).gated(up: sample(40, 417), activation: .silu).elements },
    Computation("GELU") { sample(40, 417, extent: 20).gated(up: sample(40, 417), activation: .gelu).elements },
    Computation("sum") { sample(40, 417).added(to: sample(40, 417, extent: 1e-3)).elements },
    Computation("dot product") { [sample(1, 1003).dot(sample(1, 1003, extent: 3))] },
    Computation("rotary position") {
      let rotary = Rotary(size: 32, base: 10_000, pairing: .halves)
      return sample(70, 256).rotated(by: rotary.angles(at: 3_000..<3_070)).elements
    },
    Computation("attention") {
      AttentionTests.Layer(heads: 2, queryHeads: 4, size: 48, positions: 90).attended(inPieces: [60, 30], window: nil)
    },
    Computation("windowed attention") {
      AttentionTests.Layer(heads: 1, queryHeads: 4, size: 64, positions: 90).attended(inPieces: [90], window: 21)
    },
    Computation("normal numbers") {
      var random = SeededGenerator(seed: 1)
      return (0..<500).map { _ in Float(random.normal()) }
    },
  ]

  static let computations = products + rowFunctions

  @Test(arguments: computations)
  func everyEngineGivesTheSameBits(_ computation: Computation) throws {
    let expected = try Engine.all[0].run(computation.result)
    for engine in Engine.all.dropFirst() {
      let found = difference(try engine.run(computation.result), expected)
      #expect(found == nil, "\(engine.testDescription)")
    }
  }

  /// When a kernel is meant to give other bits, this changes, and with it every expected output of a lesson.
  @Test func theBitsAreThoseOfEveryOtherMachine() throws {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for computation in Self.computations {
      for number in try computation.result() {
        // FNV-1a over the number's bytes.
        for shift: UInt32 in [0, 8, 16, 24] {
          hash = (hash ^ UInt64(number.bitPattern >> shift & 255)) &* 0x100_0000_01B3
        }
      }
    }
    #expect(hash == 4_423_251_829_517_023_740)
  }
}
