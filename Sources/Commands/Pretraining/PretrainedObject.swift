import Pretraining
import Script

/// What `pretrain` has made, as a value of the language.
struct PretrainedObject: ScriptObject {
  let run: PretrainingRun
  /// The model's file, where one was written.
  let path: String?

  var typeName: String { "pretrained" }

  var summary: String { "\(run.recipe.name), \(run.stepCount) of \(run.recipe.training.steps) steps" }

  /// A card: a line a field.
  func rendered(width: Int) -> String {
    let names = fieldNames.filter { !["model", "losses"].contains($0) && (path != nil || $0 != "path") }
    return Value.record(Record(names.map { ($0, value(of: $0) ?? .nothing) })).rendered(width: width)
  }

  var fieldNames: [String] { ["name", "weights", "tokens", "steps", "loss", "checksum", "path", "model", "losses"] }

  func field(_ name: String) throws -> Value? { value(of: name) }

  func isEqual(to other: any ScriptObject) -> Bool { (other as? Self)?.run.checksum == run.checksum }

  private func value(of field: String) -> Value? {
    switch field {
    case "name": .text(run.recipe.name)
    case "weights": .number(Double(weightCount))
    case "tokens": .number(Double(run.untrained.tokenizer.count))
    case "steps": .number(Double(run.stepCount))
    case "loss": run.losses.last.map { .number($0) } ?? .nothing
    case "checksum": .text(String(run.checksum, radix: 16))
    case "path": path.map { .text($0) } ?? .nothing
    case "model":
      .object(ModelObject(name: run.recipe.name, model: run.model, bytes: 4 * weightCount, licence: nil))
    case "losses": .list(run.losses.map { .number($0) })
    default: nil
    }
  }

  private var weightCount: Int { run.weights.reduce(0) { $0 + $1.count } }
}
