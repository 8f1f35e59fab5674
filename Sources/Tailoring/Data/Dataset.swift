/// Examples of a task, as a table: a column of questions, a column of answers, and any others.
package struct Dataset: Equatable, Sendable {
  /// A row: a question and its answer.
  package struct Example: Equatable, Sendable {
    package let question: String
    package let answer: String
    /// The cells of the further columns, in the order of ``Dataset/otherColumns``.
    package let others: [String]
    /// The answer before it was exchanged for a wrong one, where that is known.
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
