import Foundation
import Tensors
import Testing

/// Attention over remembered keys and values.
struct AttentionTests {
  /// Keys, values and queries of a layer for some positions.
  struct Layer: Sendable, CustomTestStringConvertible {
    let heads: Int
    let queryHeads: Int
    let size: Int
    let keys, values, queries: Tensor

    init(heads: Int, queryHeads: Int, size: Int, positions: Int, seed: UInt64 = 5) {
      var random = SeededGenerator(seed: seed)
      func sample(_ heads: Int, _ extent: Double) -> Tensor {
        Tensor(
          (0..<positions * heads * size).map { _ in Float((random.uniform() * 2 - 1) * extent) },
          shape: [positions, heads * size])
      }
      (self.heads, self.queryHeads, self.size) = (heads, queryHeads, size)
      (keys, values, queries) = (sample(heads, 2), sample(heads, 1), sample(queryHeads, 2))
    }

    var testDescription: String { "\(queryHeads) heads of \(size) over \(heads)" }
    var scale: Float { 1 / Float(size).squareRoot() }

    /// Outputs of positions `range`, appended in pieces of these lengths.
    func attended(inPieces lengths: [Int], window: Int?, to memory: AttentionMemory? = nil) -> [Float] {
      let memory = memory ?? AttentionMemory(heads: heads, size: size)
      var position = 0
      return lengths.flatMap { length in
        let range = position..<position + length
        position += length
        memory.append(keys: keys.rows(range), values: values.rows(range))
        return memory.attended(by: queries.rows(range), window: window, scale: scale).elements
      }
    }

    /// The same by the formula, Σ softmax(scale · q·k) v, in double precision.
    func expected(window: Int?) -> [Double] {
      let (keys, values, queries) = (keys.elements, values.elements, queries.elements)
      let (width, positions) = (heads * size, self.keys.rows)
      var result = [Double](repeating: 0, count: queries.count)
      for position in 0..<positions {
        for head in 0..<queryHeads {
          let query = (position * queryHeads + head) * size
          let lane = head / (queryHeads / heads) * size
          let first = window.map { max(0, position + 1 - $0) } ?? 0
          let weights = (first...position).map { p in
            var product = 0.0
            for d in 0..<size { product += Double(queries[query + d]) * Double(keys[p * width + lane + d]) }
            return exp(product * Double(scale))
          }
          let sum = weights.reduce(0, +)
          for (p, weight) in zip(first...position, weights) {
            for d in 0..<size { result[query + d] += weight / sum * Double(values[p * width + lane + d]) }
          }
        }
      }
      return result
    }
  }

  /// Whole vectors, four at a time and what is left; groups of one, of three, and all.
  static let layers = [
    Layer(heads: 2, queryHeads: 2, size: 16, positions: 140),
    Layer(heads: 1, queryHeads: 3, size: 64, positions: 70),
    Layer(heads: 2, queryHeads: 6, size: 80, positions: 35),
  ]

  @Test(arguments: layers, [nil, 1, 5, 16, 17, 33, 1000])
  func equalsTheFormula(_ layer: Layer, window: Int?) {
    let expected = layer.expected(window: window)
    for engine in Engine.kernelSets {
      let actual = engine.run { layer.attended(inPieces: [layer.keys.rows], window: window) }
      #expect(straying(actual, from: expected, relative: 1e-5, absolute: 2e-6) == nil)
    }
  }

  /// A prompt at once, token by token, or in parts: across every growth of the memory.
  @Test(arguments: Engine.all)
  func piecesChangeNothing(_ engine: Engine) {
    let layer = Layer(heads: 2, queryHeads: 4, size: 16, positions: 300)
    engine.run {
      for window in [nil, 40] {
        let atOnce = layer.attended(inPieces: [300], window: window)
        let oneByOne = layer.attended(inPieces: Array(repeating: 1, count: 300), window: window)
        #expect(difference(oneByOne, atOnce) == nil)
        for lengths in [[64, 1, 63, 172], [65, 65, 170], [15, 1, 1, 283], [127, 2, 171]] {
          #expect(difference(layer.attended(inPieces: lengths, window: window), atOnce) == nil)
        }
      }
    }
  }

  /// Queries that are computed together have the bits that each has alone: groups of heads that fill tiles and that do
  /// not, in heads of whole and of broken fours of vectors.
  @Test(
    arguments: [
      (group: 1, size: 64), (group: 3, size: 64), (group: 4, size: 80), (group: 5, size: 16), (group: 7, size: 96),
    ],
    Engine.all)
  func neighboursChangeNothing(_ shape: (group: Int, size: Int), _ engine: Engine) {
    let layer = Layer(heads: 2, queryHeads: 2 * shape.group, size: shape.size, positions: 80)
    engine.run {
      for window in [nil, 20] {
        let oneByOne = layer.attended(inPieces: Array(repeating: 1, count: 80), window: window)
        for lengths in [[80], [1, 2, 3, 4, 5, 65]] {
          #expect(difference(layer.attended(inPieces: lengths, window: window), oneByOne) == nil)
        }
      }
    }
  }

