/// Whether lines are the expected ones, one by one as `isMatch` says; nil among the expected stands for any lines.
///
/// After a mismatch the last nil takes one line more: what comes next is looked for at its first place, which is never
/// worse than a later one.
package func linesMatch<Pattern>(
  _ lines: [String], _ expected: [Pattern?], by isMatch: (Pattern, String) -> Bool
) -> Bool {
  var (position, place) = (0, 0)
  var resume: (position: Int, place: Int)?
  while position < lines.count {
    if place < expected.count, expected[place] == nil {
      place += 1
      resume = (position, place)
    } else if place < expected.count, let pattern = expected[place], isMatch(pattern, lines[position]) {
      position += 1
      place += 1
    } else if let last = resume {
      position = last.position + 1
      place = last.place
      resume = (position, place)
    } else {
      return false
    }
  }
  return expected[place...].allSatisfy { $0 == nil }
}
