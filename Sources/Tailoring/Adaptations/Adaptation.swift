/// Anything that makes a model do a task, so that it can be asked and compared in the same way as any other.
package enum Adaptation: Equatable, Sendable {
  /// Nothing: the model reads the question alone.
  case none
  /// A written prompt before the question.
  case prompt(HardPrompt)
  /// Learned numbers: a soft prompt, LoRA, tuned weights.
  case learned(LearnedAdaptation)
  /// Several of these, which vote.
  case ensemble(Ensemble)

  /// The text that is read before every question.
  package var prefix: String {
    switch self {
    case .none, .learned, .ensemble: ""
    case .prompt(let prompt): prompt.prefix
    }
  }

  /// The question to ask when no other is given.
  package var blank: String? {
    switch self {
    case .none, .learned, .ensemble: nil
    case .prompt(let prompt): prompt.blank
    }
  }

  /// Whether the model itself becomes another one, so that it can't share a batch with other adaptations.
  package var changesWeights: Bool {
    guard case .learned(let learned) = self, case .weights = learned.numbers else { return false }
    return true
  }

  /// All of the text that a model reads for a question. The answer is what it continues the text with, up to the line
  /// break.
  package func text(for question: String) -> String { prefix + PromptForm.question(question) }
}