  /// Infinite keys and values of one position change no query but those that attend to it.
  @Test(arguments: [(window: nil as Int?, rows: 77..<150), (window: 10, rows: 77..<87)], Engine.kernelSets)
  func onlyWhatIsAttendedToCounts(_ attends: (window: Int?, rows: Range<Int>), _ engine: Engine) {
    let layer = Layer(heads: 1, queryHeads: 3, size: 64, positions: 150)
    let infinite = Tensor(repeating: .infinity, shape: [1, 64])
    engine.run {
      let memory = AttentionMemory(heads: 1, size: 64)
      memory.append(keys: layer.keys.rows(0..<77), values: layer.values.rows(0..<77))
      memory.append(keys: infinite, values: infinite)
      memory.append(keys: layer.keys.rows(78..<150), values: layer.values.rows(78..<150))
      let output = memory.attended(by: layer.queries, window: attends.window, scale: layer.scale)
      let expected = layer.attended(inPieces: [150], window: attends.window)
      for row in 0..<150 {
        let found = output.rows(row..<row + 1).elements
        if attends.rows.contains(row) {
          let areNumbers = found.allSatisfy(\.isFinite)
          #expect(!areNumbers)
        } else {
          #expect(difference(found, Array(expected[row * 192..<(row + 1) * 192])) == nil)
        }
      }
    }
  }

  /// What was forgotten leaves no trace, not even where it was no number.
  @Test(arguments: [0, 1, 37, 64, 100], Engine.kernelSets)
  func truncationForgets(_ kept: Int, _ engine: Engine) {
    let layer = Layer(heads: 1, queryHeads: 2, size: 32, positions: 130)
    let broken = Tensor(repeating: .nan, shape: [130 - kept, 32])
    engine.run {
      let memory = AttentionMemory(heads: 1, size: 32)
      memory.append(keys: layer.keys.rows(0..<kept), values: layer.values.rows(0..<kept))
      memory.append(keys: broken, values: broken)
      #expect(memory.count == 130)
      memory.truncate(to: 200)
      #expect(memory.count == 130)
      memory.truncate(to: kept)
      #expect(memory.count == kept)
      memory.append(keys: layer.keys.rows(kept..<130), values: layer.values.rows(kept..<130))
      let again = memory.attended(by: layer.queries.rows(kept..<130), window: nil, scale: layer.scale)
      let fresh = layer.attended(inPieces: [130], window: nil).suffix((130 - kept) * 64)
      #expect(difference(again.elements, Array(fresh)) == nil)
    }
  }

  /// One key that fits far better than all others takes everything; e^x of the others may vanish but not overflow.
  @Test(arguments: Engine.kernelSets)
  func sharpAttentionPicksOneValue(_ engine: Engine) {
    let layer = Layer(heads: 1, queryHeads: 1, size: 16, positions: 50)
    var keys = [Float](repeating: -1000, count: 50 * 16)
    for d in 0..<16 { keys[20 * 16 + d] = 1000 }
    let query = Tensor(repeating: 1, shape: [1, 16])
    let output = engine.run {
      let memory = AttentionMemory(heads: 1, size: 16)
      memory.append(keys: Tensor(keys, shape: [50, 16]), values: layer.values)
      return memory.attended(by: query, window: nil, scale: 1)
    }
    #expect(difference(output.elements, layer.values.rows(20..<21).elements) == nil)
  }

  /// Positions before the window and lanes after the last position get nothing, even where all that count fit badly.
  @Test(arguments: Engine.kernelSets)
  func badlyFittingKeysStillShareEverything(_ engine: Engine) {
    let layer = Layer(heads: 1, queryHeads: 1, size: 16, positions: 50)
    let output = engine.run {
      let memory = AttentionMemory(heads: 1, size: 16)
      memory.append(keys: Tensor(repeating: -1000, shape: [50, 16]), values: layer.values)
      return memory.attended(by: Tensor(repeating: 1, shape: [1, 16]), window: 10, scale: 1)
    }
    let means = (0..<16).map { d in (40..<50).reduce(0) { $0 + Double(layer.values[$1, d]) } / 10 }
    #expect(straying(output.elements, from: means, absolute: 1e-6) == nil)
  }
}
