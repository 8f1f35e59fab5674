internal import CVector

/// A panel is 32 columns of a product's right-hand side, one row of 32 floats for each step of the depth, whatever
/// type the numbers are stored in. It is made in a thread's scratch memory, part by part, just before it is used.
let panelColumns = 32

/// The part of the depth that is packed at a time, chosen so that panels stay near; it changes no result.
let panelDepth = 512
let panelDepthOfFewRows = 128

/// Fills a panel from `columns` (1 to 32) stored rows starting at `base`, for depth `first ..< first + count` of
/// `depth`; `first` is a multiple of 32.
@inline(__always) func packByRows(
  _ type: UInt32, _ base: UnsafeRawPointer, _ rowBytes: Int, _ columns: Int, _ first: Int, _ count: Int,
  _ panel: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
) {
  var column = 0
  while column < columns {
    let rows = min(laneCount, columns - column)
    let source = base + column * rowBytes
    // Past the pieces that the threads work on now.
    let ahead = base + (64 + column) * rowBytes
    if rows < laneCount || !packQuantised(type, source, rowBytes, first, count, panel + column, ahead: ahead) {
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

/// Whole groups of sixteen stored rows of a quantised type; false for the plain types. One loop a type, so that the
/// decoder is inlined.
@inline(__always) private func packQuantised(
  _ type: UInt32, _ base: UnsafeRawPointer, _ rowBytes: Int, _ first: Int, _ count: Int,
  _ panel: UnsafeMutablePointer<Float>, ahead: UnsafeRawPointer
) -> Bool {
  let (part, parts) = (first >> 4, count >> 4)
  switch type {
  case 2: storeSquares(SquareQ4_0.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 3: storeSquares(SquareQ4_1.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 6: storeSquares(SquareQ5_0.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 7: storeSquares(SquareQ5_1.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 8: storeSquares(SquareQ8_0.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 12: storeSquares(SquareQ4_K.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 13: storeSquares(SquareQ5_K.self, base, rowBytes, part, parts, panel, ahead: ahead)
  case 14: storeSquares(SquareQ6_K.self, base, rowBytes, part, parts, panel, ahead: ahead)
  default: return false
  }
  return true
}

/// One row `x` against 64 stored rows of a quantised type, without a panel; false for the plain types.
@inline(__always) func multiplyQuantised(
  _ type: UInt32, _ x: UnsafePointer<Float>, _ depth: Int, _ base: UnsafeRawPointer, _ rowBytes: Int,
  _ c: UnsafeMutablePointer<Float>
) -> Bool {
  switch type {
  case 2: multiplySquares(SquareQ4_0.self, x, depth, base, rowBytes, c)
  case 3: multiplySquares(SquareQ4_1.self, x, depth, base, rowBytes, c)
  case 6: multiplySquares(SquareQ5_0.self, x, depth, base, rowBytes, c)
  case 7: multiplySquares(SquareQ5_1.self, x, depth, base, rowBytes, c)
  case 8: multiplySquares(SquareQ8_0.self, x, depth, base, rowBytes, c)
  case 12: multiplySquares(SquareQ4_K.self, x, depth, base, rowBytes, c)
  case 13: multiplySquares(SquareQ5_K.self, x, depth, base, rowBytes, c)
  case 14: multiplySquares(SquareQ6_K.self, x, depth, base, rowBytes, c)
  default: return false
  }
  return true
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
  _ type: UInt32, _ base: UnsafeRawPointer, _ rowBytes: Int, _ rows: Int, _ first: Int, _ count: Int,
  _ panel: UnsafeMutablePointer<Float>
) {
  for r in 0..<laneCount {
    let row = base + min(r, rows - 1) * rowBytes
    for k in 0..<count { panel[k * panelColumns + r] = element(type, row, first + k) }
  }
}

/// Fills a panel from stored rows that are rows of the right-hand side: elements `column ..< column + columns` of
/// `count` rows starting at `base`; `column` is a multiple of 32.
@inline(__always) func packByColumns(
  _ type: UInt32, _ base: UnsafeRawPointer, _ rowBytes: Int, _ column: Int, _ columns: Int, _ count: Int,
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
