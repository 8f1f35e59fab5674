import Lessons
import Script

/// What the solution of an exercise changes, and with it what counts of an answer: in class and when it is graded.
///
/// A check sees the names, the model and the seed of the lesson as the lesson has them. Of an answer it sees what the
/// solution gives a meaning too, and names that are new: an answer can't change what it is measured with.
struct SolutionEffect {
  /// The names that the solution gives a meaning.
  private let names: Set<String>
  private let hasOtherModel: Bool
  private let seed: UInt64

  /// The effect of the solution of `exercise`, which has just run in `session` after `before`.
  init(of exercise: Exercise, in session: Session, before: Session.Snapshot) {
    let after = session.snapshot()
    let (model, seed) = (session.model?.summary, session.seed)
    session.restore(before)
    self.init(of: exercise, hasOtherModel: session.model?.summary != model, seed: seed)
    session.restore(after)
  }

  /// The effect of a solution that has not run, when it leaves the model and the seed, which is `seed`, alone.
  init(of exercise: Exercise, seed: UInt64) {
    self.init(of: exercise, hasOtherModel: false, seed: seed)
  }

  private init(of exercise: Exercise, hasOtherModel: Bool, seed: UInt64) {
    names = Program.names(in: exercise.solution.text)
    self.hasOtherModel = hasOtherModel
    self.seed = seed
  }

  /// Takes back what does not count of `answer`, which has just run in `session` after `before`.
  ///
  /// - Returns: the names of the lesson that the answer has given another meaning, and that have their own again.
  @discardableResult
  func restrict(_ session: Session, to answer: String, before: Session.Snapshot) -> Set<String> {
    let (model, last) = (session.model, session.bindings.last)
    let own = Program.names(in: answer)
    let setAside = session.restore(before, keeping: own, replacing: names.intersection(own))
    session.bindings.last = last
    if hasOtherModel { session.model = model }
    session.seed = seed
    return setAside
  }
}

extension Program {
  /// The names that a text gives a meaning; none when it cannot be read.
  static func names(in text: String) -> Set<String> {
    (try? Program(parsing: SourceText(text)))?.names ?? []
  }
}
