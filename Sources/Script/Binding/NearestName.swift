/// The name that `typed` most likely was meant to be, or nil when none is near.
///
/// Near is a Damerau-Levenshtein distance (insertions, deletions, substitutions and swaps of neighbours, restricted)
/// of at most a third of the length, or the start of a name, of at least three characters, that only one name has.
package func nearest(to typed: String, among names: some Sequence<String>) -> String? {
  guard typed.count <= 40, !typed.isEmpty else { return nil }
  let limit = max(1, typed.count / 3)
  var best: (name: String, distance: Int)?
  for name in names where name != typed && abs(name.count - typed.count) <= limit {
    let distance = distance(Array(typed.lowercased()), Array(name.lowercased()))
    if distance <= limit, distance < typed.count, distance < best?.distance ?? .max { best = (name, distance) }
  }
  if let best { return best.name }

  let starting = names.filter { typed.count >= 3 && $0.hasPrefix(typed) }
  return starting.count == 1 ? starting[0] : nil
}

private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var cost = min(last[column] + (character == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
