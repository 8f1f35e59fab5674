import Models
import Script
import Tailoring

/// What all ways of tuning take: the examples first, how to learn from them last, what is special to one in between.
struct TuningParameters {
  private let on: Parameter<[Examples]>
  private let steps = Parameter.labelled(
    "steps", .integer(1...1_000_000), .otherwise(.number(100)), summary: "how many steps to make")
  private let batch = Parameter.labelled(
    "batch", .integer(1...10_000), .otherwise(.number(16)), summary: "how many examples a step looks at")
  private let rate: Parameter<Double?>
  private let dev: Parameter<[Examples]?>
  private let devEvery = Parameter.labelled(
    "dev-every", .integer(1...1_000_000), .otherwise(.number(25)),
    summary: "steps between evaluations on the development set")
  private let goal = Parameter.labelled(
    "goal", .number(0...1), summary: "stops as soon as this part of the development set is answered correctly")

  /// - Parameters:
  ///   - usualRate: The rate where none is given; nil where that depends on the other arguments.
  ///   - several: Whether the examples are of several tasks.
  init(usualRate: Double?, several: Bool = false) {
    let examples: ArgumentType<[Examples]> =
      several ? .list(of: .examples) : ArgumentType<Examples>.examples.map { [$0] }
    on = .labelled(
      "on", examples, .required,
      summary: several ? "a data set for each task" : "the examples to learn from, two at least")
    dev = .labelled(
      "dev", examples,
      summary: "unseen examples\(several ? " of each task" : "") to choose by: the best of what was learned is kept")
    let summary = "how far a step goes at most"
    if let usualRate {
      let rates = ArgumentType<Double>.number(0...100).map { Double?.some($0) }
      rate = .labelled("rate", rates, .otherwise(.number(usualRate)), summary: summary)
    } else {
      let (rows, factors) = (TuningMethod.softPrompt(length: 1).usualRate, TuningMethod.usualRateOfFactors)
      rate = .labelled(
        "rate", .number(0...100), summary: "\(summary); \(rows), or \(factors) from a universal prompt")
    }
  }

  /// All of them, around those of one way of tuning.
  func around(_ own: [any AnyParameter], _ store: ModelStore) -> [any AnyParameter] {
    [on] + own + [steps, batch, rate, dev, devEvery, goal, Parameter.seed, Parameter.model(store)]
  }

  /// The data sets to learn from.
  func data(_ arguments: Arguments) throws -> [Dataset] { try arguments.datasets(on) }

  /// Tunes a model as the arguments say, and gives what was learned.
  ///
  /// - Parameters:
  ///   - title: The command's name.
  ///   - method: What is learned of the model.
  ///   - start: What the rows of a soft prompt are before the first step.
  ///   - distillation: The teachers to be followed.
  func tune(
    _ title: String, _ method: TuningMethod, of model: LanguageModel, start: StartingRows = .vocabulary,
    distillation: Distillation? = nil, _ arguments: Arguments, _ context: Context
  ) throws -> Value {
    var settings = TuningSettings(
      method: method, start: start, steps: try arguments[steps], batch: try arguments[batch],
      rate: try arguments[rate], seed: try arguments.seed(context))
    settings.devEvery = try arguments[devEvery]
    settings.goal = try arguments[goal]
    settings.distillation = distillation
    let data = try data(arguments)
    let unseen = try arguments[dev]?.map { try arguments.dataset(of: $0, at: dev) } ?? []
    let run = try arguments.blaming(on) { try TuningRun(model, onEach: data, dev: unseen, settings: settings) }
    var tuning = TuningObject(title: title, run: run)
    return try tuning.finish(arguments, context)
  }
}
