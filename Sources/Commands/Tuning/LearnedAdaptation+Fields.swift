import Script
import Tailoring

extension LearnedAdaptation {
  /// `soft prompt`, `LoRA`, `tuned weights`.
  var kind: String {
    switch numbers {
    case .softPrompt: "soft prompt"
    case .universalPrompt: "universal prompt"
    case .lowRank: "LoRA"
    case .weights: "tuned weights"
    }
  }

  /// `soft prompt of 8 rows for gemma3-270m`.
  var summary: String {
    let details =
      switch numbers {
      case .softPrompt(let prompt): " of \(Self.counted(prompt.rows.rows))"
      case .universalPrompt(let prompt):
        " of \(Self.counted(prompt.rows.rows)) for \(prompt.tasks.joined(separator: ", "))"
      case .lowRank(let adapter): " of rank \(adapter.rank)"
      case .weights(let weights):
        weights.layers.map { " of the last \($0 == 1 ? "layer" : "\($0) layers")" } ?? ""
      }
    return "\(kind)\(details) for \(base.name)"
  }

  private static func counted(_ rows: Int) -> String { rows == 1 ? "1 row" : "\(rows) rows" }

  /// What was learned, how far the learning came, and what is wrong with it, a line each.
  var card: Value {
    var rows: [(String, Value)] = [
      ("kind", .text(summary)), ("numbers", .number(Double(count))), ("bytes", .number(Double(bytes))),
    ]
    if case .universalPrompt(let prompt) = numbers {
      let count = prompt.numbersPerTask
      rows.append(("per task", .text("\(count) numbers of its own, \(4 * count) bytes")))
    }
    switch record?.settings.method {
    case .taskFactors:
      rows.append(("from", .text("a universal prompt, whose rows stayed as they are: factors were learned")))
    case .nextPrompt(_, let earlier):
      rows.append(("after", .text("\(Self.counted(earlier.rows.rows)) that stayed as they are")))
    default: break
    }
    if numbers.place == .beforeBeginning { rows.append(("read", .text("before the beginning token"))) }
    guard let record else { return .record(Record(rows)) }
    let history = record.history
    rows.append(("steps", .text("\(history.count) on \(record.data.count) examples of \(record.data.name)")))
    if let first = history.first, let last = history.last {
      rows.append(("loss", .text("\(rounded(first.loss)) → \(rounded(last.loss))")))
      rows.append(("gradient", .text("\(rounded(first.gradientNorm)) → \(rounded(last.gradientNorm))")))
    }
    rows.append(("moved", .text("\(rounded(100 * record.distanceMoved)) %")))
    if let best = record.bestDevScore {
      rows.append(
        ("dev", .text("\(rounded(100 * best.accuracy)) % right, loss \(rounded(best.loss)), after step \(best.step)")))
    }
    if !record.complaints.isEmpty {
      rows.append(("complaints", .text(record.complaints.joined(separator: "\n"))))
    }
    return .record(Record(rows))
  }

  /// What can be asked of it.
  private var fields: [(name: String, value: () -> Value?)] {
    let common: [(name: String, value: () -> Value?)] = [
      ("kind", { .text(kind) }), ("model", { .text(base.name) }), ("numbers", { .number(Double(count)) }),
      ("bytes", { .number(Double(bytes)) }),
    ]
    return common + ownFields + (record?.fields ?? [])
  }

  /// What can be asked of these numbers alone.
  private var ownFields: [(name: String, value: () -> Value?)] {
    switch numbers {
    case .softPrompt(let prompt):
      [("rows", { Value(prompt.rows) }), ("length", { .number(Double(prompt.rows.rows)) })]
    case .universalPrompt(let prompt):
      [
        ("rows", { Value(prompt.rows) }), ("length", { .number(Double(prompt.rows.rows)) }),
        ("rank", { .number(Double(prompt.rank)) }), ("tasks", { .list(prompt.tasks.map { .text($0) }) }),
        (
          "prompts",
          { .record(Record(zip(prompt.tasks, prompts).map { ($0, .object(AdaptationObject(.learned($1)))) })) }
        ),
        ("numbers-per-task", { .number(Double(prompt.numbersPerTask)) }),
        ("bytes-per-task", { .number(Double(4 * prompt.numbersPerTask)) }),
      ]
    case .lowRank(let adapter):
      [
        ("rank", { .number(Double(adapter.rank)) }), ("alpha", { .number(adapter.alpha) }),
        ("targets", { .list(adapter.projections.map { .text($0.rawValue) }) }),
      ]
    case .weights(let weights): [("layers", { .number(Double(weights.layers ?? base.layers)) })]
    }
  }

  /// The names of what can be asked of it.
  var fieldNames: [String] { fields.map(\.name) }

  /// The value of a field, nil where there is none of that name.
  func field(_ name: String) -> Value? { fields.first { $0.name == name }?.value() }
}

extension TuningRecord {
  /// What can be asked of the run.
  fileprivate var fields: [(name: String, value: () -> Value?)] {
    [
      ("loss", { .numbers(history.map(\.loss)) }), ("gradient-norms", { .numbers(history.map(\.gradientNorm)) }),
      ("rates", { .numbers(history.map(\.rate)) }),
      (
        "dev",
        {
          .list(
            devScores.map {
              .record(["step": .number(Double($0.step)), "right": .number($0.accuracy), "loss": .number($0.loss)])
            })
        }
      ),
      ("reached", { stepAtGoal.map { .number(Double($0)) } ?? .nothing }),
      ("steps", { .number(Double(history.count)) }), ("batch", { .number(Double(settings.batch)) }),
      ("rate", { .number(settings.rate) }), ("seed", { .number(Double(settings.seed)) }),
      ("dataset", { .text(data.name) }), ("examples", { .number(Double(data.count)) }),
      ("seconds", { .number(effort.seconds) }),
      ("peak-memory", { effort.peakMemory.map { .number(Double($0)) } ?? .nothing }),
      ("moved", { .number(distanceMoved) }), ("complaints", { .list(complaints.map { .text($0) }) }),
    ]
  }
}

extension Value {
  /// A list of numbers.
  fileprivate static func numbers(_ numbers: [Double]) -> Value { .list(numbers.map { .number($0) }) }
}

/// A number to four digits that count.
func rounded(_ number: Double) -> String {
  var scale = 1.0
  while number != 0, abs(number * scale) < 1000, scale < 1e12 { scale *= 10 }
  return format((number * scale).rounded() / scale)
}
