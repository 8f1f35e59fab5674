import Script
import Tailoring

extension InsightCommands {
  /// `cost`: what something takes.
  static func cost(_ store: ModelStore) -> Command {
    let what = Parameter.positional("what", .measured, summary: "what to count")
    let watts = Parameter.labelled(
      "watts", .number(0...10_000), .otherwise(.number(8)), summary: "what a busy core takes")
    return Command(
      "cost", topic: topic, summary: "tells what a block, a run of tuning, or reading a text takes",
      details: """
        Of a block { … } it measures seconds, the seconds of all cores together, the
        joules that the processor took, and the most memory held. Joules come from the
        processor's own counters (RAPL, on Linux), which count all programs, where they
        can be read; else they are estimated, and `energy` says so: core-seconds times
        `watts:`, what one busy core takes: about 4 in a server, 8 in a desktop
        computer. $cost.value is what the block gives.

        Of what was learned it tells the same of the steps that were made, and GFLOP:
        10⁹ additions and multiplications, counted from shapes. A text is not read: its
        GFLOP up to the first token of the answer, those of one token more, and the
        bytes of keys and values that are kept, are counted too.
        """,
      parameters: [what, watts, Parameter.reader, Parameter.model(store)],
      examples: [
        Example("(cost { count [bread, butter] }).value", prints: "2"),
        Example(
          "use gemma3-270m\ncost \"Paris is the capital of\"",
          prints: """
            positions        6
            learned-rows     0
            gflop            1.54033
            gflop-per-token  0.536601
            cache-bytes      221184
            """, needsModel: true),
      ]
    ) { arguments, context in
      switch try arguments[what] {
      case .block(let block):
        let effort = context.host.watchEffort()
        let value = try context.run(block, with: [:])
        let fields = try effort().fields(wattsPerCore: arguments[watts])
        return .object(CostObject(costs: Record(fields), value: value))
      case .adaptation(let adaptation):
        let learned = try arguments.learned(adaptation, at: what)
        let costs = try arguments.costs(of: learned, at: what, wattsPerCore: arguments[watts])
        return .object(CostObject(costs: Record(costs), value: nil))
      case .text(let text):
        let reading = try arguments.reading(text, at: what, store, context)
        let cost = reading.tailored.cost(of: reading.text)
        return .object(CostObject(costs: Record(cost.fields), value: nil))
      }
    }
  }
}

/// What `cost` is asked about.
private enum Measured {
  case block(BlockObject)
  case adaptation(Adaptation)
  case text(String)
}

extension ArgumentType where Argument == Measured {
  fileprivate static var measured: ArgumentType {
    .oneOf(
      ArgumentType<BlockObject>.block.map { .block($0) },
      ArgumentType<Adaptation>.madeAdaptation.map { .adaptation($0) }, ArgumentType<String>.text.map { .text($0) })
  }
}

extension Arguments {
  /// What was learned; throws a diagnostic for an adaptation of which nothing was learned.
  fileprivate func learned(_ adaptation: Adaptation, at what: any AnyParameter) throws -> LearnedAdaptation {
    if case .ensemble = adaptation {
      throw mistake("the members of an ensemble are learned one by one: ask for the cost of each", at: what)
    }
    guard case .learned(let learned) = adaptation else {
      throw mistake(
        "nothing was learned for a written prompt, so it took nothing", at: what,
        suggestion: "what reading it takes: cost QUESTION with: $prompt")
    }
    return learned
  }

  /// What learning took.
  fileprivate func costs(
    of learned: LearnedAdaptation, at what: any AnyParameter, wattsPerCore watts: Double
  ) throws -> [(String, Value)] {
    guard let record = learned.record else {
      throw mistake("nobody knows what this took: it comes from a file, which does not say", at: what)
    }
    let gflop = record.operations / 1e9
    return [
      ("numbers", .number(Double(learned.count))), ("bytes", .number(Double(learned.bytes))),
      ("steps", .number(Double(record.history.count))), ("gflop", .number(gflop)),
      ("gflop-per-second", record.effort.seconds > 0 ? .number(gflop / record.effort.seconds) : .nothing),
    ] + record.effort.fields(wattsPerCore: watts)
  }
}

extension TailoredModel.ReadingCost {
  fileprivate var fields: [(String, Value)] {
    [
      ("positions", .number(Double(positions))), ("learned-rows", .number(Double(learnedRows))),
      ("gflop", .number(operations / 1e9)), ("gflop-per-token", .number(operationsPerToken / 1e9)),
      ("cache-bytes", .number(Double(cacheBytes))),
    ]
  }
}
