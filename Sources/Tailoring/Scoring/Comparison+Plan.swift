import Models

extension Comparison {
  /// What is to be judged for a row: an adaptation as it is, or learned again with several seeds.
  struct Plan {
    let name: String
    let adaptation: Adaptation
    let runs: [PlannedRun]

    /// Throws `Failure.unknownOrigin`.
    init(_ name: String, _ adaptation: Adaptation, seeds: [UInt64]) throws(Failure) {
      self.name = name
      self.adaptation = adaptation
      guard !seeds.isEmpty, case .learned(let learned) = adaptation else {
        runs = [.given(adaptation, name: name)]
        return
      }
      guard let record = learned.record else { throw .unknownOrigin(name: name) }
      runs = seeds.map { seed in
        // Another run with this seed would give the same bits.
        seed == record.settings.seed && record.history.count == record.settings.steps
          ? .given(adaptation, name: name) : .again(record, seed: seed, name: name)
      }
    }

    /// The steps that are to be made.
    var steps: Int { runs.reduce(0) { $0 + $1.steps } }
  }

  /// One run of a plan.
  enum PlannedRun {
    case given(Adaptation, name: String)
    case again(TuningRecord, seed: UInt64, name: String)

    /// What it is called while it is worked on.
    var name: String {
      switch self {
      case .given(_, let name): name
      case .again(_, let seed, let name): "\(name), seed \(seed)"
      }
    }

    var steps: Int {
      switch self {
      case .given: 0
      case .again(let record, _, _): record.settings.steps
      }
    }

    /// What is to be judged; learns it where that is planned, and calls `progress` behind each step.
    func adaptation(
      of model: LanguageModel, in surroundings: TuningSurroundings, progress: () -> Void
    ) throws -> Adaptation {
      switch self {
      case .given(let adaptation, _): return adaptation
      case .again(let record, let seed, let name):
        var settings = record.settings
        settings.seed = seed
        return try Failure.wrapping({ .tuning(name: name, seed: seed, $0) }) {
          var run = try TuningRun(model, on: record.data, dev: record.dev, settings: settings)
          return .learned(try run.finish(in: surroundings, progress: progress))
        }
      }
    }
  }
}

extension Adaptation {
  /// How it was learned, where it was and that is known.
  package var record: TuningRecord? {
    guard case .learned(let learned) = self else { return nil }
    return learned.record
  }
}
