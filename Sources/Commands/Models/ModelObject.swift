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
    Value.record(Record(fields.map { ($0, value(of: $0) ?? .nothing) })).rendered(width: width)
  }

  package var fieldNames: [String] { fields + ["path"] }

  package func field(_ name: String) throws -> Value? { value(of: name) }

  package func isEqual(to other: any ScriptObject) -> Bool { (other as? ModelObject)?.model === model }

  /// The fields that the card shows.
  private var fields: [String] {
    ["name", "architecture", "layers", "width", "heads", "weights", "vocabulary", "context", "size"]
      + (licence == nil ? [] : ["licence"])
  }

  private func value(of field: String) -> Value? {
    let configuration = model.configuration
    return switch field {
    case "name": .text(name)
    case "architecture": .text(configuration.architecture)
    case "layers": .number(Double(configuration.layers))
    case "width": .number(Double(configuration.width))
    case "heads": .number(Double(configuration.heads))
    case "weights": .number(Double(model.weightCount))
    case "vocabulary": .number(Double(configuration.vocabulary))
    case "context": .number(Double(configuration.contextLength))
    case "size": .text(megabytes(bytes))
    case "licence": licence.map { .text($0) }
    case "path": .text(model.path)
    default: nil
    }
  }
}

/// `253 MB`: in millions of bytes.
func megabytes(_ bytes: Int) -> String { "\((bytes + 500_000) / 1_000_000) MB" }
