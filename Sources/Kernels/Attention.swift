internal import CVector
public import KernelInterface

// Attention of several queries at once, in three steps: scores, their softmax, sums of values.
//
// The queries are those of neighbouring positions and of heads that share keys and values, so that a vector of keys or
// values serves a whole tile of them once it is loaded (`SumTile.swift`), and a piece of keys or values that is in the
// cache serves several tiles.
//
// Each score is one chain of fused products over the head, each output one chain over the positions. A query takes
// part in no product with a value that it does not attend to. So how many queries are computed together, or whether
// keys come from a cache, changes no bit.

extension ProcessorKernels {
  public static var attentionQueries: Int { 4 * wideTileRows }

  /// Of each query a copy, the sum of values, and scores: in each of two runs up to a block more than the positions at
  /// either end, and a line between queries.
  public static func attentionScratch(queries: Int, size: Int, positions: Int) -> Int {
    paddedRows(queries) * (2 * size + (positions & ~15) + 5 * laneCount)
  }

  @inline(never) public static func attend(
    _ queries: UnsafePointer<AttentionQueries>, to attention: UnsafePointer<Attention>, scratch: MutableFloats
  ) {
    let work = QueryWork(queries.pointee, attention.pointee, scratch)
    work.score()
    work.weigh()
    work.addValues()
  }
}

// The widest tile has as many sums as there are registers for; a narrow one is for what is left over.
#if WIDE_VECTORS
  private typealias WideTile = SumTile<12, 2>
  private typealias WideTileRest = SumTile<12, 1>
  private let wideTileRows = 12
#else
  private typealias WideTile = SumTile<6, 1>
  private typealias WideTileRest = SumTile<6, 1>
  private let wideTileRows = 6
#endif

#if arch(arm64)
  // Sixteen lanes are four registers of thirty-two.
  private typealias TripleTile = SumTile<3, 1>
#else
  private typealias TripleTile = SumTile<3, 2>
#endif

/// The queries rounded up to whole tiles.
private func paddedRows(_ count: Int) -> Int { (count + wideTileRows - 1) / wideTileRows * wideTileRows }

/// Where a run of positions, in whole blocks, stands among the scores of a query: all queries have theirs at one place.
private struct ScoreRun {
  let isPrefix: Bool
  let blocks: Range<Int>
  let offset: Int

  var first: Int { blocks.lowerBound << 4 }
  var end: Int { blocks.upperBound << 4 }

  /// The blocks that hold a run of any of the queries.
  init(_ spans: UnsafeBufferPointer<Spans>, isPrefix: Bool, offset: Int) {
    var (lower, upper) = (Int.max, 0)
    for spans in spans {
      let blocks = Spans.blocks(isPrefix ? spans.prefix : spans.own)
      if !blocks.isEmpty { (lower, upper) = (min(lower, blocks.lowerBound), max(upper, blocks.upperBound)) }
    }
    blocks = lower < upper ? lower..<upper : 0..<0
    self.isPrefix = isPrefix
    self.offset = offset
  }
}

/// The queries, their scores and the sums of values in scratch memory, a query a row.
private struct QueryWork {
  let a: Attention
  let q: AttentionQueries
  let prefix, own: ScoreRun
  let queries: UnsafeMutablePointer<Float>
  let sums: UnsafeMutablePointer<Float>
  let scores: UnsafeMutablePointer<Float>
  /// Floats between the scores of two queries: an odd number of cache lines, so that they share no set of the cache.
  let stride: Int

  init(_ q: AttentionQueries, _ a: Attention, _ scratch: UnsafeMutablePointer<Float>) {
    (self.a, self.q) = (a, q)
    prefix = ScoreRun(q.spans, isPrefix: true, offset: 0)
    own = ScoreRun(q.spans, isPrefix: false, offset: prefix.blocks.count * 16)
    let count = (prefix.blocks.count + own.blocks.count) * 16
    stride = count | 16
    let rows = paddedRows(q.count)
    queries = scratch
    sums = queries + rows * a.size
    scores = sums + rows * a.size
    for row in 0..<rows {
      if row < q.count {
        (queries + row * a.size).update(from: q.queries + place(row), count: a.size)
      } else {
        (queries + row * a.size).update(repeating: 0, count: a.size)
      }
    }
  }

  /// Where a query stands in its row.
  func place(_ row: Int) -> Int { row / q.heads * q.stride + row % q.heads * a.size }

  /// What a query attends to in a run.
  @inline(__always) func attended(_ row: Int, _ run: ScoreRun) -> Range<Int> {
    let spans = q.spans[row / q.heads]
    return run.isPrefix ? spans.prefix : spans.own
  }

  // MARK: Scores

  func score() {
    score(prefix)
    score(own)
  }

  /// The scores of whole blocks, four blocks at a time for all queries.
  private func score(_ run: ScoreRun) {
    for block in Swift.stride(from: run.blocks.lowerBound, to: run.blocks.upperBound, by: 4) {
      let count = min(4, run.blocks.upperBound - block)
      let target = scores + run.offset + (block << 4) - run.first
      let keys = a.keys + block * a.keyBlockStride
      for row in Swift.stride(from: 0, to: q.count, by: wideTileRows) {
        switch q.count - row {
        case 4...: score(WideTile.self, WideTileRest.self, row, keys, blocks: count, target)
        case 2...: score(TripleTile.self, SumTile<3, 1>.self, row, keys, blocks: count, target)
        default: score(SumTile<1, 4>.self, SumTile<1, 1>.self, row, keys, blocks: count, target)
        }
      }
    }
  }

