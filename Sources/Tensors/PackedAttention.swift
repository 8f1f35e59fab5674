internal import KernelInterface

/// Attention within the sequences of a packed batch, and its derivative.
package struct PackedAttention: Sendable {
  private let packing: Packing
  private let heads: Int
  private let size: Int
  private let window: Int?
  private let scale: Float
  private let cap: Float
  private let queries: Tensor
  private let keys: PlacedRows
  private let values: PlacedRows

  /// `queries` are [rows × query heads · size], `keys` and `values` [rows × heads · size]; each row attends to its
  /// prefix and to the rows of its sequence up to itself, at most `window` positions.
  package init(
    queries: Tensor, keys: Tensor, values: Tensor, packing: Packing, size: Int, window: Int?, scale: Float,
    cap: Float = 0
  ) {
    precondition(queries.rows == packing.rowCount && keys.shape == values.shape, "a row for every row of the batch")
    self.packing = packing
    self.size = size
    self.window = window
    self.scale = scale
    self.cap = cap
    self.queries = queries
    heads = keys.columns / size
    self.keys = PlacedRows(keys, packing)
    self.values = PlacedRows(values, packing)
  }

  private var width: Int { heads * size }
  private var queryHeads: Int { queries.columns / size }

  private func attention(keyHead: Int) -> Attention {
    Attention(
      keys: keys.blocks.floats + keyHead * size * 16, keyBlockStride: 16 * width,
      values: values.rows.floats + keyHead * size, valueStride: width, size: size, scale: scale,
      cap: cap)
  }

  /// The attended values, in the shape of the queries.
  package func output() -> Tensor {
    let compute = Compute.current
    let runs = packing.runs
    let spans = runs.flatMap { run in (0..<run.count).map { packing.spans(run, $0, window: window) } }
    let split = QuerySplit(heads: heads, group: queryHeads / heads, runs: runs.map(\.count), compute)
    let pieces = split.pieces
    let room = compute.kernels.attentionScratch(
      queries: split.largest, size: size, positions: packing.prefix + (packing.lengths.max() ?? 0))
    let scratch = Storage(uninitialized: compute.pool.threadCount * room)
    return Tensor(shape: queries.shape) { y in
      compute.pool.run(pieces.count) { number, thread in
        let piece = pieces[number]
        compute.attend(
          piece, of: queries, to: attention(keyHead: piece.keyHead), over: spans,
          scratch: scratch.floats + thread * room, into: y)
      }
    }
  }

  /// The gradients of queries, keys and values, given that of the output.
  ///
  /// Every sequence adds to gradients of its own, for the prefix as well; those are then summed in the order of the
  /// sequences, so that threads change no bit.
  package func gradients(of dy: Tensor) -> (queries: Tensor, keys: Tensor, values: Tensor) {
    let compute = Compute.current
    let room = 3 * (((packing.prefix + 15) & ~15) + (((packing.lengths.max() ?? 0) + 15) & ~15) + 64)
    let scratch = Storage(uninitialized: compute.pool.threadCount * room)
    let runs = packing.runs
    let ownFloats = packing.placeCount * width
    let prefixFloats = packing.prefix * width
    let keyGradients = Storage(zeroed: ownFloats + runs.count * prefixFloats)
    let valueGradients = Storage(zeroed: ownFloats + runs.count * prefixFloats)
    let group = queryHeads / heads
    let dQueries = Tensor(shape: queries.shape) { dq in
      // One piece is a sequence and a key-value head: nothing else adds to the gradients of its keys.
      compute.pool.run(runs.count * heads) { piece, thread in
        let (r, keyHead) = (piece / heads, piece % heads)
        let run = runs[r]
        let (own, shared) = (keyHead * size, ownFloats + r * prefixFloats + keyHead * size)
        let backward = AttentionBackward(
          valueBlocks: values.blocks.floats + keyHead * size * 16, keyRows: keys.rows.floats + keyHead * size,
          keyGradients: keyGradients.floats + own, valueGradients: valueGradients.floats + own,
          prefixKeyGradients: keyGradients.floats + shared, prefixValueGradients: valueGradients.floats + shared)
        withUnsafePointer(to: backward) { backward in
          for i in 0..<run.count {
            for head in keyHead * group..<(keyHead + 1) * group {
              let offset = (run.row + i) * queries.columns + head * size
              withUnsafePointer(to: attention(keyHead: keyHead)) { attention in
                withUnsafePointer(to: packing.spans(run, i, window: window)) { spans in
                  compute.kernels.attendBackward(
                    queries.floats + offset, to: attention, over: spans, backward: backward, dy: dy.floats + offset,
                    scratch: scratch.floats + thread * room, into: dq + offset)
                }
              }
            }
          }
        }
      }
    }
    return (dQueries, collected(keyGradients, runs), collected(valueGradients, runs))
  }

  /// Gradients by place brought back into rows, those of the prefix summed over the sequences.
  private func collected(_ gradients: Storage, _ runs: [Packing.Run]) -> Tensor {
    let kernels = Compute.current.kernels
    let prefixFloats = packing.prefix * width
    return Tensor(shape: [packing.rowCount, width]) { rows in
      for (r, run) in runs.enumerated() {
        (rows + run.row * width).update(from: gradients.floats + run.place * width, count: run.count * width)
        if !run.isPrefix, prefixFloats > 0 {
          let own = gradients.floats + packing.placeCount * width + r * prefixFloats
          kernels.accumulate(own, times: 1, count: prefixFloats, into: rows)
        }
      }
    }
  }
}

/// Rows at the places of a packing, twice: in rows, and in blocks of sixteen places with a place a lane.
private struct PlacedRows: Sendable {
  let rows: Storage
  let blocks: Storage

  init(_ source: Tensor, _ packing: Packing) {
    let width = source.columns
    rows = Storage(zeroed: packing.placeCount * width)
    blocks = Storage(zeroed: packing.placeCount * width)
    for run in packing.runs {
      for i in 0..<run.count {
        let row = source.floats + (run.row + i) * width
        let place = run.place + i
        (rows.floats + place * width).update(from: row, count: width)
        let block = blocks.floats + (place >> 4) * 16 * width + (place & 15)
        for d in 0..<width { block[d * 16] = row[d] }
      }
    }
  }
}
