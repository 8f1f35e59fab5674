internal import KernelInterface

/// How the rows of a batch are sequences: first the rows of a prefix that every sequence begins with, then the
/// sequences' own rows, end to end, without padding.
///
/// A prefix (a soft prompt) is computed once for all sequences; each attends to it and to itself.
package struct Packing: Equatable, Sendable {
  /// Rows of the shared prefix; may be 0.
  package let prefix: Int
  /// Rows of each sequence beside the prefix.
  package let lengths: [Int]

  package init(prefix: Int = 0, lengths: [Int]) {
    self.prefix = prefix
    self.lengths = lengths
  }

  package var rowCount: Int { prefix + lengths.reduce(0, +) }

  /// The first row of each sequence.
  package var starts: [Int] {
    var (start, starts) = (prefix, [Int]())
    for length in lengths {
      starts.append(start)
      start += length
    }
    return starts
  }

  /// The position of each row in its sequence, the prefix counted.
  package var positions: [Int] {
    Array(0..<prefix) + lengths.flatMap { Array(prefix..<prefix + $0) }
  }

  /// Where the rows of the prefix and of each sequence stand among keys and values: at the start of a block of sixteen.
  struct Run {
    /// The first row and the place of its key.
    let row: Int
    let place: Int
    let count: Int
    /// Whether these are the prefix's own rows.
    let isPrefix: Bool
  }

  var runs: [Run] {
    var runs = prefix > 0 ? [Run(row: 0, place: 0, count: prefix, isPrefix: true)] : []
    var place = (prefix + 15) & ~15
    for (start, length) in zip(starts, lengths) {
      runs.append(Run(row: start, place: place, count: length, isPrefix: false))
      place += (length + 15) & ~15
    }
    return runs
  }

  /// The number of places for keys and values, whole blocks.
  var placeCount: Int { ((prefix + 15) & ~15) + lengths.reduce(0) { $0 + ($1 + 15) & ~15 } }

  /// What the query of row `i` of a run attends to: at most `window` positions, its own among them.
  func spans(_ run: Run, _ i: Int, window: Int?) -> Spans {
    let window = window ?? Int.max
    let own = run.place + max(0, i + 1 - window)..<run.place + i + 1
    if run.isPrefix || prefix == 0 { return Spans(own: own) }
    let reach = window - (i + 1)
    return Spans(prefix: reach <= 0 ? 0..<0 : max(0, prefix - reach)..<prefix, own: own)
  }
}
