import Models
import Script

/// A model as a value of the language.
package struct ModelObject: ScriptObject {
  package let name: String
  package let model: LanguageModel
  /// The size of its file.
  let bytes: Int
  /// The name of its licence, where that is known.
  let licence: String?

  package var typeName: String { "model" }
  package var summary: String { name }

  /// A card: a line a field.
  package func rendered(width: Int) -> String {
    guard let card = try? Record(fields.filter { $0.name != "path" }) else { return summary }
    return Value.record(card).rendered(width: width)
  }

  package var fields: [Field] {
    let configuration = model.configuration
    return [
      Field("name", .text(name)), Field("architecture", .text(configuration.architecture)),
      Field("layers", .number(Double(configuration.layers))), Field("width", .number(Double(configuration.width))),
      Field("heads", .number(Double(configuration.heads))), Field("weights", .number(Double(model.weightCount))),
      Field("vocabulary", .number(Double(configuration.vocabulary))),
      Field("context", .number(Double(configuration.contextLength))), Field("size", .text(megabytes(bytes))),
    ] + (licence.map { [Field("licence", .text($0))] } ?? []) + [Field("path", .text(model.path))]
  }

  package func isEqual(to other: any ScriptObject) -> Bool { (other as? ModelObject)?.model === model }
}

/// `253 MB`: in millions of bytes.
func megabytes(_ bytes: Int) -> String { "\((bytes + 500_000) / 1_000_000) MB" }
