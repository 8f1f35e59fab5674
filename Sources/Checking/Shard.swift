/// A share of all lessons, for one of several machines that check them together: `2/4` is the second of four.
package struct Shard: Equatable, Sendable {
  package let number: Int
  package let count: Int

  /// The whole.
  package static let all = Shard(number: 1, count: 1)

  /// Reads `2/4`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), (1...10_000).contains(count),
      (1...count).contains(number)
    else { return nil }
    self.init(number: number, count: count)
  }

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// The indices of the items that belong to this share. Every item belongs to exactly one share, and all machines
  /// agree which: the heaviest item goes first, each to the share with the least weight so far (Graham 1969).
  package func indices(ofWeights weights: [Int]) -> [Int] {
    var loads = [Int](repeating: 0, count: count)
    var own: [Int] = []
    for index in weights.indices.sorted(by: { (-weights[$0], $0) < (-weights[$1], $1) }) {
      let share = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      loads[share] += weights[index]
      if share == number - 1 { own.append(index) }
    }
    return own.sorted()
  }
}
