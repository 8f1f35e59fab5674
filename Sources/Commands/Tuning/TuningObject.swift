import Script
import Tailoring

/// A run of tuning as a value of the language: the steps made so far, to go on from.
///
/// A run that was stopped is kept as an ordinary variable: it is seen in `vars`, can be given another name and gone on with as often
/// as one likes, and needs no place of its own in the session.
struct TuningObject: ScriptObject {
  /// The command that began it.
  let title: String
  let run: TuningRun
  /// The time that the steps took.
  let seconds: Double

  /// The variable that keeps the last run that was stopped.
  static let variable = "unfinished"

  var typeName: String { "tuning" }

  /// `tune prompt, 37 of 100 steps`.
  var summary: String { "\(title), \(run.stepCount) of \(run.settings.steps) steps" }

  var fieldNames: [String] { ["step", "steps", "loss", "adaptation"] }

  func field(_ name: String) throws -> Value? {
    switch name {
    case "step": .number(Double(run.stepCount))
    case "steps": .number(Double(run.settings.steps))
    case "loss": .list(run.history.map { .number($0.loss) })
    case "adaptation": .object(AdaptationObject(.learned(try run.adaptation(seconds: seconds))))
    default: nil
    }
  }

  /// Makes the steps that are left and gives what was learned. When the user stops it, the steps made are kept in a variable and the
  /// error says how to go on. Throws a diagnostic that points at `rate:` when a number is no longer finite.
  func finished(_ arguments: Arguments, _ context: Context) throws -> Value {
    let host = context.host
    let start = host.seconds()
    var run = run
    do {
      while !run.isFinished {
        try host.checkCancelled()
        try run.step()
        host.report(progress(run, seconds: host.seconds() - start))
      }
    } catch let error as CancellationError {
      guard run.stepCount > 0 else { throw error }
      let stopped = TuningObject(title: title, run: run, seconds: seconds + host.seconds() - start)
      context.session.bindings.bind(Self.variable, to: .object(stopped))
      throw Diagnostic(
        "stopped after step \(run.stepCount) of \(run.settings.steps), which is kept in $\(Self.variable)",
        at: context.span, suggestion: "`resume` goes on", kind: .cancelled)
    } catch let error as TuningError {
      throw arguments.mistake("\(error)", at: "rate", suggestion: "a lower rate may help")
    }
    let learned = try run.adaptation(seconds: seconds + host.seconds() - start)
    return .object(AdaptationObject(.learned(learned)))
  }

  /// How far the run has come, `seconds` after it was begun or gone on with.
  private func progress(_ now: TuningRun, seconds: Double) -> ProgressReport {
    var parts: [String] = []
    if let last = now.history.last {
      parts = ["loss \(rounded(last.loss))", "gradient \(rounded(last.gradientNorm))"]
    }
    if let dev = now.devScores.last { parts.append("dev \(rounded(100 * dev.accuracy)) %") }
    if seconds > 0 {
      let speed = Double(now.stepCount - run.stepCount) / seconds
      let left = Double(now.settings.steps - now.stepCount) / speed
      parts += ["\(format((speed * 10).rounded() / 10)) steps/s", "\(format(left.rounded(.up))) s left"]
    }
    return ProgressReport(
      title, completed: now.stepCount, of: now.settings.steps, detail: parts.joined(separator: ", "))
  }
}
