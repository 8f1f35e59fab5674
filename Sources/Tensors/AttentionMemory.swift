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

  /// A memory of its own that holds the same positions.
  package func copy() -> AttentionMemory {
    let copy = AttentionMemory(heads: heads, size: size)
    guard count > 0 else { return copy }
    copy.reserve(count + 16)
    copy.keys.floats.update(from: keys.floats, count: ((count + 15) & ~15) * width)
    copy.values.floats.update(from: values.floats, count: count * width)
    copy.count = count
    return copy
  }

  /// Attention of the last rows' queries [positions × (query heads · size)]: the query of position p attends to
  /// itself and to all positions before it, at most `window` in all. Gives as many outputs.
  ///
  /// Query heads share key-value heads in equal groups (Ainslie et al. 2023).
  package func attended(by queries: Tensor, window: Int?, scale: Float, cap: Float = 0) -> Tensor {
    AttentionMemory.attended(by: queries, [(self, queries.rows)], window: window, scale: scale, cap: cap)
  }

  /// Attention of the last rows of several memories of one shape: first those of the first memory, as many as it says,
  /// then those of the next. Every row gets the bits that it would get alone.
  package static func attended(
    by queries: Tensor, _ memories: [(memory: AttentionMemory, rows: Int)], window: Int?, scale: Float,
    cap: Float = 0
  ) -> Tensor {
    guard let (heads, size) = memories.first.map({ ($0.memory.heads, $0.memory.size) }) else { return queries }
    let (width, queryHeads) = (heads * size, queries.columns / size)
    precondition(queryHeads % heads == 0, "whole groups of heads")
    precondition(
      memories.allSatisfy { $0.memory.width == width && $0.rows <= $0.memory.count }, "positions that are here")
    precondition(memories.reduce(0) { $0 + $1.rows } == queries.rows, "a place for each row")
    let compute = Compute.current
    let spans = memories.flatMap { memory, rows in
      (memory.count - rows + 1..<memory.count + 1).map { end in
        Spans(own: (window.map { max(0, end - $0) } ?? 0)..<end)
      }
    }
    let split = QuerySplit(heads: heads, group: queryHeads / heads, runs: memories.map(\.rows), compute)
    let pieces = split.pieces
    let room = compute.kernels.attentionScratch(
      queries: split.largest, size: size, positions: memories.map(\.memory.count).max() ?? 0)
    let scratch = Storage(uninitialized: compute.pool.threadCount * room)
    return Tensor(shape: queries.shape) { y in
      compute.pool.run(pieces.count) { number, thread in
        let piece = pieces[number]
        let memory = memories[piece.run].memory
        let attention = Attention(
          keys: memory.keys.floats + piece.keyHead * size * 16, keyBlockStride: 16 * width,
          values: memory.values.floats + piece.keyHead * size, valueStride: width, size: size, scale: scale,
          cap: cap)
        compute.attend(piece, of: queries, to: attention, over: spans, scratch: scratch.floats + thread * room, into: y)
      }
    }
  }
}
