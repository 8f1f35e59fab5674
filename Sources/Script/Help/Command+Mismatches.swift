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
      return matches(lines(of: printed), lines(of: example.output))
        ? nil : ExampleMismatch(example: example, printed: printed)
    }
  }
}

private func lines(of text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmingTrailingSpaces(_:))
  while lines.last == "" { lines.removeLast() }
  return lines
}

/// Compares line by line; after a mismatch the last `...` takes one line more.
private func matches(_ printed: [String], _ expected: [String]) -> Bool {
  var position = 0
  var pattern = 0
  var resume: (position: Int, pattern: Int)?
  while position < printed.count {
    if pattern < expected.count, expected[pattern] == "..." {
      pattern += 1
      resume = (position, pattern)
    } else if pattern < expected.count, expected[pattern] == printed[position] {
      position += 1
      pattern += 1
    } else if let last = resume {
      position = last.position + 1
      pattern = last.pattern
      resume = (position, pattern)
    } else {
      return false
    }
  }
  return expected[pattern...].allSatisfy { $0 == "..." }
}
