import Tailoring
import Tensors

/// Makes the documents of pre-training: a task's examples, line by line, with or without a description before them.
package struct DocumentMaker: Sendable {
  package let tasks: [DocumentTask]
  /// How an example is written; the first is the usual one.
  let forms: [ExampleForm]
  /// How likely the usual form is.
  let usualForm: Double
  /// How likely a document begins with a description.
  let described: Double
  /// The sums of the tasks' weights up to each.
  private let weights: [Double]

  init(tasks: [DocumentTask], forms: [ExampleForm], usualForm: Double, described: Double) {
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

  /// A random document. Every line of it ends.
  package func document(using generator: inout SeededGenerator) -> String {
    let place = generator.uniform() * (weights.last ?? 0)
    let task = tasks[weights.firstIndex { place < $0 } ?? tasks.count - 1]
    if case .texts(let texts) = task.content { return texts[generator.below(texts.count)] + "\n" }
    let isDescribed = !task.descriptions.isEmpty && generator.uniform() < described
    let form = generator.uniform() < usualForm ? forms[0] : forms[generator.below(forms.count)]
    // The last example is the question of those before it.
    let pairs = task.pairs(generator.within(task.examples) + 1, using: &generator)
    var lines = pairs.map { form.filled(question: $0.question, answer: $0.answer) }
    if isDescribed { lines.insert(task.descriptions[generator.below(task.descriptions.count)], at: 0) }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// How an example is written: `{q} => {a}`, its question and answer taking the places of `{q}` and `{a}`.
struct ExampleForm: Sendable {
  private let start: Substring
  private let middle: Substring
  private let end: Substring

  /// Reads a form; nil unless it has `{q}` once and after that `{a}` once.
  init?(_ text: String) {
    let aroundQuestion = text.split(separator: "{q}", omittingEmptySubsequences: false)
    guard aroundQuestion.count == 2 else { return nil }
    let aroundAnswer = aroundQuestion[1].split(separator: "{a}", omittingEmptySubsequences: false)
    guard aroundAnswer.count == 2, !aroundQuestion[0].contains("{a}") else { return nil }
    (start, middle, end) = (aroundQuestion[0], aroundAnswer[0], aroundAnswer[1])
  }

  func filled(question: String, answer: String) -> String { start + question + middle + answer + end }
}
