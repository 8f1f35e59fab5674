/// A written prompt: a description of the task and examples of it, as text in front of the question.
///
///     Translate English to French:
///     bread => pain
///     butter => beurre
///     cheese =>
///
/// A pattern that a model goes on with (Brown et al. 2020, few-shot prompting). Nothing is learned.
package struct HardPrompt: Equatable, Sendable {
  /// What to do; empty for a prompt of examples alone.
  package let description: String
  package let examples: [Dataset.Example]
  /// The question to ask when no other is given.
  package let blank: String?

  /// A prompt of a description, examples or both, without white space at their ends.
  /// Throws for a prompt of nothing, and for examples that are empty or longer than a line.
  package init(
    description: String = "", examples: [Dataset.Example] = [], blank: String? = nil
  ) throws(TailoringError) {
    self.description = trimmed(description)
    self.blank = blank.map { trimmed($0) }
    self.examples = examples.map {
      Dataset.Example(question: trimmed($0.question), answer: trimmed($0.answer))
    }
    if self.description.isEmpty, examples.isEmpty { throw .init(.emptyPrompt) }
    if self.blank == "" { throw .init(.emptyBlank) }
    for (index, example) in self.examples.enumerated() {
      for text in [example.question, example.answer] {
        if text.isEmpty { throw .init(.incompleteExample(number: index + 1)) }
        if text.contains(where: \.isNewline) { throw .init(.lineBreakInExample(number: index + 1)) }
      }
    }
  }

  /// What stands in front of every question.
  package var front: String {
    var lines = examples.map { "\($0.question) => \($0.answer)\n" }
    if let last = description.last { lines.insert(description + (last.isPunctuation ? "\n" : ":\n"), at: 0) }
    return lines.joined()
  }
}
