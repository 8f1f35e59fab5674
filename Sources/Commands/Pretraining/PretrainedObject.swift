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
    let shown = fields.filter { !["model", "losses"].contains($0.name) && (path != nil || $0.name != "path") }
    guard let card = try? Record(shown) else { return summary }
    return Value.record(card).rendered(width: width)
  }

  var fields: [Field] {
    [
      Field("name", .text(run.recipe.name)), Field("weights", .number(Double(weightCount))),
      Field("tokens", .number(Double(run.untrained.tokenizer.count))), Field("steps", .number(Double(run.stepCount))),
      Field("loss", .optional(run.losses.last)), Field("checksum", .text(String(run.checksum, radix: 16))),
      Field("path", path.map { .text($0) } ?? .nothing),
      Field(
        "model",
        .object(ModelObject(name: run.recipe.name, model: run.model, bytes: 4 * weightCount, licence: nil))),
      Field("losses", .list(run.losses.map { .number($0) })),
    ]
  }

  func isEqual(to other: any ScriptObject) -> Bool { (other as? Self)?.run.checksum == run.checksum }

  private var weightCount: Int { run.weights.reduce(0) { $0 + $1.count } }
}
