import Lessons
import Script

/// The session of a lesson in class, with the states that the lesson itself went through.
///
/// A cell of the lesson always runs in the state that the lesson left, so that it gives what the lesson says. What a
/// student has tried in between stays visible as long as the lesson does not use the same names.
final class LessonState {
  /// What came of running a text.
  struct Outcome {
    /// What it printed, with the error of a cell that should fail behind it.
    var output: String
    /// That error.
    var expectedError: String?
    /// The error that nobody expected, or the interruption.
    var diagnostic: Diagnostic?
    /// Names of the student's that mean what they mean in the lesson again.
    var setAside: Set<String> = []
  }

  let session: Session
  let host: ClassHost
  /// What the lesson leaves in front of each cell up to the one that is next.
  private var states: [Session.Snapshot]
  /// Names that the student gave a meaning in between.
  private var own: Set<String> = []

  /// The state in front of a lesson. `session` makes its session for a host in front of `host`, which shows pictures in
  /// sentences when `describesPictures` is set.
  init(host: any Host, describesPictures: Bool, session: (any Host) -> Session) {
    self.host = ClassHost(host, describesPictures: describesPictures)
    self.session = session(self.host)
    states = [self.session.snapshot()]
  }

  /// Goes back to the state in front of the cell at `index`, where everything is as the lesson has it.
  func restore(_ index: Int) {
    states.removeSubrange(min(index + 1, states.count)...)
    session.restore(states[states.count - 1])
    own = []
  }

  /// Runs something of the student's own on what is there.
  func tryOut(_ text: String) -> Outcome {
    let outcome = run(text, seed: nil, isHeld: false)
    own.formUnion(Program.names(in: text))
    return outcome
  }

  /// Runs a text of the lesson in the lesson's own state. What it leaves is the lesson's state from there on, unless it
  /// ended in an error: then everything is as before.
  func run(_ text: String, of cell: Cell, isHeld: Bool) -> Outcome {
    let (present, isOtherModel) = (session.snapshot(), enterLessonState())
    var outcome = run(text, seed: cell.options.seed, isHeld: isHeld)
    if cell.options.fails, let diagnostic = outcome.diagnostic, diagnostic.kind != .cancelled {
      let error = diagnostic.rendered()
      outcome.output += error + "\n"
      outcome.expectedError = error
      outcome.diagnostic = nil
    }
    if outcome.diagnostic != nil {
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
  /// nil when it ended in an error. Where it holds, the lesson goes on from that. Where not, what it has left can be
  /// looked at.
  func answer(
    _ text: String, to exercise: Exercise, of cell: Cell, isHeld: Bool
  ) -> (outcome: Outcome, judgement: Judgement?) {
    let (present, before) = (session.snapshot(), states[states.count - 1])
    _ = enterLessonState()
    var outcome = run(text, seed: cell.options.seed, isHeld: isHeld)
    guard outcome.diagnostic == nil else {
      session.restore(present)
      return (outcome, nil)
    }
    let after = session.snapshot()
    let effect = effect(of: exercise, of: cell, answeredBy: after)
    session.restore(after)
    outcome.setAside = effect.restrict(session, to: text, before: before)
    let judged = session.snapshot()
    var judgement: Judgement?
    host.begin(isHeld: true)
    do { judgement = try session.judgement(of: SourceText(exercise.check.text)) } catch { outcome.diagnostic = error }
    _ = host.end()
    if judgement?.value == .boolean(true) {
      session.restore(judged)
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
    guard run(exercise.solution.text, seed: cell.options.seed, isHeld: true).diagnostic == nil else { return untouched }
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

  private func run(_ text: String, seed: UInt64?, isHeld: Bool) -> Outcome {
    let usual = session.seed
    if let seed { session.seed = seed }
    defer { if seed != nil { session.seed = usual } }
    host.begin(isHeld: isHeld)
    var diagnostic: Diagnostic?
    do { try session.run(SourceText(text)) } catch { diagnostic = error }
    return Outcome(output: host.end(), diagnostic: diagnostic)
  }
}
