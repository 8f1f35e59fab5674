package import KernelInterface

/// Rotary position (Su et al. 2021): pair i of a head at position p turns by the angle p / (divisor · base^(2i / size)),
/// and is multiplied by the amplitude. Models that read longer texts than they began with have divisors of their own for
/// each pair, and some an amplitude other than 1.
package struct Rotary: Sendable {
  /// How a head's elements pair up.
  package typealias Pairing = RotaryPairing

  package let size: Int
  package let pairing: Pairing
  private let frequencies: [Double]
  private let amplitude: Double

  /// `size` is the number of a head's elements, an even number; there is a divisor for each pair, or none.
  package init(size: Int, base: Double, divisors: [Double] = [], amplitude: Double = 1, pairing: Pairing) {
    precondition(divisors.isEmpty || divisors.count == size / 2, "a divisor for each pair")
    self.size = size
    self.pairing = pairing
    self.amplitude = amplitude
    frequencies = (0..<size / 2).map { i in
      1 / ((divisors.isEmpty ? 1 : divisors[i]) * ScalarMath.power(base, Double(2 * i) / Double(size)))
    }
  }

  /// The cosines and sines for rows at these positions: made once a pass, used by every layer.
  package func angles(at positions: some Collection<Int>) -> RotaryAngles {
    let pairs = size / 2
    let table = Tensor(shape: [positions.count, size]) { angles in
      for (row, position) in positions.enumerated() {
        for i in 0..<pairs {
          let (sine, cosine) = ScalarMath.sineAndCosine(Double(position) * frequencies[i])
          angles[row * size + i] = Float(amplitude * cosine)
          angles[row * size + pairs + i] = Float(amplitude * sine)
        }
      }
    }
    return RotaryAngles(table: table, pairing: pairing)
  }
}

/// The angles of some positions: a row each, cosines of all pairs and then sines.
package struct RotaryAngles: Sendable {
  fileprivate let table: Tensor
  fileprivate let pairing: Rotary.Pairing

  /// The same angles the other way round.
  package var reversed: RotaryAngles {
    let size = table.columns
    let turned = Tensor(shape: table.shape) { angles in
      for i in 0..<table.count { angles[i] = i % size < size / 2 ? table.floats[i] : -table.floats[i] }
    }
    return RotaryAngles(table: turned, pairing: pairing)
  }
}

extension Tensor {
  /// The heads in each row turned for the row's position: [positions × (heads · size)].
  package func rotated(by angles: RotaryAngles) -> Tensor {
    let size = angles.table.columns
    precondition(columns % size == 0 && rows == angles.table.rows, "whole heads, and angles for every row")
    let kernels = Compute.current.kernels
    return Tensor(shape: shape) { y in
      Compute.current.eachRow(rows, of: columns) { row in
        let cosines = angles.table.floats + row * size
        for head in stride(from: row * columns, to: (row + 1) * columns, by: size) {
          kernels.rotate(
            floats + head, pairing: angles.pairing, cosines: cosines, sines: cosines + size / 2, pairs: size / 2,
            into: y + head)
        }
      }
    }
  }
}
