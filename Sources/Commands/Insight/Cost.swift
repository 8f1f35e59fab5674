import Script
import Tailoring

extension InsightCommands {
  /// `cost`: what something takes.
  static func cost(_ store: ModelStore) -> Command {
    Command(
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
      parameters: [
        .positional("what", .oneOf([.block, .object(["adaptation"]), .text]), summary: "what to count"),
        .labelled("watts", .number(0...10_000), .otherwise(.number(8)), summary: "what a busy core takes"),
        .adaptation("with", summary: "what tailors the model that reads a text, which is then a question"),
        .model(store),
      ],
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
      if let block = arguments.value("what")?.object as? BlockObject {
        let effort = context.host.watchEffort()
        let value = try context.run(block, with: [:])
        let fields = try effort().fields(wattsPerCore: arguments.number("watts"))
        return .object(CostObject(costs: Record(fields), value: value))
      }
      if let adaptation = try arguments.learnedAdaptation() {
        return .object(CostObject(costs: Record(try arguments.costs(of: adaptation)), value: nil))
      }
      let reading = try arguments.reading("what", store, context)
      let cost = reading.tailored.cost(of: reading.text)
      return .object(CostObject(costs: Record(cost.fields), value: nil))
    }
  }
}

extension Arguments {
  /// What was learned, where the argument is that; throws a diagnostic for an adaptation of which nothing was learned.
  fileprivate func learnedAdaptation() throws -> LearnedAdaptation? {
    guard let object = value("what")?.object as? AdaptationObject else { return nil }
    if case .ensemble = object.adaptation {
      throw mistake("the members of an ensemble are learned one by one: ask for the cost of each", at: "what")
    }
    guard case .learned(let learned) = object.adaptation else {
      throw mistake(
        "nothing was learned for a written prompt, so it took nothing", at: "what",
        suggestion: "what reading it takes: cost QUESTION with: $prompt")
    }
    return learned
  }

  /// What learning took.
  fileprivate func costs(of learned: LearnedAdaptation) throws -> [(String, Value)] {
    guard let record = learned.record else {
      throw mistake("nobody knows what this took: it comes from a file, which does not say", at: "what")
    }
    let gflop = record.operations / 1e9
    return [
      ("numbers", .number(Double(learned.count))), ("bytes", .number(Double(learned.bytes))),
      ("steps", .number(Double(record.history.count))), ("gflop", .number(gflop)),
      ("gflop-per-second", record.effort.seconds > 0 ? .number(gflop / record.effort.seconds) : .nothing),
    ] + record.effort.fields(wattsPerCore: try number("watts"))
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
