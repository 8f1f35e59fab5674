import Gradients
import Tensors
import Testing

@testable import Models

/// Attention weights against a computation of the layer number by number, and against what the layer gives.
struct AttentionWeightsTests {
  private static let ids = (0..<40).map { $0 * 7 % 262 }

  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func weightsAreThoseOfTheLayer(_ name: String) throws {
    let decoder = try TinyModelTests.load(name).decoder
    let stream = try decoder.stream(decoder.embedded(Self.ids))
    for layer in decoder.layers.indices {
      let weights = decoder.attentionWeights(ofLayer: layer, for: stream[layer])
      let window = decoder.configuration.window(ofLayer: layer) ?? Self.ids.count
      for head in 0..<decoder.configuration.heads {
        let expected = LayerByHand(decoder, layer: layer, rows: stream[layer].value).weights(ofHead: head)
        for (row, expected) in expected.enumerated() {
          let row = (position: row, weights: weights.slice(head).slice(row).elements)
          #expect(abs(row.weights.reduce(0, +) - 1) < 1e-5)
          for (column, weight) in row.weights.enumerated() {
            #expect(abs(Double(weight) - expected[column]) < 1e-4, "\(name), \(layer), \(head), \(row.position)")
            if column > row.position || column <= row.position - window { #expect(weight == 0) }
          }
        }
      }
    }
  }

  /// Values summed by these weights, through the output's matrix, are what attention gives.
  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func weightedValuesAreTheOutput(_ name: String) throws {
    let decoder = try TinyModelTests.load(name).decoder
    let (configuration, packing) = (decoder.configuration, Packing(lengths: [Self.ids.count]))
    let pass = decoder.pass(at: packing.positions, reach: .packed(packing))
    let stream = try decoder.stream(decoder.embedded(Self.ids))
    for (layer, parts) in decoder.layers.enumerated() {
      let rows = try #require(parts.attentionNorm?(stream[layer]))
      let expected = parts.attention.output(of: rows, pass: pass, layer: layer).value
      let values = parts.attention.projected(rows, pass, layer: layer).values.value
      let weights = decoder.attentionWeights(ofLayer: layer, for: stream[layer])
      let (size, group) = (configuration.headSize, configuration.heads / configuration.keyValueHeads)
      let attended = Tensor(shape: [Self.ids.count, configuration.heads * size]) { y in
        for row in Self.ids.indices {
          for column in 0..<configuration.heads * size {
            let (head, place) = (column / size, column / size / group * size + column % size)
            y[row * configuration.heads * size + column] = Self.ids.indices.reduce(0) {
              $0 + weights.slice(head)[row, $1] * values[$1, place]
            }
          }
        }
      }
      let output = attended.multiplied(byTransposeOf: parts.attention.output.weights.matrix)
      for (found, wanted) in zip(output.elements, expected.elements) { #expect(abs(found - wanted) < 1e-4) }
    }
  }

  /// The stream ends in what the one forward pass gives.
  @Test(arguments: ["tiny-llama", "tiny-gemma"]) func streamEndsInTheHiddenRows(_ name: String) throws {
    let model = try TinyModelTests.load(name)
    let rows = model.decoder.embedded(Self.ids)
    let stream = try model.decoder.stream(rows)
    #expect(stream.count == model.configuration.layers + 1)
    #expect(stream[0].value.elements == rows.value.elements)
    let hidden = model.decoder.hidden(rows, cache: KeyValueCache(model.configuration)).value
    #expect(stream.last?.value.elements == hidden.elements)
  }

  @Test func streamCanBeStopped() throws {
    struct Stop: Error {}
    let decoder = try TinyModelTests.load("tiny-llama").decoder
    #expect(throws: Stop.self) { try decoder.stream(decoder.embedded([1, 2])) { throw Stop() } }
  }
}

/// One layer's attention in double precision, as the papers write it.
private struct LayerByHand {
  private let configuration: DecoderConfiguration
  private let layer: Int
  private let decoder: Decoder
  private let rows: [[Double]]

  init(_ decoder: Decoder, layer: Int, rows: Tensor) {
    (configuration, self.layer, self.decoder) = (decoder.configuration, layer, decoder)
    let weights = decoder.weights(at: .norm(.attention, layer: layer)).elements
    let epsilon = Double(decoder.configuration.normEpsilon)
    self.rows = (0..<rows.rows).map { Self.normed(rows.slice($0).elements.map(Double.init), weights, epsilon) }
  }

  private static func normed(_ x: [Double], _ weights: [Float], _ epsilon: Double) -> [Double] {
    let scale = 1 / (x.reduce(0) { $0 + $1 * $1 } / Double(x.count) + epsilon).squareRoot()
    return zip(x, weights).map { $0 * scale * Double($1) }
  }

  func weights(ofHead head: Int) -> [[Double]] {
    let window = configuration.window(ofLayer: layer) ?? rows.count
    let queries = projected(.query, head, norm: .query)
    let keys = projected(.key, head * configuration.keyValueHeads / configuration.heads, norm: .key)
    return rows.indices.map { position in
      let scores = rows.indices.map { other in
        other > position || other <= position - window
          ? -Double.infinity
          : zip(queries[position], keys[other]).reduce(0) { $0 + $1.0 * $1.1 }
            / Double(configuration.headSize).squareRoot()
      }
      let largest = scores.max() ?? 0
      let powers = scores.map { ScalarMath.exp($0 - largest) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
  }

  /// A head of the queries or keys of all rows, normed where the model does that, and rotated.
  private func projected(_ projection: Projection, _ head: Int, norm: WeightPlace.LayerNorm) -> [[Double]] {
    let matrix = decoder.weights(at: .projection(projection, layer: layer))
    let size = configuration.headSize
    let outputs = (head * size..<(head + 1) * size).map { matrix.slice($0).elements }
    return rows.enumerated().map { position, row in
      var x = outputs.map { zip($0, row).reduce(0) { $0 + Double($1.0) * $1.1 } }
      if configuration.norms.contains(norm) {
        let weights = decoder.weights(at: .norm(norm, layer: layer)).elements
        x = Self.normed(x, weights, Double(configuration.normEpsilon))
      }
      return rotated(x, by: Double(position))
    }
  }

  private func rotated(_ x: [Double], by position: Double) -> [Double] {
    let isSliding = configuration.window(ofLayer: layer) != nil
    let base = isSliding ? configuration.sliding?.rotaryBase ?? 0 : configuration.rotaryBase
    let position = isSliding ? position : position / (configuration.rotaryDivisors.first ?? 1)
    var y = x
    for pair in 0..<x.count / 2 {
      let (first, second) =
        configuration.rotaryPairing == .halves ? (pair, pair + x.count / 2) : (2 * pair, 2 * pair + 1)
      let angle = position * ScalarMath.power(base, -2 * Double(pair) / Double(x.count))
      let (sine, cosine) = ScalarMath.sineAndCosine(angle)
      y[first] = x[first] * cosine - x[second] * sine
      y[second] = x[first] * sine + x[second] * cosine
    }
    return y
  }
}
