internal import CVector
internal import KernelInterface

/// The columns of a panel.
let panelColumns = 32

/// The part of the depth that is packed at a time, chosen so that panels stay near; it changes no result.
let panelDepth = 512
let panelDepthOfFewRows = 128

/// Fills a panel from `columns` (1 to 32) stored rows starting at `base`, for depth `first ..< first + count` of
/// `depth`; `first` is a multiple of 32.
@inline(never) func packByRows(
  _ type: ElementType, _ base: UnsafeRawPointer, _ rowBytes: Int, _ columns: Int, _ first: Int, _ count: Int,
  _ panel: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
) {
  var column = 0
  while column < columns {
    let rows = min(laneCount, columns - column)
    let source = base + column * rowBytes
    // Past the pieces that the threads work on now.
    let ahead = base + (64 + column) * rowBytes
    let squares = PackSquares(
      base: source, rowBytes: rowBytes, first: first >> 4, count: count >> 4, target: panel + column,
      prepared: PreparedChunk(words: scratch, scales: scratch + PreparedChunk.wordFloats),
      ahead: ahead)
    if rows < laneCount || !decodeBlocks(type, squares) {
      decodeGroups(type) { group in
        for g in 0..<count >> 5 {
          packByTransposing(
            source, rowBytes, rows, (first >> 5) + g, panel + g * 32 * panelColumns + column, scratch, group)
        }
      }
    }
    if count & 31 != 0 {
      let whole = count & ~31
      packTail(type, source, rowBytes, rows, first + whole, count & 31, panel + whole * panelColumns + column)
    }
    column += laneCount
  }
}

/// Fills a panel from sixteen stored rows of a type with blocks: `target[k * panelColumns + r]` becomes element
/// `16 · first + k` of row r.
private struct PackSquares: BlockLoop {
  let base: UnsafeRawPointer
  let rowBytes: Int
  let first: Int
  let count: Int
  let target: UnsafeMutablePointer<Float>
  let prepared: PreparedChunk
  /// What is read next but one, asked for in time.
  let ahead: UnsafeRawPointer

  @inline(__always) func run<Decoder: BlockDecoder>(_: Decoder.Type) {
    var rows = target
    for c in first * 16 / Decoder.chunkElements..<(first + count) * 16 / Decoder.chunkElements {
      prefetch(ahead + c * 2 * Decoder.chunkBytes, Decoder.chunkBytes)
      let block = base + c / Decoder.chunksOfBlock * Decoder.blockBytes
      let blocks = StoredRows(block: block, rowBytes: rowBytes)
      Decoder.setScales(of: prepared, c % Decoder.chunksOfBlock, from: blocks)
      Decoder.setWords(of: prepared, c % Decoder.chunksOfBlock, from: blocks)
      Decoder.eachSquare(of: prepared) { _, square in
        unrolled4 { w in
          square.eachElement(ofWord: w) { k, lanes in vstore(rows + k * panelColumns, lanes) }
        }
        rows += 16 * panelColumns
      }
    }
  }
}

/// Group `g` (32 elements) of up to sixteen rows by the row decoder and two transpositions.
@inline(__always) private func packByTransposing(
  _ base: UnsafeRawPointer, _ rowBytes: Int, _ rows: Int, _ g: Int,
  _ target: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>,
  _ group: (UnsafeRawPointer, Int) -> Group
) {
  for r in 0..<laneCount {
    // Rows past the end repeat the last one; their columns are never stored.
    let decoded = group(base + min(r, rows - 1) * rowBytes, g)
    vstore(scratch + r * 32, decoded.low)
    vstore(scratch + r * 32 + 16, decoded.high)
  }
  transposeSquare(scratch, 32, target, panelColumns)
  transposeSquare(scratch + 16, 32, target + 16 * panelColumns, panelColumns)
}

/// The last elements of rows whose length is no multiple of 32.
@inline(__always) private func packTail(
  _ type: ElementType, _ base: UnsafeRawPointer, _ rowBytes: Int, _ rows: Int, _ first: Int, _ count: Int,
  _ panel: UnsafeMutablePointer<Float>
) {
  for r in 0..<laneCount {
    let row = base + min(r, rows - 1) * rowBytes
    for k in 0..<count { panel[k * panelColumns + r] = element(type, row, first + k) }
  }
}

/// Fills a panel from stored rows that are rows of the right-hand side: elements `column ..< column + columns` of
/// `count` rows starting at `base`; `column` is a multiple of 32.
@inline(never) func packByColumns(
  _ type: ElementType, _ base: UnsafeRawPointer, _ rowBytes: Int, _ column: Int, _ columns: Int, _ count: Int,
  _ panel: UnsafeMutablePointer<Float>
) {
  if columns < panelColumns {
    for k in 0..<count {
      let row = base + k * rowBytes
      for j in 0..<panelColumns {
        panel[k * panelColumns + j] = j < columns ? element(type, row, column + j) : 0
      }
    }
    return
  }
  decodeGroups(type) { group in
    for k in 0..<count {
      let decoded = group(base + k * rowBytes, column >> 5)
      vstore(panel + k * panelColumns, decoded.low)
      vstore(panel + k * panelColumns + 16, decoded.high)
    }
  }
}
