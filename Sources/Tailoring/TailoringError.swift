import Tensors

/// An error that knows which argument of a call is to blame for it.
package protocol ArgumentError: Error, CustomStringConvertible {
  /// The argument's label; nil where only the caller can tell.
  var argument: String? { get }
  /// What to do about it, in a few words.
  var suggestion: String? { get }
}

/// Why a model can't be tailored, tuned, judged or saved as asked.
package struct TailoringError: ArgumentError, Equatable {
  package let reason: Reason
  /// The argument to blame, by its label; nil where only the caller can tell.
  package var blamed: Argument?
  /// What it is about, such as the name of one of several tasks.
  package var subject: String?

  package init(_ reason: Reason, blaming argument: Argument? = nil, about subject: String? = nil) {
    self.reason = reason
    blamed = argument
    self.subject = subject
  }

  /// The arguments that can be to blame, by their labels, which commands share.
  package enum Argument: String, CaseIterable, Sendable {
    case adaptations, answer, corrections, dataset, dev, goal, layers, members, on, others, part, question, rate, start
    case teachers, test, train, truth, unseen
  }

  /// What examples are for.
  package enum Use: Equatable, Sendable {
    /// To learn from.
    case training
    /// To choose by.
    case development
    /// To judge by.
    case evaluation

    /// The argument that such examples are given as.
    var argument: Argument { self == .development ? .dev : .on }
  }

  /// What two models can differ in.
  package enum Property: String, Sendable { case architecture, width, layers }

  /// A label as a task spells it.
  package struct LabelSpelling: Equatable, Sendable {
    package let label: String
    package let task: String

    package init(_ label: String, in task: String) {
      self.label = label
      self.task = task
    }
  }

  package enum Reason: Equatable, Sendable {
    // MARK: An adaptation and a model

    case otherModel(Property, learnedFor: String, has: String, model: String, hasInstead: String)
    /// The numbers at a place have another shape than the model has there.
    case wrongShape(place: String, shape: Shape, expected: Shape)
    /// There are more or fewer tensors than places for them.
    case wrongCount(Int, expected: Int)
    /// It does several tasks, of these names, and none of them is chosen.
    case severalTasks([String])

    // MARK: Prompts, ensembles and batches

    case emptyPrompt
    case emptyBlank
    case incompleteExample(number: Int)
    case lineBreakInExample(number: Int)
    case tooFewMembers(Int)
    case ensembleAsMember(Int)
    case tunedWeightsAsMember(Int)
    case sameMember(Int, Int)
    /// The question with this index has tuned weights, and others have not.
    case tunedWeightsInBatch(index: Int)

    // MARK: Examples

    case noExamples(Use)
    /// The answer to this question has no token.
    case emptyAnswer(question: String, Use)
    /// An answer of several lines: its first line break would end it.
    case answerOfSeveralLines(question: String)
    /// An example with what is read before it is longer than the model's context.
    case tooLong(question: String, tokens: Int, limit: Int)

    // MARK: Tuning

    /// There is nothing to learn.
    case noTask
    /// What several tasks should share is to be learned from one.
    case oneTask
    /// Two tasks of these names have the same examples.
    case sameTask(String, String)
    /// There are development examples for another number of tasks.
    case otherCount(Int, tasks: Int)
    /// There are teachers for another number of tasks.
    case otherTeachers(Int, tasks: Int)
    /// A development score is to be reached, and there are no development examples.
    case goalWithoutDev
    /// Two tasks, or one, spell a label in two ways.
    case labelSpelledTwice(LabelSpelling, LabelSpelling)
    /// A single example can only be learned by heart.
    case oneExample
    /// The text that rows should start from has no token.
    case emptyStart
    /// More layers should be tuned than the model has.
    case tooManyLayers(Int, limit: Int)
    /// The rows of queries and keys stand in another order.
    case otherRowOrder(learnedFor: String, model: String)
    /// The model's layers have no such projection.
    case noProjection(String, model: String)
    /// A NaN or an infinity came up; the step changed nothing.
    case notFinite(what: String, step: Int, layer: Int?)

    // MARK: Comparing

    /// A task has too few examples to show some and ask others.
    case tooFewToShow(name: String, shots: Int)
    /// It can't be learned again with other seeds, because it is not known how it was learned.
    case unknownOrigin(name: String)
    /// Forgetting takes more tasks.
    case tooFewTasks(Int)
    /// The right answers are about other questions.
    case otherQuestions(truth: String, dataset: String)

    // MARK: Data sets

    /// What is wrong with a file, on a line (from 1) or as a whole; `problem` is the end of a sentence that begins with
    /// the place.
    case file(String, line: Int?, problem: String)
    case unknownColumn(String, known: [String])
    /// The same column was chosen for questions and answers.
    case sameColumn(String)
    case tooLargeParts(available: Int)
    case emptyPart(String, available: Int)
    case tooManyToSpoil(available: Int)
    case nothingToSpoil(available: Int)
    case noOtherAnswer
    case noCorrections
    case emptyCorrection(question: String)
    case unknownQuestion(String)
    case twoCorrections(question: String)

    // MARK: Saved files

    /// The rows of a prompt are for a model of another width.
    case rowsOfOtherWidth(Int, model: String, width: Int)
    /// The rows of a prompt are said to begin with the beginning token, and nothing follows it.
    case nothingButTheBeginning(rows: Int)
    /// An adapter changes a module that the model does not have.
    case unknownModule(String, model: String, layers: Int)
    /// An adapter changes a module in some layers, but not in this one.
    case missingUpdate(module: String, model: String, layers: Int)
    /// An update, or a matrix, is for another shape than the model has there.
    case otherShape(name: String, shape: [Int], model: String, expected: [Int])
    /// A folder of tuned weights computes something else than the model.
    case otherComputation(what: String, model: String, has: String, folderHas: String)
    /// PEFT's modules hold several projections of the model.
    case fusedModules(model: String)
    /// A model of transformers' folder is to be written as a GGUF file.
    case folderAsFile(model: String)
    /// A `config.json` can't say something of the model.
    case unsayable(what: String, model: String)
    /// The rows of a prompt for several tasks begin with the beginning token, but not as it is.
    case changedBeginning
    /// What was read back differs from what was saved.
    case readBackDiffers(path: String)
  }
}

