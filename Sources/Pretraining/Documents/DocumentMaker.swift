import Tailoring
import Tensors

/// Makes the documents of pre-training: a task's examples, line by line, with or without a description before them.
package struct DocumentMaker: Sendable {
  package let tasks: [DocumentTask]
  /// How an example is written, `{q}` and `{a}` being its question and answer; the first is the usual one.
  let forms: [String]
  /// How likely the usual form is.
  let usualForm: Double
  /// How likely a document begins with a description.
  let described: Double
  /// The sums of the tasks' weights up to each.
  private let weights: [Double]

  init(tasks: [DocumentTask], forms: [String], usualForm: Double, described: Double) {
    self.tasks = tasks
    self.forms = forms
    self.usualForm = usualForm
    self.described = described
    var sum = 0.0
    weights = tasks.map { task in
      sum += task.weight
      return sum
    }
  }

  /// A document by chance. Every line of it ends.
  package func document(using generator: inout SeededGenerator) -> String {
    let place = generator.uniform() * (weights.last ?? 0)
    let task = tasks[weights.firstIndex { place < $0 } ?? tasks.count - 1]
    if case .texts(let texts) = task.content { return texts[generator.below(texts.count)] + "\n" }
    let isDescribed = !task.descriptions.isEmpty && generator.uniform() < described
    let form =
      generator.uniform() < usualForm ? forms[0] : forms[generator.below(forms.count)]
    // The last example is the question of those before it.
    let pairs = task.pairs(generator.within(task.examples) + 1, using: &generator)
    var lines = pairs.map { form.filled(question: $0.question, answer: $0.answer) }
    if isDescribed { lines.insert(task.descriptions[generator.below(task.descriptions.count)], at: 0) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The form of an example with its question and answer.
  fileprivate func filled(question: String, answer: String) -> String {
    guard let q = range(of: "{q}"), let a = range(of: "{a}"), q.upperBound <= a.lowerBound else { return self }
    return self[..<q.lowerBound] + question + self[q.upperBound..<a.lowerBound] + answer + self[a.upperBound...]
  }

  /// Where a short text first stands.
  private func range(of text: String) -> Range<Index>? {
    indices.lazy.compactMap { start in
      self[start...].hasPrefix(text) ? start..<self.index(start, offsetBy: text.count) : nil
    }.first
  }
}
