/// Anything that makes a model do a task, so that it can be asked and compared in the same way as any other.
package enum Adaptation: Equatable, Sendable {
  /// Nothing: the model reads the question alone.
  case none
  /// A written prompt in front of the question.
  case prompt(HardPrompt)
  /// Learned numbers: a soft prompt, LoRA, tuned weights.
  case learned(LearnedAdaptation)

  /// The text that stands in front of every question.
  package var front: String {
    switch self {
    case .none, .learned: ""
    case .prompt(let prompt): prompt.front
    }
  }

  /// The question to ask when no other is given.
  package var blank: String? {
    switch self {
    case .none, .learned: nil
    case .prompt(let prompt): prompt.blank
    }
  }

  /// All of the text that a model reads for a question. The answer is what the model puts behind it, up to the line
  /// break.
  package func text(for question: String) -> String { front + trimmed(question) + " =>" }
}