extension TailoringError {
  package var argument: String? { blamed?.rawValue }

  package var suggestion: String? {
    switch reason {
    case .severalTasks(let names): names.first.map { "its field `prompts` has them: .prompts.\($0)" }
    case .tunedWeightsInBatch: "ask it apart from the others"
    case .notFinite: "a lower rate may help"
    default: nil
    }
  }

  /// One sentence without a full stop.
  package var description: String { (subject.map { "\($0): " } ?? "") + reason.sentence }

  /// The error seen from further away: about `subject`, and the fault of `argument`.
  func about(_ subject: String?, blaming argument: Argument? = nil) -> TailoringError {
    let subjects = [subject, self.subject].compactMap { $0 }
    return TailoringError(
      reason, blaming: argument ?? blamed, about: subjects.isEmpty ? nil : subjects.joined(separator: ": "))
  }

  /// Runs `body`; its error is rethrown as about `subject`, and the fault of `argument`.
  static func blaming<Result>(
    _ argument: Argument, about subject: String? = nil, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as TailoringError {
      throw error.about(subject, blaming: argument)
    }
  }
}

extension TailoringError.Reason {
  fileprivate var sentence: String {
    switch self {
    case .otherModel(let property, let name, let own, let model, let found):
      switch property {
      case .architecture: "this was learned for \(name), whose architecture is \(own), but that of \(model) is \(found)"
      case .width: "this was learned for \(name), which is \(own) wide, but \(model) is \(found) wide"
      case .layers: "this was learned for \(name), which has \(own) layers, but \(model) has \(found)"
      }
    case .wrongShape(let place, let shape, let expected):
      "the learned numbers for \(place) are \(shape), but the model has room for \(expected) there"
    case .wrongCount(let count, let expected):
      "there are \(count) learned tensors, but \(expected) places for them in the model"
    case .severalTasks(let names):
      "a universal prompt does several tasks (\(names.joined(separator: ", "))): choose the prompt of one"

    case .emptyPrompt: "a prompt needs a description, examples, or both"
    case .emptyBlank: "the blank has no question"
    case .incompleteExample(let number): "example \(number) lacks a question or an answer"
    case .lineBreakInExample(let number):
      "example \(number) has a line break, but an example is one line of the prompt"
    case .tooFewMembers(let count): "an ensemble needs at least two members to vote, and this has \(count)"
    case .ensembleAsMember(let member): "member \(member) is an ensemble itself: give its members instead"
    case .tunedWeightsAsMember(let member):
      "member \(member) has tuned weights, which are another model, but an ensemble votes over one frozen model"
    case .sameMember(let first, let second):
      "members \(first) and \(second) are the same, so that one would vote twice"
    case .tunedWeightsInBatch(let index):
      "number \(index + 1) has tuned weights, which are another model, but a batch shares one frozen model"

    case .noExamples(.training): "there is no example to learn from"
    case .noExamples(.development): "there is no example to choose by"
    case .noExamples(.evaluation): "there is no example to judge by"
    case .emptyAnswer(let question, .evaluation):
      "the answer to '\(shortened(question))' has no token, so nothing can be judged by it"
    case .emptyAnswer(let question, _):
      "the answer to '\(shortened(question))' has no token, so there is nothing to learn from it"
    case .answerOfSeveralLines(let question):
      "the answer to '\(shortened(question))' has several lines, but a line break ends an answer"
    case .tooLong(let question, let tokens, let limit):
      "'\(shortened(question))' and its answer take \(tokens) tokens with what stands in front, "
        + "but the model has room for \(limit)"

    case .noTask: "there is no task to learn"
    case .oneTask: "what tasks have in common shows only when there are two of them at least"
    case .sameTask(let first, let second):
      first == second ? "\(first) is there twice" : "\(first) and \(second) have the same examples"
    case .otherCount(let count, let tasks): "there are \(tasks) tasks, but development examples for \(count)"
    case .otherTeachers(let count, let tasks):
      "there are \(tasks) tasks, but \(count == 1 ? "1 teacher" : "\(count) teachers")"
    case .goalWithoutDev: "a goal is a score on development examples, and there are none"
    case .labelSpelledTwice(let first, let second):
      "one label is spelled in two ways: '\(first.label)' in \(first.task) and '\(second.label)' in \(second.task)"
    case .oneExample: "one example can only be learned by heart: a task takes at least two"
    case .emptyStart: "the text that the rows should start from has no token"
    case .tooManyLayers(let layers, let limit): "\(layers) layers can't be tuned, because the model has \(limit)"
    case .otherRowOrder(let name, let model):
      "this was learned for \(name), whose rows stand in another order than those of \(model): save it, and load it for \(model)"
    case .noProjection(let projection, let model):
      "\(model) has no \(projection): its feed-forward is of another kind"
    case .notFinite(let what, let step, let layer):
      "\(what) is not a finite number in step \(step)\(layer.map { ", from layer \($0) on" } ?? ""); the step was not made"

    case .tooFewToShow(let name, let shots):
      "\(name) has too few examples to show \(shots == 1 ? "one" : "\(shots)") and ask about another"
    case .unknownOrigin(let name):
      "\(name) can't be learned again with other seeds: it comes from a file, or from a universal prompt, which does not "
        + "say how it was learned alone"
    case .tooFewTasks: "one task can't be forgotten for another: this takes two at least"
    case .otherQuestions(let truth, let dataset): "\(truth) answers none of the questions of \(dataset)"

    case .file(let file, let line, let problem): file + (line.map { ", line \($0)" } ?? "") + ": " + problem
    case .unknownColumn(let column, let known):
      "there is no column `\(column)`, only \(known.map { "`\($0)`" }.joined(separator: ", "))"
    case .sameColumn(let column): "`\(column)` cannot be both the question and the answer"
    case .tooLargeParts(let available): "the parts together are more than the data set: it has \(available)"
    case .emptyPart(let part, let available): "`\(part)` would have no example: the data set has \(available)"
    case .tooManyToSpoil(let available): "that is more than the data set has: \(available)"
    case .nothingToSpoil(let available): "that is no example: the data set has \(available)"
    case .noOtherAnswer: "no example has another answer, so that none could be wrong"
    case .noCorrections: "there is nothing to put right: the list is empty"
    case .emptyCorrection(let question): "the new answer to '\(shortened(question))' is empty"
    case .unknownQuestion(let question): "the data set has no question '\(shortened(question))'"
    case .twoCorrections(let question): "'\(shortened(question))' is to have two answers"

    case .rowsOfOtherWidth(let found, let model, let width):
      "its rows are \(found) wide, but the embeddings of \(model) are \(width) wide: it was made for another model"
    case .nothingButTheBeginning(let rows):
      "its \(rows == 1 ? "one row is" : "\(rows) rows are") the beginning of a text, and no learned row follows"
    case .unknownModule(let module, let model, let layers):
      "it changes \(module), which \(model) does not have (\(layers) layers): it was made for another model"
    case .missingUpdate(let module, let model, let layers):
      "it has no update of \(module), though of this module in other layers; \(model) has \(layers) layers"
    case .otherShape(let name, let shape, let model, let expected):
      "\(name) is \(Self.shown(shape)), but \(model) has \(Self.shown(expected)) there: it was made for another model"
    case .otherComputation(let what, let model, let own, let other):
      "it computes something else than \(model): \(what) is \(Self.shown(other)) there, and \(Self.shown(own)) here; it was "
        + "tuned from another model"
    case .fusedModules(let model):
      "the modules of \(model) hold several matrices in one, and adapters of such modules are neither read nor written"
    case .folderAsFile(let model): "\(model) comes from a folder of transformers, and is written as such a folder alone"
    case .unsayable(let what, let model):
      "a folder of transformers can't say \(what) of \(model): let the path end in .gguf"
    case .changedBeginning:
      "its first row is said to be the beginning of a text, but a task's factors make something else of it"
    case .readBackDiffers(let path): "what was read back from \(path) is not what was saved: don't rely on it"
    }
  }

  /// A value in a message, cut where it is long.
  private static func shown(_ value: String) -> String { value.count > 60 ? value.prefix(59) + "…" : value }

  private static func shown(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }
}

/// A text as messages quote it: the beginning of one that is long.
func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }
