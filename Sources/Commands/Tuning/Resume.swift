import Script

extension TuningCommands {
  /// `resume`: goes on with a run that was stopped.
  static var resume: Command {
    let run = Parameter.positional(
      "run", .object("tuning", TuningObject.self), .optional, summary: "a stopped run, instead of $unfinished")
    return Command(
      "resume", topic: topic, summary: "continues tuning that was stopped",
      details: """
        Tuning can be stopped at any moment with Ctrl-C. What whole steps have learned
        stays in the variable $unfinished, and `resume` makes the steps that are left,
        with the same result, bit by bit, as if it had never stopped:
        let soft = resume

        $unfinished.adaptation is what was learned so far.
        """,
      parameters: [run],
      examples: [Example("resume", prints: "error: there is no tuning that was stopped\n...")]
    ) { arguments, context in
      if var given = try arguments[run] {
        return try given.finish(arguments, context)
      }
      guard var last = context.session.bindings[TuningObject.variable]?.object as? TuningObject else {
        throw context.mistake("there is no tuning that was stopped")
      }
      let value = try last.finish(arguments, context)
      // It has served, and may hold much memory.
      context.session.bindings.bind(TuningObject.variable, to: .nothing)
      return value
    }
  }
}
