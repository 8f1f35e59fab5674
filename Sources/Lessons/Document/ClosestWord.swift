/// The one of `words` that `typed` was probably meant to be: at most a third of its letters differ, swapped
/// neighbours counted once; nil when none is that near. What stands behind a `=` does not count.
func closest(to typed: String, among words: [String]) -> String? {
  let name = { (word: String) in Array(word.prefix { $0 != "=" }) }
  guard typed.count <= 40 else { return nil }
  let near = words.map { (word: $0, distance: distance(name(typed), name($0))) }
    .filter { $0.distance <= max(1, name(typed).count / 3) }
  return near.min { $0.distance < $1.distance }?.word
}

private func distance(_ one: [Character], _ other: [Character]) -> Int {
  var rows = [Array(0...other.count)]
  for (i, character) in one.enumerated() {
    var row = [i + 1]
    for (j, candidate) in other.enumerated() {
      var cost = min(rows[i][j] + (character == candidate ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, character == other[j - 1], one[i - 1] == candidate { cost = min(cost, rows[i - 1][j - 1] + 1) }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[one.count][other.count]
}
