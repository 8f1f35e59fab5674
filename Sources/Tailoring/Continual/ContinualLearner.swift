import Models
import Printing

/// A model that learns one task after the other.
struct ContinualLearner {
  private let way: ContinualWay
  private let settings: ContinualSettings
  private let seed: UInt64
  /// The model as its weights are by now.
  private var model: LanguageModel
  /// The soft prompt after each task; none where weights are learned.
  private var prompts: [LearnedAdaptation] = []
  /// The tasks learned so far.
  private var tasks: [Dataset] = []

  init(_ model: LanguageModel, _ way: ContinualWay, _ settings: ContinualSettings, seed: UInt64) {
    (self.model, self.way, self.settings, self.seed) = (model, way, settings, seed)
  }

  /// Learns a task by a run of tuning. `progress` is called behind each step. Throws `TailoringError`, and what
  /// `surroundings.check` throws.
  mutating func learn(_ task: Dataset, in surroundings: TuningSurroundings, progress: () -> Void) throws {
    let rows = prompts.last?.numbers.first.map(FrozenRows.init)
    var tuning: TuningSettings
    var data = task
    switch way {
    case .nextPrompts(let length):
      tuning = settings(rows.map { .nextPrompt(length: length, after: $0) } ?? .softPrompt(length: length))
    case .onePrompt(let length):
      tuning = settings(.softPrompt(length: length))
      if let rows { tuning.start = .rows(rows) }
    case .weights(let replay):
      tuning = settings(.weights(layers: nil))
      data = task.replaying(tasks, part: replay, seed: seed)
    }
    var run = try TuningRun(model, on: data, settings: tuning)
    let learned = try run.finish(in: surroundings, progress: progress)
    tasks.append(task)
    if case .weights = way {
      model = try model.tailored(by: .learned(learned)).model
    } else {
      prompts.append(learned)
    }
  }

  private func settings(_ method: TuningMethod) -> TuningSettings {
    let rate = if case .weights = method { settings.weightsRate } else { settings.promptRate }
    return TuningSettings(method: method, steps: settings.steps, batch: settings.batch, rate: rate, seed: seed)
  }

  /// The model as it is asked about the task at an index, learned already or not.
  func tailored(forTask index: Int) throws -> TailoredModel {
    let prompt =
      if case .nextPrompts = way, index < prompts.count { prompts[index] } else { prompts.last }
    return try model.tailored(by: prompt.map { .learned($0) } ?? .none)
  }
}

extension Dataset {
  /// The data set with some of its examples left out, and as many put in their place that are drawn by chance from
  /// others, as evenly as possible, so that these are the part `part` of all. In a run of tuning they are then that part
  /// of each batch, on average.
  func replaying(_ others: [Dataset], part: Double, seed: UInt64) -> Dataset {
    let wanted = Int(clamping: (Double(count) * part).rounded())
    guard wanted > 0, !others.isEmpty else { return self }
    let mixed = others.map { $0.shuffled(seed: seed).examples }
    var replayed: [Example] = []
    for place in 0..<(mixed.map(\.count).max() ?? 0) where replayed.count < wanted {
      // The task learned last first: with few places each still gets its turn.
      for examples in mixed.reversed() where place < examples.count && replayed.count < wanted {
        replayed.append(examples[place])
      }
    }
    return with(shuffled(seed: seed).examples.prefix(count - replayed.count) + replayed)
  }
}
