import Formats
import Models
import Script

/// A value that `save` writes to files.
protocol SavableObject: ScriptObject {
  /// Writes it to where `target` says, and gives the files that hold it, by their real paths. Throws a diagnostic, or
  /// an error that `save` turns into one at the path.
  func save(to target: SaveTarget) throws -> [String]
}

/// Where a value is to be saved, and how.
struct SaveTarget {
  let arguments: Arguments
  let context: Context
  /// The path as it was typed, without slashes at its end.
  let path: String
  private let store: ModelStore

  init(_ arguments: Arguments, _ context: Context, _ store: ModelStore) throws {
    self.arguments = arguments
    self.context = context
    self.store = store
    var path = try arguments.text("path")
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
  }

  /// The real path. Throws the host's error when nothing may be written there.
  func realPath() throws -> String { try context.host.writablePath(path) }

  /// The model that learned numbers belong to.
  func model() throws -> LanguageModel { try arguments.model(store, context).model }

  /// What the path ends in behind the last dot of its last part, in small letters; empty when there is no dot.
  var fileExtension: String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Throws for a path that ends in one of these, and says what to do instead.
  func refuse(_ extensions: [String], because reason: String, suggestion: String) throws {
    guard extensions.contains(fileExtension) else { return }
    throw arguments.mistake(reason, at: "path", suggestion: suggestion)
  }

  /// Throws when `as:` was given, which only tuned weights have a use for.
  func refuseEncoding() throws {
    guard arguments.value("as") == nil else {
      throw arguments.mistake("`as:` is for tuned weights, and this is saved as it is", at: "as")
    }
  }

  /// The type that weights are written in, where `as:` names one.
  func encoding() throws -> FloatEncoding? {
    switch try arguments.optionalText("as") {
    case "f32": .f32
    case "f16": .f16
    case "bf16": .bf16
    case "q8_0": .q8_0
    default: nil
    }
  }
}
