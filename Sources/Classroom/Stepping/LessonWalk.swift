import Lessons
import Script

/// A walk through a lesson: does what `Stepper` makes of a line, shows what comes of it, and records it.
package final class LessonWalk {
  /// What follows a line.
  package enum Outcome: Equatable, Sendable {
    case stays
    /// Another step is to be shown. Where something was printed, somebody may want to look at that first.
    case moved(hasPrinted: Bool)
    case leaves
    /// The lesson is over and another one may begin.
    case wantsNextLesson
  }

  /// What the prompt calls the lesson.
  let name: String
  let title: String
  /// What is said of the lesson that follows; nil for the last.
  let following: String?
  let screen: Screen
  let state: LessonState
  let record: (ProgressEvent.Action) -> Void
  private let report: (Diagnostic) -> Void

  var stepper: Stepper
  /// The cells' numbers with the answers that passed.
  private(set) var answers: [Int: String]
  private let progress: LessonProgress
  /// What was given a name at this step, so that an answer which uses it can stand on its own.
  private var definitions: [Program.OutlinedStatement] = []

  /// A walk that begins, or offers to go on where `progress` ends. `session` makes the lesson's session for a host in
  /// front of `host`; mistakes in what is typed go to `report`.
  package init(
    _ lesson: Lesson, progress: LessonProgress, following: String? = nil, host: any Host,
    session: (any Host) -> Session, screen: Screen, report: @escaping (Diagnostic) -> Void,
    record: @escaping (ProgressEvent.Action) -> Void
  ) {
    name = LessonFileName(path: lesson.file).name
    title = lesson.title
    self.following = following
    self.screen = screen
    self.report = report
    self.record = record
    self.progress = progress
    state = LessonState(host: host, session: session)
    answers = progress.exercises.filter(\.value.hasPassed).compactMapValues(\.answer)
    let steps = Step.steps(of: lesson)
    // Who has been at the end begins anew.
    stepper = Stepper(steps, resumingAt: progress.cell < steps.count ? progress.cell - 1 : nil)
  }

  /// Shows the first step, or asks whether to go on at a later one.
  package func begin() {
    record(.opened)
    if progress.hasOtherVersion && !progress.isBegun {
      screen.say("The lesson has changed since you were here, so it begins anew.")
    }
    if stepper.offer == nil { showStep() } else { show(.howToResume) }
  }

  /// The prompt, with the lesson and the step.
  package var prompt: String {
    stepper.isAtEnd ? "\(name) end> " : "\(name) \(stepper.index + 1)/\(stepper.cellCount)> "
  }

  /// Whether a line is taken as it is, and not read as part of a statement that may go on.
  package var takesAnyLine: Bool { stepper.step.cell?.options.predict == true || stepper.offer != nil }

  /// Whether the step is an exercise.
  package var isExercise: Bool { stepper.step.cell?.exercise != nil }
  /// Whether it is still open if the lesson goes on at a later step.
  package var isOffering: Bool { stepper.offer != nil }

  /// Does what a line asks for.
  package func take(_ line: String) -> Outcome {
    switch stepper.request(for: line, isStatement: state.session.understands) {
    case .runCell: return runCell()
    case .predict(let guess): return runCell(guess: guess)
    case .pass:
      state.pass()
      return move(recording: .ran(cell: number), hasPrinted: false)
    case .answer(let text): return answer(text)
    case .tryOut(let text, let isAnswer): return tryOut(text, isAnswer: isAnswer)
    case .show(let remark):
      show(remark)
      return .stays
    case .skip: return skip()
    case .back: return back()
    case .reset:
      stepper.settle()
      return go(to: 0)
    case .resume: return resume()
    case .leave(let forNext): return forNext && following != nil ? .wantsNextLesson : .leaves
    }
  }

  /// The number of the cell that is next, from 1.
  var number: Int { stepper.index + 1 }

  // MARK: Running

  private func runCell(guess: String? = nil) -> Outcome {
    guard let cell = stepper.step.cell else { return .stays }
    if let guess { record(.predicted(cell: number, guess)) }
    let outcome = state.run(cell.block.text, of: cell, isHeld: guess != nil)
    if let diagnostic = outcome.diagnostic {
      tell(diagnostic, ofLesson: true)
      return .stays
    }
    if let guess {
      screen.show(("You said", guess), beside: ("It prints", outcome.output.withoutLastBreak))
    } else if let error = outcome.expectedError {
      screen.show(output: error)
    }
    if cell.options.fails, outcome.expectedError == nil {
      screen.say("This should have ended in an error, but did not.")
    }
    if let output = cell.output { compare(outcome.output, with: output) }
    tell(setAside: outcome.setAside)
    return move(recording: .ran(cell: number), hasPrinted: true)
  }

  private func tryOut(_ text: String, isAnswer: Bool) -> Outcome {
    let outcome = state.tryOut(text)
    record(.tried(cell: number, text))
    if let diagnostic = outcome.diagnostic {
      tell(diagnostic, ofLesson: false)
      return .stays
    }
    if let program = try? Program(parsing: SourceText(text)) {
      definitions += program.outline.filter { !$0.names.isEmpty }
    }
    if isAnswer { screen.say("(To make this your answer, type `check`.)") }
    return .stays
  }

  /// Runs an answer, with what it needs of what was tried before, and goes on when it passes the check.
  private func answer(_ text: String) -> Outcome {
    guard let cell = stepper.step.cell, let exercise = cell.exercise else { return .stays }
    let whole = standingAlone(text)
    screen.show(code: whole)
    let (outcome, judgement) = state.answer(whole, to: exercise, of: cell, isHeld: false)
    if outcome.diagnostic?.kind == .cancelled {
      screen.say("Stopped.")
      return .stays
    }
    let hasPassed = judgement?.value == .boolean(true)
    record(.answered(cell: number, whole, passed: hasPassed))
    if hasPassed {
      answers[number] = whole
      screen.say("Right.")
      tell(setAside: outcome.setAside)
      return move(recording: nil, hasPrinted: true)
    }
    if let diagnostic = outcome.diagnostic { report(diagnostic) }
    tell(judgement?.shortfalls ?? [])
    return .stays
  }

  /// `text` behind what it uses of what was given a name at this step.
  private func standingAlone(_ text: String) -> String {
    let own = (try? Program(parsing: SourceText(text)))?.names ?? []
    var parts = [text]
    var seen = own
    for definition in definitions.reversed() where seen.isDisjoint(with: definition.names) {
      guard definition.names.contains(where: { name in parts.contains { $0.mentions(name) } }) else { continue }
      parts.insert(definition.text, at: 0)
      seen.formUnion(definition.names)
    }
    return parts.joined(separator: "\n")
  }

  // MARK: Moving

  private func skip() -> Outcome {
    guard let cell = stepper.step.cell else { return .stays }
    if cell.exercise == nil {
      state.pass()
    } else if let diagnostic = solve(cell, number, isHeld: true) {
      tell(diagnostic, ofLesson: true)
      return .stays
    } else {
      screen.say("Solved for you, so that the lesson can go on; `back` returns to it.")
    }
    return move(recording: .skipped(cell: number), hasPrinted: false)
  }

  /// Runs the solution of the exercise that is shown, and shows what it prints.
  package func runSolution() -> Outcome {
    guard let cell = stepper.step.cell, let exercise = cell.exercise else { return .stays }
    let outcome = state.run(exercise.solution.text, of: cell, isHeld: false)
    if let diagnostic = outcome.diagnostic {
      tell(diagnostic, ofLesson: true)
      return .stays
    }
    return move(recording: .skipped(cell: number), hasPrinted: true)
  }

  /// Runs an exercise by the answer that passed earlier, else by the solution; gives the error in which that ended.
  func solve(_ cell: Cell, _ number: Int, isHeld: Bool) -> Diagnostic? {
    guard let exercise = cell.exercise else { return nil }
    if let answer = answers[number] {
      let (outcome, judgement) = state.answer(answer, to: exercise, of: cell, isHeld: isHeld)
      if judgement?.value == .boolean(true) || outcome.diagnostic?.kind == .cancelled { return outcome.diagnostic }
    }
    return state.run(exercise.solution.text, of: cell, isHeld: isHeld).diagnostic
  }

  private func back() -> Outcome {
    guard stepper.index > 0 else {
      screen.say("This is the first step.")
      return .stays
    }
    return go(to: stepper.index - 1)
  }

  private func go(to index: Int) -> Outcome {
    state.restore(index)
    enter(index)
    return .moved(hasPrinted: false)
  }

  private func move(recording action: ProgressEvent.Action?, hasPrinted: Bool) -> Outcome {
    if let action { record(action) }
    enter(stepper.index + 1)
    if stepper.isAtEnd { record(.finished) }
    return .moved(hasPrinted: hasPrinted)
  }

  private func enter(_ index: Int) {
    stepper.enter(index)
    definitions = []
  }

  /// Runs the cells in front of the offered step without showing what they print.
  private func resume() -> Outcome {
    guard let offer = stepper.offer else { return .stays }
    stepper.settle()
    for index in 0..<offer {
      guard let cell = stepper.steps[index].cell else { break }
      state.host.report(ProgressReport("running the cells before", completed: index, of: offer))
      let diagnostic: Diagnostic?
      if cell.options.skip || progress.skipped.contains(index + 1) && cell.exercise == nil {
        state.pass()
        diagnostic = nil
      } else if cell.exercise != nil {
        diagnostic = solve(cell, index + 1, isHeld: true)
      } else {
        diagnostic = state.run(cell.block.text, of: cell, isHeld: true).diagnostic
      }
      if let diagnostic {
        enter(index)
        tell(diagnostic, ofLesson: true)
        return .moved(hasPrinted: true)
      }
    }
    enter(offer)
    return .moved(hasPrinted: false)
  }

  /// Shows the step that has been moved to.
  package func showStep() {
    record(.place(cell: number, line: stepper.step.line))
    show(.step)
  }

  /// Tells about an error, or that somebody stopped what ran.
  private func tell(_ diagnostic: Diagnostic, ofLesson: Bool) {
    if diagnostic.kind == .cancelled {
      screen.say(ofLesson ? "Stopped. Enter runs the cell again, `skip` passes over it." : "Stopped.")
      return
    }
    report(diagnostic)
    if ofLesson { screen.say("The lesson did not expect that. `skip` passes over the cell, `back` goes back a step.") }
  }
}

extension String {
  /// The text without the line break at its end.
  fileprivate var withoutLastBreak: String { last?.isNewline == true ? String(dropLast()) : self }

  /// Whether the text spells `name` and nothing longer.
  fileprivate func mentions(_ name: String) -> Bool {
    ranges(of: name).contains { range in
      let next = range.upperBound < endIndex ? self[range.upperBound] : " "
      return !(next.isLetter || next.isNumber || next == "-" || next == "_")
    }
  }
}
