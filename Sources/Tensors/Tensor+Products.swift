internal import KernelInterface

extension Tensor {
  /// X · Wᵀ for several weight matrices at once: [rows × inputs] by [outputs × inputs] gives [rows × outputs] each.
  ///
  /// Every element is one chain of fused products in the order of the inputs: the same bits for one row or many.
  package func multiplied(byTransposesOf weights: [WeightMatrix]) -> [Tensor] {
    let results = weights.map { Tensor(uninitialized: [rows, $0.rows]) }
    Tensor.multiply(self, weights, byRows: true, into: results.map(\.storage.floats))
    return results
  }

  /// X · Wᵀ: [rows × inputs] by [outputs × inputs] gives [rows × outputs].
  package func multiplied(byTransposeOf weights: WeightMatrix) -> Tensor {
    multiplied(byTransposesOf: [weights])[0]
  }

  /// X · W: [rows × outputs] by [outputs × inputs] gives [rows × inputs].
  package func multiplied(by weights: WeightMatrix) -> Tensor {
    let result = Tensor(uninitialized: [rows, weights.columns])
    Tensor.multiply(self, [weights], byRows: false, into: [result.storage.floats])
    return result
  }

  /// selfᵀ · other: [rows × outputs] and [rows × inputs] give [outputs × inputs], the gradient of a linear map's
  /// weights.
  package func transposedMultiplied(by other: Tensor) -> Tensor {
    precondition(rows == other.rows, "as many rows")
    return transposed(columns: 0..<columns).multiplied(by: WeightMatrix(other))
  }

  /// aᵀ · b, [rows × outputs] and [rows × inputs] giving [outputs × inputs], added to `sum` where there is one. Some
  /// thousand rows at a time, so that no second matrix as large as the sum is made.
  ///
  /// - Parameter check: Called before each of these pieces; an error it throws is rethrown.
  package static func product(
    ofTransposed a: Tensor, and b: Tensor, addedTo sum: consuming Tensor? = nil, check: () throws -> Void
  ) rethrows -> Tensor {
    precondition(a.rows == b.rows && (sum?.count ?? a.columns * b.columns) == a.columns * b.columns, "shapes that fit")
    let (kernels, columns, right) = (Compute.current.kernels, b.columns, WeightMatrix(b))
    let isFirst = sum == nil
    var result = sum.take() ?? Tensor(uninitialized: [a.columns, columns])
    for start in stride(from: 0, to: a.columns, by: 4096) {
      try check()
      let count = min(4096, a.columns - start)
      let left = a.transposed(columns: start..<start + count)
      let part = isFirst ? nil : left.multiplied(by: right)
      result.modify { y in
        let y = y + start * columns
        guard let part else { return multiply(left, [right], byRows: false, into: [y]) }
        Compute.current.eachRow(count, of: columns) { row in
          kernels.add(y + row * columns, part.floats + row * columns, count: columns, into: y + row * columns)
        }
      }
    }
    return result
  }

  /// The columns in a range as rows, in squares that stay in the cache.
  func transposed(columns range: Range<Int>) -> Tensor {
    let (rows, columns) = (rows, columns)
    let side = 16
    return Tensor(shape: [range.count, rows]) { y in
      Compute.current.pool.run((range.count + side - 1) / side) { piece, _ in
        let columnsHere = piece * side..<min(piece * side + side, range.count)
        for start in stride(from: 0, to: rows, by: side) {
          for column in columnsHere {
            for row in start..<min(start + side, rows) {
              y[column * rows + row] = floats[row * columns + range.lowerBound + column]
            }
          }
        }
      }
    }
  }

  /// A tensor of arbitrary content, to be filled at once.
  init(uninitialized shape: Shape) { self.init(shape: shape) { _ in } }

  /// Writes the products with several matrices where they go.
  static func multiply(
    _ left: Tensor, _ rights: [WeightMatrix], byRows: Bool, into results: [UnsafeMutablePointer<Float>]
  ) {
    let compute = Compute.current
    let kernels = compute.kernels
    let (rows, depth) = (left.rows, left.columns)
    guard rows > 0 else { return }
    let packed = Packed(left, compute)
    var products: [Product] = []
    var pieces: [(product: Int, columns: Range<Int>)] = []
    // A single row is read in long runs, a few for each thread, so that memory can be asked for ahead; more rows
    // share out small pieces, which are packed and then used many times.
    let threads = compute.pool.threadCount
    for (right, result) in zip(rights, results) {
      precondition(depth == (byRows ? right.columns : right.rows), "the inner sizes of a product are equal")
      let columns = byRows ? right.rows : right.columns
      // To unpack blocks for two or three rows takes longer than to go through them as often.
      let isByOneRow = rows == 1 || rows < 4 && byRows && right.type.blockElements > 1
      let run = isByOneRow ? max(64, (columns / (columns > 8192 ? 4 * threads : threads) + 63) & ~63) : 32
      let parts = isByOneRow ? rows : 1
      let interleaved = isByOneRow && byRows ? right.interleaved?.address(compute) : nil
      for first in stride(from: 0, to: columns, by: run) {
        for part in 0..<parts { pieces.append((products.count + part, first..<min(first + run, columns))) }
      }
      for part in 0..<parts {
        products.append(
          Product(
            rows: rows / parts, depth: depth, columns: columns,
            left: left.floats + part * depth, leftStride: depth, packedLeft: packed.floats,
            right: right.bytes, rightType: right.type, rightRowBytes: right.rowBytes, byRows: byRows,
            interleavedRight: interleaved, result: result + part * columns, resultStride: columns))
      }
    }
    products.withUnsafeBufferPointer { products in
      compute.pool.run(pieces.count) { index, thread in
        let piece = pieces[index]
        kernels.multiplyColumns(
          of: products.baseAddress! + piece.product, first: piece.columns.lowerBound, count: piece.columns.count,
          scratch: compute.scratch(thread))
      }
    }
    withExtendedLifetime((left, rights, packed)) {}
  }
}

/// The left-hand side of a product laid out in tiles; empty when there are fewer rows than a tile has.
private struct Packed {
  let storage: Storage
  var floats: UnsafePointer<Float> { UnsafePointer(storage.floats) }

  init(_ left: Tensor, _ compute: Compute) {
    let kernels = compute.kernels
    let depth = left.columns
    let tiles = left.rows / kernels.tileRows
    storage = Storage(uninitialized: tiles * kernels.tileRows * depth)
    let (source, target) = (left.floats, storage.floats)
    compute.pool.run(tiles) { tile, _ in
      kernels.packLeft(source, stride: depth, depth: depth, tile: tile, into: target)
    }
  }
}
