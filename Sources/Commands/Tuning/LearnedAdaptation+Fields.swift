import Script
import Tailoring

extension LearnedAdaptation {
  /// `soft prompt`, `LoRA`, `tuned weights`.
  var kind: String {
    switch method {
    case .softPrompt, .taskFactors, .nextPrompt: "soft prompt"
    case .universalPrompt: "universal prompt"
    case .lowRank: "LoRA"
    case .weights: "tuned weights"
    }
  }

  /// `soft prompt of 8 rows for gemma3-270m`.
  var summary: String {
    let what =
      switch method {
      case .softPrompt, .taskFactors, .nextPrompt: "\(kind) of \(rowsCounted)"
      case .universalPrompt(_, _, let tasks): "\(kind) of \(rowsCounted) for \(tasks.joined(separator: ", "))"
      case .lowRank(let rank, _, _): "\(kind) of rank \(rank)"
      case .weights(nil): "\(kind)"
      case .weights(let layers?): "\(kind) of the last \(layers == 1 ? "layer" : "\(layers) layers")"
      }
    return "\(what) for \(base.name)"
  }

  private var rowsCounted: String { Self.counted(numbers.first?.rows ?? 0) }
  private static func counted(_ rows: Int) -> String { rows == 1 ? "1 row" : "\(rows) rows" }

  /// What was learned, how far the learning came, and what is wrong with it, a line each.
  var card: Value {
    var rows: [(String, Value)] = [
      ("kind", .text(summary)), ("numbers", .number(Double(count))), ("bytes", .number(Double(bytes))),
    ]
    if case .universalPrompt = method {
      rows.append(("per task", .text("\(numbersPerTask) numbers of its own, \(4 * numbersPerTask) bytes")))
    }
    switch record?.settings.method {
    case .taskFactors:
      rows.append(("from", .text("a universal prompt, whose rows stayed as they are: factors were learned")))
    case .nextPrompt(_, let earlier):
      rows.append(("after", .text("\(Self.counted(earlier.rows.rows)) that stayed as they are")))
    default: break
    }
    if case .beforeBeginning = rowPlace { rows.append(("read", .text("before the beginning token"))) }
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

  /// The names of what can be asked of it.
  var fieldNames: [String] {
    var names = ["kind", "model", "numbers", "bytes"]
    switch method {
    case .softPrompt, .taskFactors, .nextPrompt: names += ["rows", "length"]
    case .universalPrompt:
      names += ["rows", "length", "rank", "tasks", "prompts", "numbers-per-task", "bytes-per-task"]
    case .lowRank: names += ["rank", "alpha", "targets"]
    case .weights: names += ["layers"]
    }
    guard record != nil else { return names }
    return names + [
      "loss", "gradient-norms", "rates", "dev", "reached", "steps", "batch", "rate", "seed", "dataset", "examples",
      "seconds", "peak-memory", "moved", "complaints",
    ]
  }

  /// The value of a field, nil where there is none of that name.
  func field(_ name: String) -> Value? {
    switch (name, method) {
    case ("kind", _): .text(kind)
    case ("model", _): .text(base.name)
    case ("numbers", _): .number(Double(count))
    case ("bytes", _): .number(Double(bytes))
    case ("rows", .softPrompt), ("rows", .universalPrompt): numbers.first.map { Value($0) }
    case ("length", .softPrompt(let length)), ("length", .universalPrompt(let length, _, _)): .number(Double(length))
    case ("rank", .universalPrompt(_, let rank, _)): .number(Double(rank))
    case ("tasks", .universalPrompt(_, _, let tasks)): .list(tasks.map { .text($0) })
    case ("prompts", .universalPrompt(_, _, let tasks)):
      .record(Record(zip(tasks, prompts).map { ($0, .object(AdaptationObject(.learned($1)))) }))
    case ("numbers-per-task", .universalPrompt): .number(Double(numbersPerTask))
    case ("bytes-per-task", .universalPrompt): .number(Double(4 * numbersPerTask))
    case ("rank", .lowRank(let rank, _, _)): .number(Double(rank))
    case ("alpha", .lowRank(_, let alpha, _)): .number(alpha)
    case ("targets", .lowRank(_, _, let projections)): .list(projections.map { .text($0.rawValue) })
    case ("layers", .weights(let layers)): .number(Double(layers ?? base.layers))
    default: record?.field(name)
    }
  }
}

extension TuningRecord {
  /// The value of a field of the run, nil where there is none of that name.
  fileprivate func field(_ name: String) -> Value? {
    switch name {
    case "loss": .numbers(history.map(\.loss))
    case "gradient-norms": .numbers(history.map(\.gradientNorm))
    case "rates": .numbers(history.map(\.rate))
    case "dev":
      .list(
        devScores.map {
          .record(["step": .number(Double($0.step)), "right": .number($0.accuracy), "loss": .number($0.loss)])
        })
    case "reached": stepAtGoal.map { .number(Double($0)) } ?? .nothing
    case "steps": .number(Double(history.count))
    case "batch": .number(Double(settings.batch))
    case "rate": .number(settings.rate)
    case "seed": .number(Double(settings.seed))
    case "dataset": .text(data.name)
    case "examples": .number(Double(data.count))
    case "seconds": .number(effort.seconds)
    case "peak-memory": effort.peakMemory.map { .number(Double($0)) } ?? .nothing
    case "moved": .number(distanceMoved)
    case "complaints": .list(complaints.map { .text($0) })
    default: nil
    }
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
