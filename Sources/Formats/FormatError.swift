import Platform

/// What is wrong with a file, in terms of the file: which bytes, key, or tensor, and why it is refused.
package indirect enum FormatError: Error, Equatable {
  /// The file could not be used at all.
  case file(FileError)
  /// The content breaks a rule of its format.
  case invalid(Place, problem: String)
  /// A key that is needed is not there.
  case missingKey(String)
  /// A tensor that is needed is not there.
  case missingTensor(String)
  /// A file of a folder that is needed is not there.
  case missingFile(String)
  /// A key holds another kind of value than is needed.
  case wrongKind(key: String, expected: String, found: String)
  /// Something is wrong with one file of a folder.
  case inside(file: String, FormatError)

  /// Where in a file a problem lies.
  package enum Place: Equatable, Sendable {
    /// An offset in bytes from the start of the file.
    case byte(Int)
    case key(String)
    case tensor(String)
  }
}

extension FormatError: CustomStringConvertible {
  /// One sentence without a full stop, fit to follow the file's name and a colon.
  package var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .invalid(let place, let problem): "\(place): \(problem)"
    case .missingKey(let key): "the key \(quoted(key)) is missing"
    case .missingTensor(let name): "the tensor \(quoted(name)) is missing"
    case .missingFile(let name): "the file \(quoted(name)) is missing"
    case .wrongKind(let key, let expected, let found):
      "the key \(quoted(key)) should hold \(expected), but holds \(found)"
    case .inside(let file, let error): "\(file): \(error)"
    }
  }
}

extension FormatError.Place: CustomStringConvertible {
  package var description: String {
    switch self {
    case .byte(let offset): "byte \(offset)"
    case .key(let key): "key \(quoted(key))"
    case .tensor(let name): "tensor \(quoted(name))"
    }
  }
}

extension MappedFile {
  /// As `init(path:)`, for readers of a format. Throws `file`.
  convenience init(opening path: String) throws(FormatError) {
    do { try self.init(path: path) } catch { throw .file(error) }
  }

  /// As `checkUnchanged`, for readers of a format. Throws `file`.
  func checkComplete() throws(FormatError) {
    do { try checkUnchanged() } catch { throw .file(error) }
  }
}

/// A name from a file in quotes, short and without control characters, which could steer a terminal.
func quoted(_ name: String) -> String {
  let shown = name.unicodeScalars.prefix(64).map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
    default: String(scalar)
    }
  }
  return "'" + shown.joined() + (name.unicodeScalars.count > 64 ? "…'" : "'")
}
