import Printing

/// An example that did not print what it declares.
package struct ExampleMismatch: Sendable {
  /// The example.
  package let example: Example
  /// What it printed.
  package let printed: String
}

extension Command {
  /// The examples that do not print what they declare. `run` runs a source text in a fresh session and gives what
  /// that shows, or for a mistake the rendered diagnostic; examples that need a model are left out on request.
  ///
  /// Lines are compared exactly, but a line `...` of the declared output stands for any lines.
  package func mismatches(withModels: Bool, run: (String) -> String) -> [ExampleMismatch] {
    examples.filter { withModels || !$0.needsModel }.compactMap { example in
      let printed = run(example.source)
      let expected = lines(of: example.output).map { $0 == "..." ? nil : $0 }
      return linesMatch(lines(of: printed), expected, by: ==)
        ? nil : ExampleMismatch(example: example, printed: printed)
    }
  }
}

private func lines(of text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmingTrailingSpaces(_:))
  while lines.last == "" { lines.removeLast() }
  return lines
}

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
