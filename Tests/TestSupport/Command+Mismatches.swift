import Printing
import Script

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
