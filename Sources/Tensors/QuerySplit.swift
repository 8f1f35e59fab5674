internal import KernelInterface

/// How the queries of a layer are shared out: in pieces whose queries attend to the same key-value head.
struct QuerySplit {
  /// Queries of neighbouring rows and neighbouring heads.
  struct Piece {
    /// The sequence that the rows belong to.
    let run: Int
    let keyHead: Int
    let rows: Range<Int>
    let heads: Range<Int>
  }

  private(set) var pieces: [Piece] = []
  /// The most queries in a piece.
  private(set) var largest = 0

  /// As many queries a piece as the kernels like best, fewer where some thread would have no work.
  ///
  /// - Parameters:
  ///   - heads: Key-value heads.
  ///   - group: The query heads of each.
  ///   - runs: The number of rows in each sequence; the rows stand end to end.
  init(heads: Int, group: Int, runs: [Int], _ compute: Compute) {
    let all = runs.reduce(0, +) * heads * group
    let threads = compute.pool.threadCount
    let count = min((all + threads - 1) / threads, compute.kernels.attentionQueries)
    let headsAtOnce = min(count, group)
    let rowsAtOnce = max(1, count / group)
    var first = 0
    for (run, rows) in runs.enumerated() {
      let end = first + rows
      for keyHead in 0..<heads {
        for row in stride(from: first, to: end, by: rowsAtOnce) {
          for head in stride(from: keyHead * group, to: (keyHead + 1) * group, by: headsAtOnce) {
            let piece = Piece(
              run: run, keyHead: keyHead, rows: row..<min(row + rowsAtOnce, end),
              heads: head..<min(head + headsAtOnce, (keyHead + 1) * group))
            largest = max(largest, piece.rows.count * piece.heads.count)
            pieces.append(piece)
          }
        }
      }
      first = end
    }
  }
}

extension Compute {
  /// Attention of one piece of the queries, `spans` saying what each row attends to.
  func attend(
    _ piece: QuerySplit.Piece, of queries: Tensor, to attention: Attention, over spans: [Spans],
    scratch: UnsafeMutablePointer<Float>, into y: UnsafeMutablePointer<Float>
  ) {
    let offset = piece.rows.lowerBound * queries.columns + piece.heads.lowerBound * attention.size
    spans.withUnsafeBufferPointer { spans in
      let queries = AttentionQueries(
        queries: queries.floats + offset, outputs: y + offset, stride: queries.columns, heads: piece.heads.count,
        spans: UnsafeBufferPointer(rebasing: spans[piece.rows]))
      withUnsafePointer(to: queries) { queries in
        withUnsafePointer(to: attention) { kernels.attend(queries, to: $0, scratch: scratch) }
      }
    }
  }
}
