import Models
import Printing

/// A way to learn one task after the other.
package enum ContinualWay: Equatable, Sendable {
  /// A new soft prompt for each task, after those of the earlier ones, which stay as they are (progressive
  /// prompts, Razdaibiedina et al. 2023). A task is asked about with the prompts that there were when it was learned.
  case nextPrompts(length: Int)
  /// One soft prompt that is trained further on each task.
  case onePrompt(length: Int)
  /// All weights, trained further on each task. Of the examples of each task but the first, the part `replay` is replaced by
  /// examples of the earlier tasks (experience replay, Chaudhry et al. 2019); 0 for none.
  case weights(replay: Double)

  /// The rows in front of a question once `tasks` tasks are learned.
  func prefixLength(tasks: Int) -> Int {
    switch self {
    case .nextPrompts(let length): length * tasks
    case .onePrompt(let length): length
    case .weights: 0
    }
  }
}

/// How each task is learned.
package struct ContinualSettings: Equatable, Sendable {
  package var steps: Int
  /// Examples per step.
  package var batch: Int
  /// The rate of prompts, and that of weights, at its highest.
  package var promptRate: Double
  package var weightsRate: Double

  package init(steps: Int, batch: Int, promptRate: Double, weightsRate: Double) {
    self.steps = steps
    self.batch = batch
    self.promptRate = promptRate
    self.weightsRate = weightsRate
  }
}

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

  /// Learns a task by a run of tuning. `progress` is called after each step. Throws `TailoringError`, and what
  /// `environment.check` throws.
  mutating func learn(_ task: Dataset, in environment: TuningEnvironment, progress: () -> Void) throws {
    let rows = prompts.last.map { FrozenRows($0.numbers.tensors[0]) }
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
    let learned = try run.finish(in: environment, progress: progress)
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
  /// The data set with some of its examples replaced by random ones of other data sets, drawn from these as evenly as
  /// possible, so that they are the part `part` of all. In a run of tuning they are then that part
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
