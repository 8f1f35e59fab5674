import Lessons

/// Where somebody is in a lesson, and what a line that is typed means there. It runs and shows nothing itself.
package struct Stepper: Equatable, Sendable {
  /// What a line asks for.
  package enum Request: Equatable, Sendable {
    /// The lesson's cell is to be run.
    case runCell
    /// The cell is to be run, and its output held against what the student said; nil when that was nothing.
    case predict(String?)
    /// A cell that is only shown has been read.
    case pass
    /// An answer to an exercise, the whole cell, is to be run and checked.
    case answer(String)
    /// Something of the student's own is to be run. It could be an answer where `isAnswer` says so.
    case tryOut(String, isAnswer: Bool)
    case show(Remark)
    case skip
    case back
    case reset
    case resume
    /// The next lesson is wanted.
    case leave(forNext: Bool)
  }

  /// What is to be told.
  package enum Remark: Equatable, Sendable {
    /// The step, again.
    case step
    /// A hint, by its index.
    case hint(Int)
    case noMoreHints
    /// Whether the solution is really wanted.
    case askBeforeSolution
    case solution
    case solutionStaysHidden
    /// The exercise as far as it is filled.
    case sheet
    /// How an exercise is answered.
    case howToAnswer
    case nothingToCheck
    /// The word belongs to exercises, and this is none.
    case noExercise(LessonWord)
    /// How to go on from an earlier place.
    case howToResume
    case place
    case words
  }

  private enum Mood: Equatable {
    /// The student was here before and may go on at a later step.
    case offered(index: Int)
    case ready
    /// Asked whether the solution is really wanted.
    case confirming
  }

  package let steps: [Step]
  /// The step that is shown.
  package private(set) var index = 0
  private var mood = Mood.ready
  /// The exercise of this step as far as it is filled.
  private var sheet = ExerciseSheet(text: "")
  /// What would be the answer if what was tried last went into the blank.
  private var candidate: ExerciseSheet?
  /// How many hints were shown at this step.
  private var hints = 0

  /// At the first of `steps`, of which there is at least one; `resumingAt` is the index of a later one that the student
  /// has come to before.
  package init(_ steps: [Step], resumingAt place: Int? = nil) {
    self.steps = steps
    if let place, place > 0 { mood = .offered(index: min(place, steps.count - 1)) }
    enter(0)
  }

  /// The step that is shown.
  package var step: Step { steps[index] }
  /// Whether this is the text behind the last cell.
  package var isAtEnd: Bool { step.cell == nil }
  /// How many cells there are.
  package var cellCount: Int { steps.count - 1 }
  /// The index of the step at which the student may go on.
  package var offer: Int? { if case .offered(let index) = mood { index } else { nil } }
  /// The exercise of this step as far as it is filled.
  package var sheetText: String { sheet.text }
  /// How many hints there are that were not shown yet.
  package var hintsLeft: Int { (step.cell?.exercise?.hints.count ?? 0) - hints }

  /// Shows the step at `index`.
  package mutating func enter(_ index: Int) {
    self.index = index
    sheet = ExerciseSheet(text: steps[index].cell?.block.text ?? "")
    candidate = nil
    hints = 0
  }

  /// Puts the question aside whether to go on at a later step.
  package mutating func settle() { mood = .ready }

  /// What a line means; `isStatement` tells whether a text can be run on its own.
  package mutating func request(for line: String, isStatement: (String) -> Bool) -> Request {
    let word = LessonWord(line: line)
    switch mood {
    case .offered:
      switch word {
      case .next: return .resume
      case .reset, .help, .quit, .place: break
      case nil where line.trimmed.isEmpty: return .resume
      default: return .show(.howToResume)
      }
    case .confirming:
      mood = .ready
      switch line.trimmed.lowercased() {
      case "y", "yes", "solution": return .show(.solution)
      case "", "n", "no": return .show(.solutionStaysHidden)
      default: break
      }
    case .ready: break
    }
    if let word { return request(for: word) }
    return line.trimmed.isEmpty ? request(for: .next) : request(forText: line, isStatement)
  }

  private mutating func request(for word: LessonWord) -> Request {
    switch word {
    case .next:
      guard let cell = step.cell else { return .leave(forNext: true) }
      if cell.exercise != nil { return .show(.howToAnswer) }
      if cell.options.skip { return .pass }
      return cell.options.predict ? .predict(nil) : .runCell
    case .back: return .back
    case .again:
      sheet = ExerciseSheet(text: step.cell?.block.text ?? "")
      return .show(.step)
    case .skip: return isAtEnd ? .leave(forNext: true) : .skip
    case .hint:
      guard let exercise = step.cell?.exercise else { return .show(.noExercise(word)) }
      guard hints < exercise.hints.count else { return .show(.noMoreHints) }
      hints += 1
      return .show(.hint(hints - 1))
    case .solution:
      guard step.cell?.exercise != nil else { return .show(.noExercise(word)) }
      mood = .confirming
      return .show(.askBeforeSolution)
    case .check:
      guard step.cell?.exercise != nil else { return .show(.noExercise(word)) }
      guard let candidate else { return .show(.nothingToCheck) }
      return fill(candidate)
    case .place: return .show(.place)
    case .reset: return .reset
    case .help: return .show(.words)
    case .quit: return .leave(forNext: false)
    }
  }

  private mutating func request(forText line: String, _ isStatement: (String) -> Bool) -> Request {
    guard let cell = step.cell else { return .tryOut(line, isAnswer: false) }
    if cell.options.predict { return .predict(line.trimmed) }
    guard cell.exercise != nil else { return .tryOut(line, isAnswer: false) }
    switch sheet.read(line, isStatement: isStatement) {
    case .filled(let filled): return fill(filled)
    case .other(let filling):
      candidate = filling ?? candidate
      return .tryOut(line, isAnswer: filling != nil)
    }
  }

  /// Goes on with a sheet: an answer once no blank is left. The next answer begins with the empty sheet again.
  private mutating func fill(_ filled: ExerciseSheet) -> Request {
    candidate = nil
    if filled.hasBlank {
      sheet = filled
      return .show(.sheet)
    }
    sheet = ExerciseSheet(text: step.cell?.block.text ?? "")
    return .answer(filled.text)
  }
}

/// A word that, alone on a line, speaks to the lesson and not to the language.
package enum LessonWord: String, CaseIterable, Sendable {
  case next
  case back
  case again
  case skip
  case hint
  case solution
  case check
  case place = "where"
  case reset
  case help
  case quit

  /// The word that a line holds and nothing else; `exit` is `quit`.
  package init?(line: String) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count == 1 else { return nil }
    self.init(rawValue: words[0] == "exit" ? "quit" : String(words[0]))
  }

  /// What it does.
  package var summary: String {
    switch self {
    case .next: "runs the cell and goes on; Enter does the same"
    case .back: "goes back a step; everything is as it was there"
    case .again: "shows the step again"
    case .skip: "passes over the cell; an exercise is solved for you"
    case .hint: "helps a little with an exercise, then a little more"
    case .solution: "shows how an exercise can be solved"
    case .check: "takes what you tried last as your answer"
    case .place: "tells how far you are"
    case .reset: "starts the lesson again"
    case .help: "lists these words"
    case .quit: "leaves; you can go on later at the same place"
    }
  }
}
