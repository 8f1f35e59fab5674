package import KernelInterface

/// How the numbers of a stored matrix are encoded.
package typealias ElementType = KernelInterface.ElementType

/// A matrix of weights [rows × columns] in any element type, usually inside a mapped file, never changed.
///
/// A layer's weights are [outputs × inputs]; products read them as they are stored and no float copy is made.
package struct WeightMatrix: @unchecked Sendable {
  package let rows: Int
  package let columns: Int
  package let type: ElementType
  /// The bytes from one row to the next.
  package let rowBytes: Int
  package let bytes: UnsafeRawPointer
  /// Keeps the memory alive.
  private let owner: AnyObject

  /// Rows stored one after the other at `bytes`, which `owner` keeps alive; `nil` when a row does not fill whole
  /// blocks or the memory is too small.
  package init?(rows: Int, columns: Int, type: ElementType, bytes: UnsafeRawBufferPointer, owner: AnyObject) {
    guard rows > 0, columns > 0, let rowBytes = type.rowBytes(columns), let base = bytes.baseAddress else { return nil }
    let (size, overflow) = rows.multipliedReportingOverflow(by: rowBytes)
    guard !overflow, size <= bytes.count else { return nil }
    self.rows = rows
    self.columns = columns
    self.type = type
    self.rowBytes = rowBytes
    self.bytes = base
    self.owner = owner
  }

  /// The matrix that a tensor's rows make, without a copy.
  package init(_ tensor: Tensor) {
    rows = tensor.rows
    columns = tensor.columns
    type = .f32
    rowBytes = 4 * tensor.columns
    bytes = UnsafeRawPointer(tensor.floats)
    owner = tensor.storage
  }

  /// The matrix that some of its rows are, where they lie.
  package func slice(_ range: Range<Int>) -> WeightMatrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows of the matrix")
    return WeightMatrix(slicing: self, range)
  }

  private init(slicing matrix: WeightMatrix, _ range: Range<Int>) {
    rows = range.count
    columns = matrix.columns
    type = matrix.type
    rowBytes = matrix.rowBytes
    bytes = matrix.bytes + range.lowerBound * matrix.rowBytes
    owner = matrix.owner
  }

  /// The number of weights.
  package var count: Int { rows * columns }

  /// The rows with these indices as floats: [indices × columns].
  package func decoded(rows indices: [Int]) -> Tensor {
    let kernels = Compute.current.kernels
    return Tensor(shape: [indices.count, columns]) { floats in
      for (i, row) in indices.enumerated() {
        precondition(row >= 0 && row < rows, "a row of the matrix")
        kernels.decodeRow(bytes + row * rowBytes, type: type, count: columns, into: floats + i * columns)
      }
    }
  }
}

extension WeightMatrix {
  /// All rows as floats [rows × columns], on all threads.
  package func decoded() -> Tensor {
    let compute = Compute.current
    return Tensor(shape: [rows, columns]) { floats in
      compute.pool.run((rows + 63) / 64) { piece, _ in
        for row in piece * 64..<min(piece * 64 + 64, rows) {
          compute.kernels.decodeRow(bytes + row * rowBytes, type: type, count: columns, into: floats + row * columns)
        }
      }
    }
  }
}
