/// Examples of a task, as a table: a column of questions, a column of answers, and any others.
package struct Dataset: Equatable, Sendable {
  /// A row: a question and its answer.
  package struct Example: Equatable, Sendable {
    package let question: String
    package let answer: String
    /// The cells of the further columns, in the order of ``Dataset/otherColumns``.
    package let others: [String]
    /// The true answer, where this one is known to be wrong.
    package let truth: String?

    package init(question: String, answer: String, others: [String] = [], truth: String? = nil) {
      self.question = question
      self.answer = answer
      self.others = others
      self.truth = truth
    }

    /// The same example with another answer.
    func with(answer: String, truth: String?) -> Example {
      Example(question: question, answer: answer, others: others, truth: truth)
    }
  }

  /// What a file says about itself; empty where it says nothing.
  package struct Origin: Equatable, Sendable {
    package var title = ""
    package var source = ""
    package var licence = ""

    package init() {}
  }

  /// What the data set is called: its file's name without the extension.
  package let name: String
  package let origin: Origin
  /// The name of the column of questions.
  package let questionColumn: String
  /// The name of the column of answers.
  package let answerColumn: String
  /// The names of the further columns.
  package let otherColumns: [String]
  package let examples: [Example]

  /// A data set of examples whose `others` have as many cells as there are further columns.
  package init(
    name: String, origin: Origin = Origin(), questionColumn: String = "question", answerColumn: String = "answer",
    otherColumns: [String] = [], examples: [Example]
  ) {
    self.name = name
    self.origin = origin
    self.questionColumn = questionColumn
    self.answerColumn = answerColumn
    self.otherColumns = otherColumns
    self.examples = examples
  }

  package var count: Int { examples.count }

  /// The names of all columns, questions and answers first.
  package var columns: [String] { [questionColumn, answerColumn] + otherColumns }

  /// The same data set with other examples.
  package func with(_ examples: some Sequence<Example>) -> Dataset {
    Dataset(
      name: name, origin: origin, questionColumn: questionColumn, answerColumn: answerColumn,
      otherColumns: otherColumns, examples: Array(examples))
  }
}

extension Dataset {
  /// The examples of several data sets one after the other, without further columns; one alone stays as it is.
  init(joining datasets: [Dataset], named names: [String]) {
    if datasets.count == 1 {
      self = datasets[0]
    } else {
      self.init(
        name: (names.isEmpty ? datasets.map(\.name) : names).joined(separator: ", "),
        examples: datasets.flatMap(\.examples).map { Example(question: $0.question, answer: $0.answer) })
    }
  }

  /// The data set without its first `count` examples, which are shown before every question instead, so that a model
  /// which has learned nothing of the task can be judged by it.
  ///
  /// Nil when no example would be left to ask.
  package func shown(_ count: Int) -> Dataset? {
    guard count >= 0, count < self.count else { return nil }
    let shown = examples.prefix(count).map(PromptForm.line).joined()
    return with(
      examples.dropFirst(count).map {
        Example(question: shown + trimmed($0.question), answer: $0.answer, others: $0.others)
      })
  }
}
