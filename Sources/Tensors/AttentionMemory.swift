internal import KernelInterface

/// The keys and values of one layer, for all positions so far, as attention reads them.
///
/// Keys stand in blocks of sixteen positions with a position a lane, values in rows. Memory grows by doubling.
package final class AttentionMemory: @unchecked Sendable {
  private let heads: Int
  private let size: Int
  package private(set) var count = 0
  private var capacity = 0
  private var keys = Storage(uninitialized: 0)
  private var values = Storage(uninitialized: 0)

  /// `heads` key-value heads of `size` elements each, a multiple of 16.
  package init(heads: Int, size: Int) {
    precondition(size % 16 == 0, "a head is whole vectors")
    self.heads = heads
    self.size = size
  }

  private var width: Int { heads * size }

  /// Forgets all positions from `count` on.
  package func truncate(to count: Int) { self.count = min(count, self.count) }

  /// Adds the keys and values [positions × (heads · size)] of the next positions.
  package func append(keys newKeys: Tensor, values newValues: Tensor) {
    precondition(newKeys.columns == width && newValues.shape == newKeys.shape, "keys and values of this layer's width")
    reserve(count + newKeys.rows)
    for row in 0..<newKeys.rows {
      let position = count + row
      let source = newKeys.floats + row * width
      let block = keys.floats + (position >> 4) * 16 * width + (position & 15)
      for d in 0..<width { block[d * 16] = source[d] }
    }
    (values.floats + count * width).update(from: newValues.floats, count: newValues.count)
    count += newKeys.rows
  }

  private func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let newCapacity = max(64, capacity * 2, (needed + 15) & ~15)
    // Zeroed: lanes of positions that do not exist yet are computed with before they are masked.
    let newKeys = Storage(zeroed: newCapacity * width)
    let newValues = Storage(zeroed: newCapacity * width)
    newKeys.floats.update(from: keys.floats, count: capacity * width)
    newValues.floats.update(from: values.floats, count: capacity * width)
    (keys, values, capacity) = (newKeys, newValues, newCapacity)
  }

  /// Attention of the last rows' queries [positions × (query heads · size)]: the query of position p attends to
  /// itself and to all positions before it, at most `window` in all. Gives as many outputs.
  ///
  /// Query heads share key-value heads in equal groups (Ainslie et al. 2023).
  package func attended(by queries: Tensor, window: Int?, scale: Float) -> Tensor {
    let queryHeads = queries.columns / size
    precondition(queryHeads % heads == 0 && queries.rows <= count, "whole groups of heads, for positions that are here")
    let group = queryHeads / heads
    let firstPosition = count - queries.rows
    let compute = Compute.current
    let room = ((count + 15) & ~15) + 32
    let scores = Storage(uninitialized: compute.pool.threadCount * room)
    return Tensor(shape: queries.shape) { y in
      compute.pool.run(queries.rows * queryHeads) { piece, thread in
        let (row, head) = (piece / queryHeads, piece % queryHeads)
        let end = firstPosition + row + 1
        let first = window.map { max(0, end - $0) } ?? 0
        let keyHead = head / group
        let attention = Attention(
          keys: keys.floats + keyHead * size * 16, keyBlockStride: 16 * width,
          values: values.floats + keyHead * size, valueStride: width, size: size, scale: scale)
        let i = row * queries.columns + head * size
        withUnsafePointer(to: attention) { attention in
          withUnsafePointer(to: Spans(own: first..<end)) { spans in
            compute.kernels.attend(attention, queries.floats + i, spans, scores.floats + thread * room, y + i)
          }
        }
      }
    }
  }
}
