internal import CVector
public import KernelInterface

#if WIDE_VECTORS
  /// The sixteens of stored rows that a single row is multiplied by at a time: chains of products for every lane.
  private let groups = 4
#else
  /// The sixteens of stored rows that a single row is multiplied by at a time: more would not fit into sixteen registers.
  private let groups = 2
#endif

/// One row of activations against many stored rows, without a panel: the same chain of fused products for every column.
///
/// A chunk is prepared while the one before it is used: the way from stored bytes to words and scales is long, and the
/// chains need not wait for it. Where the stored rows are interleaved there is less to prepare, mostly scales.
struct SingleRow: BlockLoop {
  static let storedRows = groups * laneCount
  /// Floats of memory: two prepared chunks for each sixteen rows.
  static let scratch = 2 * half
  private static let half = groups * (PreparedChunk.wordFloats + PreparedChunk.scaleFloats)

  private let x: UnsafePointer<Float>
  private let depth: Int
  private let rows: StoredRows
  private let interleaved: UnsafeRawPointer?
  private let count: Int
  private let c: UnsafeMutablePointer<Float>
  private let scratch: UnsafeMutablePointer<Float>

  /// Computes `count` columns from `first` on, multiples of `storedRows` and of sixteen; false for a type without blocks.
  @inline(never) static func multiply(
    _ p: Product, first: Int, count: Int, _ scratch: UnsafeMutablePointer<Float>
  ) -> Bool {
    decodeBlocks(p.rightType, SingleRow(p, first: first, count: count, scratch))
  }

  @inline(__always) private init(_ p: Product, first: Int, count: Int, _ scratch: UnsafeMutablePointer<Float>) {
    (x, depth) = (p.left, p.depth)
    rows = StoredRows(block: p.right + first * p.rightRowBytes, rowBytes: p.rightRowBytes)
    interleaved = p.interleavedRight.map { $0 + first * p.rightRowBytes }
    (self.count, c) = (count, p.result + first)
    self.scratch = scratch
  }

