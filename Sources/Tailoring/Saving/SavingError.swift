import Models

/// Why an adaptation can't be saved, or what was saved does not fit a model.
package enum SavingError: Error, Equatable {
  /// The rows of a prompt are for a model of another width.
  case rowsOfOtherWidth(Int, model: String, width: Int)
  /// The rows of a prompt are said to begin with the beginning token, and nothing follows it.
  case nothingButTheBeginning(rows: Int)
  /// An adapter changes a module that the model does not have.
  case unknownModule(String, model: String, layers: Int)
  /// An adapter changes a module in some layers, but not in this one.
  case missingUpdate(module: String, model: String, layers: Int)
  /// An update, or a matrix, is for another shape than the model has there.
  case otherShape(name: String, shape: [Int], model: String, expected: [Int])
  /// The rows of a prompt for several tasks begin with the beginning token, but not as it is.
  case changedBeginning
  /// What was read back differs from what was saved.
  case readBackDiffers(path: String)
}

extension SavingError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .rowsOfOtherWidth(let found, let model, let width):
      "its rows are \(found) wide, but the embeddings of \(model) are \(width) wide: it was made for another model"
    case .nothingButTheBeginning(let rows):
      "its \(rows == 1 ? "one row is" : "\(rows) rows are") the beginning of a text, and no learned row follows"
    case .unknownModule(let module, let model, let layers):
      "it changes \(module), which \(model) does not have (\(layers) layers): it was made for another model"
    case .missingUpdate(let module, let model, let layers):
      "it has no update of \(module), though of this module in other layers; \(model) has \(layers) layers"
    case .otherShape(let name, let shape, let model, let expected):
      "\(name) is \(Self.shown(shape)), but \(model) has \(Self.shown(expected)) there: it was made for another model"
    case .changedBeginning:
      "its first row is said to be the beginning of a text, but a task's factors make something else of it"
    case .readBackDiffers(let path): "what was read back from \(path) is not what was saved: don't rely on it"
    }
  }

  private static func shown(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }
}
