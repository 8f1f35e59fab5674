import KernelInterface
import Tensors
import Testing

/// A product with a single row has the same bits whether the stored rows were laid out anew or not.
struct InterleavingTests {
  private static let blockTypes = ElementType.allCases.filter { $0.blockElements > 1 }

  private static func row(_ depth: Int) -> [Float] {
    var random = SeededGenerator(seed: 5)
    return (0..<depth).map { _ in Float(random.uniform() * 2 - 1) }
  }

  /// Every column but those past the last whole sixteen comes from the rows laid out anew, in pieces as threads have
  /// them.
  @Test(arguments: blockTypes)
  func kernelsGiveTheSameBits(_ type: KernelInterface.ElementType) throws {
    for (depth, rows) in [(512, 64), (768, 96), (1024, 197)] {
      let (weights, values) = try StoredRows.ordinary(type).matrix(rows: rows, columns: depth, step: 5)
      let x = Self.row(depth)
      let expected = (0..<rows).map { r in
        (0..<depth).reduce(Float(0)) { sum, k in sum.addingProduct(x[k], values[r * depth + k]) }
      }
      for kernels in Compute.available {
        let size = rows * weights.rowBytes
        let interleaved = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        defer { interleaved.deallocate() }
        for first in stride(from: 0, to: rows - 15, by: 16) {
          let offset = first * weights.rowBytes
          kernels.interleave(
            weights.bytes + offset, rowBytes: weights.rowBytes, type: type, into: interleaved + offset)
        }
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: kernels.multiplyScratch)
        defer { scratch.deallocate() }
        var result = [Float](repeating: .nan, count: rows)
        result.withUnsafeMutableBufferPointer { result in
          x.withUnsafeBufferPointer { x in
            let product = Product(
              rows: 1, depth: depth, columns: rows, left: x.baseAddress!, leftStride: depth, packedLeft: x.baseAddress!,
              right: weights.bytes, rightType: type, rightRowBytes: weights.rowBytes, byRows: true,
              interleavedRight: interleaved, result: result.baseAddress!, resultStride: rows)
            withUnsafePointer(to: product) { product in
              for first in stride(from: 0, to: rows, by: 64) {
                kernels.multiplyColumns(of: product, first: first, count: min(64, rows - first), scratch: scratch)
              }
            }
          }
        }
        #expect(difference(result, expected) == nil, "\(depth) × \(rows), \(kernels.name)")
      }
    }
  }

  /// A matrix that meets many single rows is laid out anew along the way, and nobody sees it.
  @Test(arguments: blockTypes)
  func manySingleRowsInTurn(_ type: KernelInterface.ElementType) throws {
    for engine in Engine.all {
      let weights = try StoredRows.ordinary(type).matrix(rows: 200, columns: 512, step: 3).weights
      let x = Tensor(Self.row(512), shape: [1, 512])
      let results = engine.run { (0..<12).map { _ in x.multiplied(byTransposeOf: weights).elements } }
      for result in results.dropFirst() { #expect(difference(result, results[0]) == nil, "\(engine.testDescription)") }
    }
  }
}