  @inline(__always) func run<Decoder: BlockDecoder>(_: Decoder.Type) {
    let chunks = depth / Decoder.chunkElements
    var (now, next) = (scratch, scratch + Self.half)
    if interleaved == nil { prefetch(rows.block, 64 * rows.rowBytes) }
    var chunk = prepared(Decoder.self, row: 0, 0, now)
    for row in stride(from: 0, to: count, by: Self.storedRows) {
      var ahead = rows.block + (row + 64) * rows.rowBytes
      if let interleaved { ahead = interleaved + (row + Self.storedRows) * rows.rowBytes }
      var activations = x
      var (s0, s1, s2, s3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
      for i in 0..<chunks {
        let isLast = i + 1 == chunks
        let nextRow = isLast && row + Self.storedRows < count ? row + Self.storedRows : row
        let nextChunk = prepared(Decoder.self, row: nextRow, isLast ? 0 : i + 1, next)
        let step = wordsStep(Decoder.self)
        Decoder.eachSquare(of: chunk) { i, square in
          @inline(__always) func add(_ group: Int, _ w: Int, _ sum: inout Lanes) {
            let square = square.moved(words: group * step, scales: group * PreparedChunk.scaleFloats)
            square.eachElement(ofWord: w) { k, lanes in sum = vfma(vsplat(activations[i * 16 + k]), lanes, sum) }
            // What the next sixteen rows need is read anew, rather than kept where registers are short.
            vreload()
          }
          unrolled4 { w in
            // Evenly, so that the requests never queue up.
            let bytes = Decoder.chunkBytes * groups / Decoder.squaresOfChunk
            for line in stride(from: w * 64, to: bytes, by: 4 * 64) { vprefetch(ahead + line) }
            add(0, w, &s0)
            add(1, w, &s1)
            if groups == 4 {
              add(2, w, &s2)
              add(3, w, &s3)
            }
          }
          ahead += Decoder.chunkBytes * groups / Decoder.squaresOfChunk
        }
        activations += Decoder.chunkElements
        chunk = nextChunk
        swap(&now, &next)
      }
      vstore(c + row, s0)
      vstore(c + row + 16, s1)
      if groups == 4 {
        vstore(c + row + 32, s2)
        vstore(c + row + 48, s3)
      }
    }
  }

  /// The floats from the words of one sixteen rows to those of the next.
  @inline(__always) private func wordsStep<Decoder: BlockDecoder>(_: Decoder.Type) -> Int {
    let isInPlace = interleaved != nil && Decoder.wordsOffset(ofChunk: 0) != nil
    return isInPlace ? laneCount * rows.rowBytes / 4 : PreparedChunk.wordFloats
  }

  /// Chunk `i` of the rows from `row` on. Not inlined, so that it takes no register from the loop.
  @inline(never) private func prepared<Decoder: BlockDecoder>(
    _: Decoder.Type, row: Int, _ i: Int, _ memory: UnsafeMutablePointer<Float>
  ) -> PreparedChunk {
    let (block, c) = (i / Decoder.chunksOfBlock * Decoder.blockBytes, i % Decoder.chunksOfBlock)
    let chunk = PreparedChunk(words: memory + groups * PreparedChunk.scaleFloats, scales: memory)
    guard let interleaved else {
      for group in 0..<groups {
        let start = rows.block + (row + group * laneCount) * rows.rowBytes + block
        prepare(Decoder.self, chunk, group, c, StoredRows(block: start, rowBytes: rows.rowBytes), words: true)
      }
      return chunk
    }
    let first = interleaved + row * rows.rowBytes + block * laneCount
    let offset = Decoder.wordsOffset(ofChunk: c)
    for group in 0..<groups {
      let blocks = InterleavedRows(block: first + group * laneCount * rows.rowBytes)
      prepare(Decoder.self, chunk, group, c, blocks, words: offset == nil)
    }
    guard let offset else { return chunk }
    let words = UnsafeMutableRawPointer(mutating: first + offset * laneCount).assumingMemoryBound(to: Float.self)
    return PreparedChunk(words: words, scales: memory)
  }

  @inline(__always) private func prepare<Decoder: BlockDecoder>(
    _: Decoder.Type, _ chunk: PreparedChunk, _ group: Int, _ c: Int, _ blocks: some BlockRows, words: Bool
  ) {
    let chunk = chunk.moved(words: group * PreparedChunk.wordFloats, scales: group * PreparedChunk.scaleFloats)
    Decoder.setScales(of: chunk, c, from: blocks)
    if words { Decoder.setWords(of: chunk, c, from: blocks) }
  }
}

extension ProcessorKernels {
  @inline(never) public static func interleave(
    _ rows: UnsafeRawPointer, rowBytes: Int, type: ElementType, into interleaved: UnsafeMutableRawPointer
  ) {
    _ = decodeBlocks(type, Interleave(rows: rows, rowBytes: rowBytes, target: interleaved))
  }
}

/// Sixteen rows brought side by side, block by block: words of four bytes, and the number of two bytes where there is one.
private struct Interleave: BlockLoop {
  let rows: UnsafeRawPointer
  let rowBytes: Int
  let target: UnsafeMutableRawPointer

  @inline(__always) func run<Decoder: BlockDecoder>(_: Decoder.Type) {
    for offset in stride(from: 0, to: rowBytes, by: Decoder.blockBytes) {
      let blocks = StoredRows(block: rows + offset, rowBytes: rowBytes)
      let target = target + offset * laneCount
      let isHalfFirst = Decoder.halfOffset == 0
      let end = Decoder.blockBytes - (Decoder.halfOffset != nil && !isHalfFirst ? 2 : 0)
      var b = isHalfFirst ? 2 : 0
      while b < end {
        let floats = (target + b * laneCount).assumingMemoryBound(to: Float.self)
        if b + 16 <= end {
          blocks.words(b).store(floats)
          b += 16
        } else {
          vstore(floats, vfrom_bits(blocks.word(b)))
          b += 4
        }
      }
      if let half = Decoder.halfOffset { vnarrow_u16(target + half * laneCount, blocks.half(half)) }
    }
  }
}
