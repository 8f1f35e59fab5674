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
  let report: (Diagnostic) -> Void

  var stepper: Stepper
  /// The cells' numbers with the answers that passed.
  var answers: [Int: String]
  let progress: LessonProgress
  /// The numbers of the cells that did not run, which later cells may miss.
  var passedOver: Set<Int> = []
  /// What was given a name at this step, so that an answer which uses it can stand on its own.
  var definitions: [Program.OutlinedStatement] = []
  /// Whether it was said at this step that what is tried can become the answer.
  var hasToldOfCheck = false

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
    state = LessonState(host: host, describesPictures: screen.isAccessible, session: session)
    answers = progress.exercises.filter(\.value.hasPassed).compactMapValues(\.answer)
    let steps = Step.steps(of: lesson)
    // Who has been at the end begins anew.
    stepper = Stepper(steps, resumingAt: progress.cell < steps.count ? progress.cell - 1 : nil)
  }

  /// Shows the first step, or asks whether to go on at a later one.
  package func begin() {
    record(.opened)
    if progress.hasOtherVersion && !progress.isBegun {
      screen.say("The lesson has changed since you were here, so it starts over.")
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

  /// Shows the step that has been moved to.
  package func showStep() {
    record(.place(cell: number, line: stepper.step.line))
    show(.step)
  }

  /// Says how something ended that cannot be gone on from. A cell of the lesson's own should not have.
  func tell(_ obstacle: CellEnd, ofLesson: Bool) {
    if ofLesson, case .stopped = obstacle {
      screen.say("Stopped. Enter runs the cell again, `skip` passes over it.")
      return
    }
    tell(obstacle)
    if ofLesson { screen.say("The lesson did not expect that" + advice + " `skip` passes over the cell.") }
  }

  /// Says how something ended.
  func tell(_ end: CellEnd) {
    if let diagnostic = end.diagnostic {
      report(diagnostic)
    } else if let failure = try? end.failure(expectingError: false) {
      screen.say("Stopped: \(failure.sentence).")
    }
  }

  /// The end of a sentence about an error, with the likely reason.
  var advice: String { likelyReason.map { ". " + $0 } ?? "." }

  /// What an error may come from; nil when there is nothing to suspect.
  var likelyReason: String? {
    passedOver.filter { $0 < number }.max().map {
      "Step \($0) was passed over: it may be missed. `back` goes back a step."
    }
  }
}
