internal import CVector
internal import KernelInterface

/// Floats of scratch memory that `multiplyColumns` needs: two panels, a square, a tile.
let multiplyScratch = 2 * panelColumns * panelDepth + laneCount * 32 + 12 * panelColumns

/// Lays out the full tiles of A: for each tile of `tileRows` rows, the rows' elements of one depth stand together.
/// Tiles `firstTile ..< firstTile + tiles`; the target has sixteen floats to spare at its end.
@inline(never) func packLeft(
  _ left: UnsafePointer<Float>, _ stride: Int, _ depth: Int, _ firstTile: Int, _ tiles: Int,
  _ packed: UnsafeMutablePointer<Float>
) {
  for tile in firstTile..<firstTile + tiles {
    let source = left + tile * tileRows * stride
    let target = packed + tile * tileRows * depth
    for k in 0..<depth {
      for r in 0..<tileRows { target[k * tileRows + r] = source[r * stride + k] }
    }
  }
}

/// Computes columns `first ..< first + count` of a product, `first` being a multiple of 32: any number of columns for
/// a single row, at most 64 for more.
///
/// Each element is one chain of fused products in the order of the depth, so neither the tile, the number of rows, the
/// thread nor the processor changes a bit of it.
@inline(never) func multiplyColumns(
  _ product: UnsafePointer<Product>, _ first: Int, _ count: Int, _ scratch: UnsafeMutablePointer<Float>
) {
  let p = product.pointee
  guard p.rows == 1 else { return multiplyPanels(p, first, count, scratch) }
  let end = first + count
  var column = first
  if p.byRows { prefetch(p.right + first * p.rightRowBytes, min(64, count) * p.rightRowBytes) }
  while column < end {
    let columns = min(2 * panelColumns, end - column)
    let isDone =
      p.byRows && columns == 2 * panelColumns
      && multiplyQuantised(
        p.rightType, p.left, p.depth, p.right + column * p.rightRowBytes, p.rightRowBytes, p.result + column)
    if !isDone { multiplyPanels(p, column, columns, scratch) }
    column += columns
  }
}

/// Computes at most 64 columns by way of panels.
@inline(never) private func multiplyPanels(
  _ p: Product, _ first: Int, _ count: Int, _ scratch: UnsafeMutablePointer<Float>
) {
  let depthStep = p.rows < tileRows ? panelDepthOfFewRows : panelDepth
  let panel = scratch
  let secondPanel = scratch + panelColumns * panelDepth
  let square = secondPanel + panelColumns * panelDepth
  let edge = square + laneCount * 32
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

@inline(__always) private func pack(
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
@inline(__always) private func multiplyPanel(
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
  while row + tileRows <= p.rows {
    let packed = p.packedLeft + row * p.depth + k * tileRows
    at(row, tileRows) { c, stride in fullTile(packed, panel, depth, c, stride, fresh: fresh) }
    row += tileRows
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
