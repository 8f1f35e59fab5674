import Tensors

/// What a product must equal bit for bit: for every output, one chain of fused products in the order of the depth.
///
/// An output depends on its own row and column only, and a chain over less depth is a beginning of a longer one: so
/// the chains of the largest product hold the results of all smaller ones.
struct Chains {
  private let columns: Int
  private var results: [Int: [Float]] = [:]

  /// X: [rows × depth], W: element (k, column) at `k * depthStride + column * columnStride`; `depths` at which to
  /// keep results.
  init(_ x: Tensor, _ w: [Float], depthStride: Int, columnStride: Int, columns: Int, depths: [Int]) {
    self.columns = columns
    var sums = [Float](repeating: 0, count: x.rows * columns)
    let depth = x.columns
    let floats = x.floats
    w.withUnsafeBufferPointer { w in
      sums.withUnsafeMutableBufferPointer { sums in
        var k = 0
        while k < depth {
          // The end of this stretch of the depth: results are kept there.
          let end = depths.filter { $0 > k }.min() ?? depth
          var i = 0
          while i < sums.count {
            var sum = sums[i]
            var j = k
            while j < end {
              sum.addProduct(floats[i / columns * depth + j], w[j * depthStride + i % columns * columnStride])
              j += 1
            }
            sums[i] = sum
            i += 1
          }
          k = end
          results[k] = Array(sums)
        }
      }
    }
  }

  /// The product of the first rows and columns over the first `depth` steps.
  func result(rows: Int, depth: Int, columns: Int) -> [Float] {
    guard let kept = results[depth] else { return [] }
    return (0..<rows).flatMap { kept[$0 * self.columns..<$0 * self.columns + columns] }
  }
}
