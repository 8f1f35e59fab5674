/// The one of `words` that `typed` was probably meant to be: at most a third of its letters differ, counted as a
/// Levenshtein distance; nil when none is that near. What stands behind a `=` does not count.
func closest(to typed: String, among words: [String]) -> String? {
  let name = { (word: String) in Array(word.prefix { $0 != "=" }) }
  guard typed.count <= 40 else { return nil }
  let near = words.map { (word: $0, distance: distance(name(typed), name($0))) }
    .filter { $0.distance <= max(1, name(typed).count / 3) }
  return near.min { $0.distance < $1.distance }?.word
}

private func distance(_ one: [Character], _ other: [Character]) -> Int {
  var row = Array(0...other.count)
  for (i, character) in one.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, candidate) in other.enumerated() {
      let cost = min(diagonal + (character == candidate ? 0 : 1), row[j] + 1, row[j + 1] + 1)
      diagonal = row[j + 1]
      row[j + 1] = cost
    }
  }
  return row[other.count]
}
