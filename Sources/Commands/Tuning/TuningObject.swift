import Script
import Tailoring

/// A run of tuning as a value of the language: the steps made so far, to go on from.
///
/// A run that was stopped is kept as an ordinary variable: it is seen in `vars`, can be given another name and gone
/// on with as often as one likes, and needs no place of its own in the session.
struct TuningObject: ScriptObject {
  /// The command that began it.
  let title: String
  private(set) var run: TuningRun
  /// What the steps took; nil before the first.
  private var effort: Effort?

  init(title: String, run: TuningRun) {
    self.title = title
    self.run = run
  }

  /// The variable that keeps the last run that was stopped.
  static let variable = "unfinished"

  var typeName: String { "tuning" }

  /// `tune prompt, 37 of 100 steps`.
  var summary: String { "\(title), \(run.stepCount) of \(run.settings.steps) steps" }

  var fields: [Field] {
    [
      Field("step", .number(Double(run.stepCount))), Field("steps", .number(Double(run.settings.steps))),
      Field("loss", .list(run.history.map { .number($0.loss) })),
      Field("adaptation", .object(AdaptationObject(.learned(try adaptation())))),
    ]
  }

  /// Makes the steps that are left, in place, since a run may hold gigabytes, and gives what was learned. When the
  /// user stops it, the steps made are kept in a variable and the error says how to go on. Throws a diagnostic that
  /// points at `rate:` when a number is no longer finite.
  mutating func finish(_ arguments: Arguments, _ context: Context) throws -> Value {
    let host = context.host
    let (first, before, watch) = (run.stepCount, effort, host.watchEffort())
    do {
      while !run.isFinished {
        try run.step(check: host.checkCancelled)
        let now = watch()
        effort = before?.followed(by: now) ?? now
        host.report(progress(steps: run.stepCount - first, seconds: now.seconds))
      }
    } catch let error as CancellationError {
      guard run.stepCount > 0 else { throw error }
      context.session.bindings.bind(Self.variable, to: .object(self))
      throw Diagnostic(
        "stopped after step \(run.stepCount) of \(run.settings.steps); `resume` goes on from there", at: context.span,
        kind: .cancelled)
    } catch let error as TailoringError {
      throw arguments.mistake(error, at: "rate")
    }
    return .object(AdaptationObject(.learned(try adaptation())))
  }

  /// What has been learned so far.
  private func adaptation() throws -> LearnedAdaptation {
    try run.adaptation(effort ?? Effort())
  }

  /// How far the run has come, `seconds` and so many steps after it was begun or gone on with.
  private func progress(steps: Int, seconds: Double) -> ProgressReport {
    var parts: [String] = []
    if let last = run.history.last {
      parts = ["loss \(rounded(last.loss))", "gradient \(rounded(last.gradientNorm))"]
    }
    if let dev = run.devScores.last { parts.append("dev \(rounded(100 * dev.accuracy)) %") }
    if seconds > 0, steps > 0 {
      let speed = Double(steps) / seconds
      let left = Double(run.settings.steps - run.stepCount) / speed
      parts += ["\(format((speed * 100).rounded() / 100)) steps/s", "\(format(left.rounded(.up))) s left"]
    }
    return ProgressReport(
      title, completed: run.stepCount, of: run.settings.steps, detail: parts.joined(separator: ", "))
  }
}