  /// The scores of a tile of queries, some blocks at a time and those that are left over one by one.
  @inline(__always) private func score<let rows: Int, let vectors: Int, let rest: Int>(
    _: SumTile<rows, vectors>.Type, _: SumTile<rows, rest>.Type, _ row: Int, _ keys: UnsafePointer<Float>,
    blocks: Int, _ target: UnsafeMutablePointer<Float>
  ) {
    var block = 0
    while block + vectors <= blocks {
      score(SumTile<rows, vectors>.self, row, keys + block * a.keyBlockStride, target + block * laneCount)
      block += vectors
    }
    while block < blocks {
      score(SumTile<rows, rest>.self, row, keys + block * a.keyBlockStride, target + block * laneCount)
      block += rest
    }
  }

  @inline(__always) private func score<let rows: Int, let vectors: Int>(
    _: SumTile<rows, vectors>.Type, _ row: Int, _ keys: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    var tile = SumTile<rows, vectors>()
    tile.add(queries + row * a.size, a.size, keys, laneCount, vectorStride: a.keyBlockStride, depth: a.size)
    tile.store(target + row * stride, stride: stride, times: a.scale)
  }

  // MARK: Weights

  /// The softmax of each query's scores, zero outside its runs.
  func weigh() {
    let count = (prefix.blocks.count + own.blocks.count) * 16
    for row in 0..<q.count {
      let scores = scores + row * stride
      if a.cap > 0 { capScores(scores, count: count, cap: a.cap) }
      mask(scores, prefix, attended(row, prefix))
      mask(scores, own, attended(row, own))
      ProcessorKernels.softmax(scores, count: count, into: scores)
    }
  }

  /// Minus infinity for all positions of a run that a query does not attend to.
  private func mask(_ scores: UnsafeMutablePointer<Float>, _ run: ScoreRun, _ attended: Range<Int>) {
    let scores = scores + run.offset - run.first
    let middle = attended.isEmpty ? run.end : attended.lowerBound
    for p in run.first..<middle { scores[p] = -.infinity }
    for p in max(middle, attended.upperBound)..<run.end { scores[p] = -.infinity }
  }

  // MARK: Values

  func addValues() {
    sums.update(repeating: 0, count: paddedRows(q.count) * a.size)
    addValues(prefix)
    addValues(own)
    for row in 0..<q.count { (q.outputs + place(row)).update(from: sums + row * a.size, count: a.size) }
  }

  /// Some positions at a time, so that their values are in the cache for every tile.
  private func addValues(_ run: ScoreRun) {
    for first in Swift.stride(from: run.first, to: run.end, by: 64) {
      let piece = first..<min(first + 64, run.end)
      for row in Swift.stride(from: 0, to: q.count, by: wideTileRows) {
        addValues(run, piece, row..<min(row + wideTileRows, q.count))
      }
    }
  }

  /// The positions that all queries of a tile attend to together; those before and after them query by query.
  private func addValues(_ run: ScoreRun, _ piece: Range<Int>, _ rows: Range<Int>) {
    let weights = scores + run.offset - run.first
    var common = piece
    for row in rows { common = common.clamped(to: attended(row, run)) }
    if common.isEmpty { common = piece.lowerBound..<piece.lowerBound }
    for row in rows where common != piece {
      let before = attended(row, run).clamped(to: piece.lowerBound..<common.lowerBound)
      add(SumTile<1, 4>.self, SumTile<1, 1>.self, row, weights, before)
    }
    switch rows.count {
    case 4...: add(WideTile.self, WideTileRest.self, rows.lowerBound, weights, common)
    case 2...: add(TripleTile.self, SumTile<3, 1>.self, rows.lowerBound, weights, common)
    default: add(SumTile<1, 4>.self, SumTile<1, 1>.self, rows.lowerBound, weights, common)
    }
    for row in rows where common != piece {
      let after = attended(row, run).clamped(to: common.upperBound..<piece.upperBound)
      add(SumTile<1, 4>.self, SumTile<1, 1>.self, row, weights, after)
    }
  }

  /// Weights times values at some positions for the queries of a tile.
  @inline(__always) private func add<let rows: Int, let vectors: Int, let rest: Int>(
    _: SumTile<rows, vectors>.Type, _: SumTile<rows, rest>.Type, _ row: Int, _ weights: UnsafePointer<Float>,
    _ positions: Range<Int>
  ) {
    if positions.isEmpty { return }
    var d = 0
    while d + vectors * laneCount <= a.size {
      add(SumTile<rows, vectors>.self, row, weights, positions, d)
      d += vectors * laneCount
    }
    while d < a.size {
      add(SumTile<rows, rest>.self, row, weights, positions, d)
      d += rest * laneCount
    }
  }

  @inline(__always) private func add<let rows: Int, let vectors: Int>(
    _: SumTile<rows, vectors>.Type, _ row: Int, _ weights: UnsafePointer<Float>, _ positions: Range<Int>, _ d: Int
  ) {
    let sums = sums + row * a.size + d
    let values = a.values + positions.lowerBound * a.valueStride + d
    var tile = SumTile<rows, vectors>(loading: sums, stride: a.size)
    tile.add(
      weights + row * stride + positions.lowerBound, stride, values, a.valueStride, vectorStride: laneCount,
      depth: positions.count)
    tile.store(sums, stride: a.size)
  }
}

/// cap · tanh(score / cap) of every score, tanh z being 2 σ(2 z) − 1.
@inline(__always) func capScores(_ scores: UnsafeMutablePointer<Float>, count: Int, cap: Float) {
  for i in stride(from: 0, to: count, by: laneCount) {
    let tangent = vfma(vsplat(2), sigmoid(vmul(vload(scores + i), vsplat(2 / cap))), vsplat(-1))
    vstore(scores + i, vmul(tangent, vsplat(cap)))
  }
}
