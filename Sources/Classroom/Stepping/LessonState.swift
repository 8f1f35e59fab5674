import Lessons
import Script

/// The session of a lesson in class, with the states that the lesson itself went through.
///
/// A cell of the lesson always runs in the state that the lesson left, so that it gives what the lesson says. What a
/// student has tried in between stays visible as long as the lesson does not use the same names.
final class LessonState {
  /// What came of running a text.
  struct Outcome {
    let run: CellRun
    /// The end that the lesson cannot go on from, be it of the text or of a check of it; nil when it can.
    var obstacle: CellEnd?
    /// Names of the student's that mean what they mean in the lesson again.
    var setAside: Set<String> = []

    fileprivate init(_ run: CellRun) {
      self.run = run
      if run.isBroken { obstacle = run.end }
    }
  }

  private let runner: CellRunner
  /// What the lesson leaves in front of each cell up to the one that is next.
  private var states: [Session.Snapshot]
  /// Names that the student gave a meaning in between.
  private var own: Set<String> = []

  var session: Session { runner.session }

  /// The state in front of a lesson. `session` makes its session for a host in front of `host`, which shows pictures in
  /// sentences when `describesPictures` is set.
  init(host: any Host, describesPictures: Bool, session: (any Host) -> Session) {
    let host = CapturingHost(host, .passOn, pictures: describesPictures ? .described : .text)
    runner = CellRunner(host, session: session)
    states = [runner.session.snapshot()]
  }

  /// Shows how far something long has come.
  func report(_ progress: ProgressReport) { runner.host.report(progress) }

  /// Goes back to the state in front of the cell at `index`, where everything is as the lesson has it.
  func restore(_ index: Int) {
    states.removeSubrange(min(index + 1, states.count)...)
    session.restore(states[states.count - 1])
    own = []
  }

  /// Runs something of the student's own on what is there, as at the prompt: without limits. Gives the error in which it
  /// ended, or the interruption.
  func tryOut(_ text: String) -> CellEnd? {
    defer { own.formUnion(Program.names(in: text)) }
    return runner.tryOut(text)
  }

  /// Runs a text of the lesson in the lesson's own state. What it leaves is the lesson's state from there on, unless
  /// nothing can go on from that: then everything is as before. What it prints is shown unless `isHeld`.
  func run(_ text: String, of cell: Cell, isHeld: Bool) -> Outcome {
    let (present, isOtherModel) = (session.snapshot(), enterLessonState())
    var outcome = Outcome(run(text, cell, isHeld: isHeld))
    if outcome.obstacle != nil {
      session.restore(present)
      return outcome
    }
    outcome.setAside = settle(over: present)
    if isOtherModel { outcome.setAside.insert("the model in use") }
    return outcome
  }

  /// The lesson goes on without its next cell.
  func pass() { states.append(states[states.count - 1]) }

  /// Runs an answer to an exercise in the lesson's own state and judges what counts of what it leaves; the judgement is
  /// nil when it or the check came to no good end. Where it holds, the lesson goes on from that. Where not, what it has left can be
  /// looked at.
  func answer(
    _ text: String, to exercise: Exercise, of cell: Cell, isHeld: Bool
  ) -> (outcome: Outcome, judgement: Judgement?) {
    let (present, before) = (session.snapshot(), states[states.count - 1])
    _ = enterLessonState()
    var outcome = Outcome(run(text, cell, isHeld: isHeld))
    guard outcome.obstacle == nil else {
      session.restore(present)
      return (outcome, nil)
    }
    let after = session.snapshot()
    let effect = effect(of: exercise, of: cell, answeredBy: after)
    session.restore(after)
    outcome.setAside = effect.restrict(session, to: text, before: before)
    let judged = session.snapshot()
    let (check, judgement) = runner.judgement(of: exercise.check, cell.options)
    if check.isBroken { outcome.obstacle = check.end }
    if judgement?.value == .boolean(true) {
      outcome.setAside.formUnion(settle(over: present))
    } else {
      session.restore(present)
      session.restore(judged, keeping: own)
    }
    return (outcome, judgement)
  }

  /// What the solution of `exercise` changes in the lesson's state. It runs only when that is in question: when an answer
  /// has left another model or seed than there was.
  private func effect(of exercise: Exercise, of cell: Cell, answeredBy after: Session.Snapshot) -> SolutionEffect {
    session.restore(after)
    let (model, seed) = (session.model?.summary, session.seed)
    session.restore(states[states.count - 1])
    let before = session.snapshot()
    let untouched = SolutionEffect(of: exercise, seed: session.seed)
    guard session.model?.summary != model || session.seed != seed else { return untouched }
    guard !run(exercise.solution.text, cell, isHeld: true).isBroken else { return untouched }
    return SolutionEffect(of: exercise, in: session, before: before)
  }

  /// Makes the session know what the lesson has left and nothing else; whether the model in use is another one then.
  private func enterLessonState() -> Bool {
    let model = session.model?.summary
    session.restore(states[states.count - 1])
    return session.model?.summary != model
  }

  /// Takes what the session knows as the state that the lesson has left, and adds what the student had in `present`.
  private func settle(over present: Session.Snapshot) -> Set<String> {
    let after = session.snapshot()
    states.append(after)
    session.restore(present)
    let setAside = session.restore(after, keeping: own)
    own.subtract(setAside)
    return setAside
  }

  private func run(_ text: String, _ cell: Cell, isHeld: Bool) -> CellRun {
    runner.run(text, cell.options, policy: isHeld ? .keep : .both)
  }
}
