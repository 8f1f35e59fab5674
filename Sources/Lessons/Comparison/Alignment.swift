/// The cheapest way to turn an expected output into an actual one, line by line: an edit distance under pattern
/// matching, in which lines that differ only in the size of a number are half a match.
struct Alignment {
  private let expected: [ExpectedOutput.Line]
  private let actual: [String]
  private(set) var rows: [OutputDifference.Row] = []

  /// Tables larger than this are not built: what is between the equal beginnings and ends is then replaced as a whole.
  private static let largestTable = 4_000_000

  init(_ expected: [ExpectedOutput.Line], _ actual: [String]) {
    self.expected = expected
    self.actual = actual
    let head = zip(expected, actual).prefix { Alignment.isMatch($0, $1) }.count
    let rest = min(expected.count, actual.count) - head
    let tail = zip(expected.reversed(), actual.reversed()).prefix(rest).prefix { Alignment.isMatch($0, $1) }.count
    let old = head..<expected.count - tail
    let new = head..<actual.count - tail

    rows = (0..<head).map { .same(expected: $0, actual: $0) }
    if old.count.multipliedReportingOverflow(by: new.count).partialValue <= Alignment.largestTable {
      align(old, new)
    } else {
      rows += old.map { .missing(expected: $0) } + new.map { .unexpected(actual: $0) }
    }
    rows += (0..<tail).map { .same(expected: old.upperBound + $0, actual: new.upperBound + $0) }
  }

  private static func isMatch(_ line: ExpectedOutput.Line, _ text: String) -> Bool {
    if case .pattern(let pattern) = line { pattern.matches(text) } else { false }
  }

  /// What a row costs. A replaced line is a little worse than half of a missing and an unexpected one, so that equal
  /// lines attract each other; and it is better than a missing one whose successor vanishes in the `...` beside it.
  private enum Cost {
    static let absorbed: Int32 = 2
    static let outside: Int32 = 4
    static let oneSided: Int32 = 8
    static let replaced: Int32 = 9
  }

  private mutating func align(_ old: Range<Int>, _ new: Range<Int>) {
    let width = new.count + 1
    // cost[i * width + j] is the least cost of the lines from i and from j on.
    var cost = [Int32](repeating: 0, count: (old.count + 1) * width)
    var pairs = [Int32](repeating: 0, count: old.count * new.count)
    for i in stride(from: old.count, through: 0, by: -1) {
      for j in stride(from: new.count, through: 0, by: -1) where i < old.count || j < new.count {
        var least = Int32.max
        if i < old.count {
          let isGap = expected[old.lowerBound + i] == .gap
          least = cost[(i + 1) * width + j] + (isGap ? 0 : Cost.oneSided)
          if j < new.count {
            if isGap {
              least = min(least, cost[i * width + j + 1] + Cost.absorbed)
            } else {
              let pair = pairCost(old.lowerBound + i, new.lowerBound + j)
              pairs[i * new.count + j] = pair
              least = min(least, cost[(i + 1) * width + j + 1] + pair)
            }
          }
        }
        if j < new.count { least = min(least, cost[i * width + j + 1] + Cost.oneSided) }
        cost[i * width + j] = least
      }
    }
    walk(old, new, cost, pairs)
  }

  /// Follows the least cost from the beginning: a match or a replaced line first, then a missing one, then an
  /// unexpected one.
  private mutating func walk(_ old: Range<Int>, _ new: Range<Int>, _ cost: [Int32], _ pairs: [Int32]) {
    let width = new.count + 1
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let here = cost[i * width + j]
      let (line, text) = (old.lowerBound + i, new.lowerBound + j)
      let isGap = i < old.count && expected[line] == .gap
      if isGap, here == cost[(i + 1) * width + j] {
        rows.append(.gap(expected: line))
        i += 1
      } else if isGap {
        rows.append(.absorbed(actual: text))
        j += 1
      } else if i < old.count, j < new.count,
        here == cost[(i + 1) * width + j + 1] + pairs[i * new.count + j]
      {
        rows += pairRows(line, text, cost: pairs[i * new.count + j])
        i += 1
        j += 1
      } else if i < old.count, here == cost[(i + 1) * width + j] + Cost.oneSided {
        rows.append(.missing(expected: line))
        i += 1
      } else {
        rows.append(.unexpected(actual: text))
        j += 1
      }
    }
  }

  /// What it costs to put two lines beside each other.
  private func pairCost(_ line: Int, _ text: Int) -> Int32 {
    if Alignment.isMatch(expected[line], actual[text]) { return 0 }
    return distances(line, text).isEmpty ? Cost.replaced : Cost.outside
  }

  private func pairRows(_ line: Int, _ text: Int, cost: Int32) -> [OutputDifference.Row] {
    switch cost {
    case 0: [.same(expected: line, actual: text)]
    case Cost.outside: [.outside(expected: line, actual: text, distances(line, text))]
    default: [.missing(expected: line), .unexpected(actual: text)]
    }
  }

  private func distances(_ line: Int, _ text: Int) -> [NumberDistance] {
    guard case .pattern(let pattern) = expected[line] else { return [] }
    return pattern.distances(to: actual[text])
  }
}
