internal import CVector
public import KernelInterface

// How a matrix product C = A · B is computed, and the words for it.
//
// B's numbers are stored in rows of some element type. They become floats in a thread's scratch memory just before they
// are used:
//
// - A *panel* is 32 columns of B over a part of the depth: a row of 32 floats for each step of the depth (`Panel.swift`).
// - A *tile* is what some rows of A and one panel add to in registers (`Tiles.swift`): `tileRows` rows laid out for it
//   by `packLeft`, or four rows, or one, for what is left over.
//
// Stored rows are decoded in one of two ways, and so a type with blocks has two decoders (`Decoders.swift`):
//
// - A *group* is 32 neighbouring elements of one row, as two vectors along the row. It is what a row decoded by itself
//   and C = A · W need, where a stored row is a row of B; and it is all that the plain types have.
// - A *square* is 16 neighbouring elements of 16 neighbouring rows, as sixteen vectors with a row a lane. It is what
//   C = A · Wᵀ needs, where a stored row is a column of B: groups would have to be transposed. Of each row sixteen bytes
//   are brought side by side as *words*, four vectors whose lane r holds four bytes of row r, so that decoding
//   already leaves a row a lane and floats need no transposing.
//
// A single row of A has no use for a panel, since nothing in it is used twice: for a type with blocks it goes through
// many stored rows at a time, square by square (`SingleRow.swift`).
//
// What the squares of a block are read from, words and scales, is *prepared* in memory a *chunk* at a time. Rows that
// were *interleaved* before, sixteen side by side, have their words ready.
//
// Each element of C is one chain of fused products in the order of the depth, so neither the tile, the number of rows,
// the way of decoding, the thread nor the processor changes a bit of it.

extension ProcessorKernels {
  public static var tileRows: Int { fullTileRows }

  /// Two panels, prepared chunks or a square, a tile.
  public static var multiplyScratch: Int { 2 * panelColumns * panelDepth + SingleRow.scratch + 12 * panelColumns }

  @inline(never) public static func packLeft(
    _ left: Floats, stride: Int, depth: Int, tile: Int, into packed: MutableFloats
  ) {
    let source = left + tile * fullTileRows * stride
    let target = packed + tile * fullTileRows * depth
    for k in 0..<depth {
      for r in 0..<fullTileRows { target[k * fullTileRows + r] = source[r * stride + k] }
    }
  }

  @inline(never) public static func multiplyColumns(
    of product: UnsafePointer<Product>, first: Int, count: Int, scratch: MutableFloats
  ) {
    let p = product.pointee
    guard p.rows == 1 else { return multiplyPanels(p, first, count, scratch) }
    // A single row goes through many stored rows at a time without a panel, where there are blocks.
    let whole = p.byRows ? count / SingleRow.storedRows * SingleRow.storedRows : 0
    let isDone = whole > 0 && SingleRow.multiply(p, first: first, count: whole, scratch)
    let done = isDone ? whole : 0
    for column in stride(from: first + done, to: first + count, by: 2 * panelColumns) {
      multiplyPanels(p, column, min(2 * panelColumns, first + count - column), scratch)
    }
  }
}

/// Computes at most 64 columns by way of panels.
@inline(never) private func multiplyPanels(
  _ p: Product, _ first: Int, _ count: Int, _ scratch: UnsafeMutablePointer<Float>
) {
  let depthStep = p.rows < fullTileRows ? panelDepthOfFewRows : panelDepth
  let panel = scratch
  let secondPanel = scratch + panelColumns * panelDepth
  let square = secondPanel + panelColumns * panelDepth
  let edge = square + SingleRow.scratch
  let firstCount = min(panelColumns, count)
  let secondCount = count - firstCount

  var k = 0
  repeat {
    let depth = min(depthStep, p.depth - k)
    let fresh = k == 0
    pack(p, first, firstCount, k, depth, panel, square)
    if secondCount > 0 { pack(p, first + panelColumns, secondCount, k, depth, secondPanel, square) }
    if p.rows == 1, secondCount == panelColumns {
      rowTile2(p.left + k, panel, secondPanel, depth, p.result + first, fresh: fresh)
    } else {
      multiplyPanel(p, panel, first, firstCount, k, depth, fresh, edge)
      if secondCount > 0 {
        multiplyPanel(p, secondPanel, first + panelColumns, secondCount, k, depth, fresh, edge)
      }
    }
    k += depth
  } while k < p.depth
}

private func pack(
  _ p: Product, _ column: Int, _ columns: Int, _ k: Int, _ depth: Int,
  _ panel: UnsafeMutablePointer<Float>, _ square: UnsafeMutablePointer<Float>
) {
  if p.byRows {
    packByRows(p.rightType, p.right + column * p.rightRowBytes, p.rightRowBytes, columns, k, depth, panel, square)
  } else {
    packByColumns(p.rightType, p.right + k * p.rightRowBytes, p.rightRowBytes, column, columns, depth, panel)
  }
}

/// All rows against one panel.
@inline(never) private func multiplyPanel(
  _ p: Product, _ panel: UnsafePointer<Float>, _ column: Int, _ columns: Int, _ k: Int, _ depth: Int, _ fresh: Bool,
  _ edge: UnsafeMutablePointer<Float>
) {
  // Where fewer than 32 columns are left, a tile is computed beside the result and its columns are copied.
  @inline(__always) func at(_ row: Int, _ rows: Int, _ tile: (UnsafeMutablePointer<Float>, Int) -> Void) {
    let c = p.result + row * p.resultStride + column
    if columns == panelColumns { return tile(c, p.resultStride) }
    for i in 0..<rows {
      for j in 0..<panelColumns {
        edge[i * panelColumns + j] = fresh || j >= columns ? 0 : c[i * p.resultStride + j]
      }
    }
    tile(edge, panelColumns)
    for i in 0..<rows {
      for j in 0..<columns { c[i * p.resultStride + j] = edge[i * panelColumns + j] }
    }
  }
  var row = 0
  while row + fullTileRows <= p.rows {
    let packed = p.packedLeft + row * p.depth + k * fullTileRows
    at(row, fullTileRows) { c, stride in fullTile(packed, panel, depth, c, stride, fresh: fresh) }
    row += fullTileRows
  }
  while row + 4 <= p.rows {
    let x = p.left + row * p.leftStride + k
    at(row, 4) { c, stride in rowTile4(x, p.leftStride, panel, depth, c, stride, fresh: fresh) }
    row += 4
  }
  while row < p.rows {
    let x = p.left + row * p.leftStride + k
    at(row, 1) { c, stride in rowTile(x, panel, depth, c, fresh: fresh) }
    row += 1
  }
}

/// Runs `body` for 0 … 3, unrolled.
@inline(__always) func unrolled4(_ body: (Int) -> Void) {
  body(0)
  body(1)
  body(2)
  body(3)
}

/// Asks for memory that is needed soon: sixteen rows at a time are more streams than a processor follows by itself.
@inline(__always) func prefetch(_ p: UnsafeRawPointer, _ bytes: Int) {
  var offset = 0
  while offset < bytes {
    vprefetch(p + offset)
    offset += 64
  }
}
