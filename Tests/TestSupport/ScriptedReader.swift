import Terminal

/// A reader whose input is known beforehand.
package final class ScriptedReader: LineReader {
  private var inputs: [LineInput]
  /// The prompts it was asked with.
  package private(set) var prompts: [String] = []
  /// The statements it was to keep.
  package private(set) var remembered: [String] = []
  /// How often it was to forget what was typed ahead.
  package private(set) var drops = 0

  /// Gives `inputs` one after the other, and then the end.
  package init(_ inputs: [LineInput]) {
    self.inputs = inputs
  }

  package func read(prompt: String, continuing statement: String) -> LineInput {
    prompts.append(prompt)
    return inputs.isEmpty ? .end : inputs.removeFirst()
  }

  package func remember(_ statement: String) { remembered.append(statement) }
  package func dropTypedAhead() { drops += 1 }
}
