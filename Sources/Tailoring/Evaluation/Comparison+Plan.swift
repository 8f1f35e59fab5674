import Models

extension Comparison {
  /// What is to be judged for a row: an adaptation as it is, or learned again with several seeds.
  struct Plan {
    let name: String
    let adaptation: Adaptation
    let trials: [PlannedTrial]

    /// Throws `TailoringError`.
    init(_ name: String, _ adaptation: Adaptation, seeds: [UInt64]) throws(TailoringError) {
      self.name = name
      self.adaptation = adaptation
      trials =
        seeds.isEmpty || !adaptation.isLearned
        ? [.given(adaptation, name: name)]
        : try seeds.map { seed throws(TailoringError) in try PlannedTrial(adaptation, seed: seed, name: name) }
    }

    /// The steps that are to be made.
    var steps: Int { trials.reduce(0) { $0 + $1.steps } }
  }

  /// One trial of a plan.
  indirect enum PlannedTrial {
    case given(Adaptation, name: String)
    case again(TuningRecord, seed: UInt64, name: String)
    /// An ensemble of what comes of these.
    case ensemble([PlannedTrial], name: String)

    /// An adaptation as another seed makes it. Throws `TailoringError`.
    init(_ adaptation: Adaptation, seed: UInt64, name: String) throws(TailoringError) {
      switch adaptation {
      case .none, .prompt: self = .given(adaptation, name: name)
      case .learned(let learned):
        guard let record = learned.record else { throw .init(.unknownOrigin(name: name), blaming: .adaptations) }
        // Another run with this seed would give the same bits.
        let isGiven = seed == record.settings.seed && record.history.count == record.settings.steps
        self = isGiven ? .given(adaptation, name: name) : .again(record, seed: seed, name: name)
      case .ensemble(let ensemble):
        // Members may differ by their seeds alone, so each gets one that no other has, in no trial.
        let first = seed &* UInt64(ensemble.members.count)
        let members = try ensemble.members.enumerated().map { index, member throws(TailoringError) in
          try PlannedTrial(member, seed: first &+ UInt64(index), name: "\(name), member \(index + 1)")
        }
        self = .ensemble(members, name: name)
      }
    }

    /// What it is called while it is worked on.
    var name: String {
      switch self {
      case .given(_, let name), .ensemble(_, let name): name
      case .again(_, let seed, let name): "\(name), seed \(seed)"
      }
    }

    var steps: Int {
      switch self {
      case .given: 0
      case .again(let record, _, _): record.settings.steps
      case .ensemble(let members, _): members.reduce(0) { $0 + $1.steps }
      }
    }

    /// What is to be judged; learns it where that is planned, and calls `progress` after each step.
    func adaptation(
      of model: LanguageModel, in environment: TuningEnvironment, progress: () -> Void
    ) throws -> Adaptation {
      switch self {
      case .given(let adaptation, _): return adaptation
      case .again(let record, let seed, let name):
        var settings = record.settings
        settings.seed = seed
        return try TailoringError.blaming(.adaptations, about: "\(name), seed \(seed)") {
          var run = try TuningRun(model, on: record.data, dev: record.dev, settings: settings)
          return .learned(try run.finish(in: environment, progress: progress))
        }
      case .ensemble(let members, let name):
        let adaptations = try members.map { try $0.adaptation(of: model, in: environment, progress: progress) }
        return try TailoringError.blaming(.adaptations, about: name) { .ensemble(try Ensemble(adaptations)) }
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

  /// How each member of an ensemble was learned, else how it was itself.
  var records: [TuningRecord?] {
    if case .ensemble(let ensemble) = self { ensemble.members.map(\.record) } else { [record] }
  }

  /// Whether any of it was learned.
  fileprivate var isLearned: Bool {
    switch self {
    case .none, .prompt: false
    case .learned: true
    case .ensemble(let ensemble): ensemble.members.contains(where: \.isLearned)
    }
  }
}
