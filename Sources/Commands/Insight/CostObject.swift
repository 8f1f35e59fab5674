import Script
import Tailoring

/// What something took, as a value of the language: a field a line. The value of a measured block is one more field,
/// which is not shown.
struct CostObject: ScriptObject, Equatable {
  let costs: Record
  let value: Value?

  var typeName: String { "cost" }
  var summary: String { Value.record(costs).short }
  func rendered(width: Int) -> String { Value.record(costs).rendered(width: width) }
  var fields: [Field] {
    zip(costs.names, costs.values).map { Field($0, $1) } + (value.map { [Field("value", $0)] } ?? [])
  }
}

extension Effort {
  /// Seconds, energy and how it is known, and memory, as fields.
  func fields(wattsPerCore watts: Double) -> [(String, Value)] {
    let source: Value =
      if joules != nil {
        .text("measured by the processor, for all programs")
      } else if processorSeconds != nil {
        .text("estimated: \(format(watts)) W for each busy core")
      } else {
        .nothing
      }
    return [
      ("seconds", .number(seconds)), ("core-seconds", .optional(processorSeconds)),
      ("joules", .optional(energy(wattsPerCore: watts))), ("energy", source),
      ("peak-mb", .optional(peakMemory.map { Double($0) / 1e6 })),
    ]
  }
}

extension Host {
  /// Begins to measure; what it gives tells what was taken since.
  func watchEffort() -> () -> Effort {
    let (start, processorStart) = (seconds(), processorSeconds())
    let (peak, joules) = (watchMemory(), watchEnergy())
    return {
      Effort(
        seconds: seconds() - start,
        processorSeconds: processorStart.flatMap { start in processorSeconds().map { $0 - start } },
        joules: joules(), peakMemory: peak())
    }
  }
}
