import Printing
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
      case .softPrompt(let prompt): " of \(counted(prompt.rows.rows, "row"))"
      case .universalPrompt(let prompt):
        " of \(counted(prompt.rows.rows, "row")) for \(prompt.tasks.joined(separator: ", "))"
      case .lowRank(let adapter): " of rank \(adapter.rank)"
      case .weights(let weights):
        weights.layers.map { " of the last \($0 == 1 ? "layer" : "\($0) layers")" } ?? ""
      }
    return "\(kind)\(details) for \(base.name)"
  }

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
      rows.append(("after", .text("\(counted(earlier.rows.rows, "row")) that stayed as they are")))
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

  /// What can be asked of it, its kind apart: what was learned, then how.
  var fields: [Field] {
    let common = [
      Field("model", .text(base.name)), Field("numbers", .number(Double(count))),
      Field("bytes", .number(Double(bytes))),
    ]
    return common + ownFields + (record?.fields ?? [])
  }

  /// What can be asked of these numbers alone.
  private var ownFields: [Field] {
    switch numbers {
    case .softPrompt(let prompt):
      [Field("rows", Value(prompt.rows)), Field("length", .number(Double(prompt.rows.rows)))]
    case .universalPrompt(let prompt):
      [
        Field("rows", Value(prompt.rows)), Field("length", .number(Double(prompt.rows.rows))),
        Field("rank", .number(Double(prompt.rank))), Field("tasks", .list(prompt.tasks.map { .text($0) })),
        Field(
          "prompts", .record(Record(zip(prompt.tasks, prompts).map { ($0, .object(AdaptationObject(.learned($1)))) }))),
        Field("numbers-per-task", .number(Double(prompt.numbersPerTask))),
        Field("bytes-per-task", .number(Double(4 * prompt.numbersPerTask))),
      ]
    case .lowRank(let adapter):
      [
        Field("rank", .number(Double(adapter.rank))), Field("alpha", .number(adapter.alpha)),
        Field("targets", .list(adapter.projections.map { .text($0.rawValue) })),
      ]
    case .weights(let weights): [Field("layers", .number(Double(weights.layers ?? base.layers)))]
    }
  }
}

extension TuningRecord {
  /// What can be asked of the run.
  fileprivate var fields: [Field] {
    [
      Field("loss", .numbers(history.map(\.loss))), Field("gradient-norms", .numbers(history.map(\.gradientNorm))),
      Field("rates", .numbers(history.map(\.rate))),
      Field(
        "dev",
        .list(
          devScores.map {
            .record(["step": .number(Double($0.step)), "right": .number($0.accuracy), "loss": .number($0.loss)])
          })),
      Field("reached", .optional(stepAtGoal.map { Double($0) })), Field("steps", .number(Double(history.count))),
      Field("batch", .number(Double(settings.batch))), Field("rate", .number(settings.rate)),
      Field("seed", .number(Double(settings.seed))), Field("dataset", .text(data.name)),
      Field("examples", .number(Double(data.count))), Field("seconds", .number(effort.seconds)),
      Field("peak-memory", .optional(effort.peakMemory.map { Double($0) })), Field("moved", .number(distanceMoved)),
      Field("complaints", .list(complaints.map { .text($0) })),
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
