import Platform
package import Tensors
package import Tokenizers

/// A model in GGUF, versions 2 and 3, as llama.cpp writes it: metadata, and tensors that stay in the file.
///
/// Little-endian: magic `GGUF`, version, number of tensors, number of metadata values; the values; the tensors'
/// descriptions; then, at the next multiple of `general.alignment`, their data.
package struct GGUFFile: Sendable {
  package let version: Int
  package let metadata: [String: MetadataValue]
  /// The tensors in the order of the file.
  package let tensors: [GGUFTensor]
  private let indices: [String: Int]
  let metadataRanges: [(key: String, range: Range<Int>)]
  let file: MappedFile

  /// Opens and checks a file; its tensors' data is not read. Throws `FormatError`.
  package init(path: String) throws(FormatError) {
    try self.init(MappedFile(opening: path))
  }

  /// Checks a file that is open.
  package init(_ file: MappedFile) throws(FormatError) {
    let contents = try GGUFContents(parsing: file.bytes)
    try file.checkComplete()
    version = contents.version
    metadata = contents.metadata
    metadataRanges = contents.metadataRanges
    tensors = contents.tensors
    indices = contents.indices
    self.file = file
  }

  /// The tensor called `name`. Throws `missingTensor`.
  package func tensor(_ name: String) throws(FormatError) -> GGUFTensor {
    guard let tensor = optionalTensor(name) else { throw .missingTensor(name) }
    return tensor
  }

  /// The tensor called `name`, or `nil` when there is none.
  package func optionalTensor(_ name: String) -> GGUFTensor? {
    indices[name].map { tensors[$0] }
  }

  /// The stored data of one of this file's tensors: valid for as long as this value, or a copy of it, is kept.
  package func bytes(of tensor: GGUFTensor) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range])
  }
}

extension GGUFFile {
  /// Each of these gives the value of a key that must be there: they throw `missingKey`, and `wrongKind` for a value of
  /// another kind. A `default` makes the key optional, but not its kind.
  package func integer(_ key: String, default value: Int? = nil) throws(FormatError) -> Int {
    try find(key, "an integer", default: value) { $0.integer }
  }

  package func number(_ key: String, default value: Double? = nil) throws(FormatError) -> Double {
    try find(key, "a number", default: value) { $0.number }
  }

  package func boolean(_ key: String, default value: Bool? = nil) throws(FormatError) -> Bool {
    try find(key, "true or false", default: value) { $0.boolean }
  }

  package func text(_ key: String, default value: String? = nil) throws(FormatError) -> String {
    try find(key, "a text", default: value) { $0.text }
  }

  package func integers(_ key: String, default value: [Int]? = nil) throws(FormatError) -> [Int] {
    try find(key, "an array of integers", default: value) { $0.integers }
  }

  package func numbers(_ key: String, default value: [Double]? = nil) throws(FormatError) -> [Double] {
    try find(key, "an array of numbers", default: value) { $0.numbers }
  }

  package func texts(_ key: String, default value: ByteStrings? = nil) throws(FormatError) -> ByteStrings {
    try find(key, "an array of texts", default: value) { $0.texts }
  }

  private func find<Value>(
    _ key: String, _ expected: String, default value: Value?, _ convert: (MetadataValue) -> Value?
  ) throws(FormatError) -> Value {
    guard let found = metadata[key] else {
      guard let value else { throw .missingKey(key) }
      return value
    }
    guard let converted = convert(found) else {
      throw .wrongKind(key: key, expected: expected, found: found.kind)
    }
    return converted
  }
}

extension GGUFFile {
  /// A tensor as a matrix of weights [rows × columns] that stays in the mapped file. Throws `missingTensor`, and
  /// `invalid` when it has another shape.
  package func matrix(_ name: String, rows: Int, columns: Int) throws(FormatError) -> WeightMatrix {
    let tensor = try tensor(name)
    guard tensor.rows == rows, tensor.width == columns,
      let matrix = WeightMatrix(rows: rows, columns: columns, type: tensor.type, bytes: bytes(of: tensor), owner: file)
    else {
      throw .invalid(
        .tensor(name),
        problem: "it is \(tensor.rows) × \(tensor.width), but the configuration asks for \(rows) × \(columns)")
    }
    return matrix
  }

  /// A tensor of `count` elements as floats. Throws like `matrix`.
  package func vector(_ name: String, count: Int) throws(FormatError) -> Tensor {
    try matrix(name, rows: 1, columns: count).decoded(rows: [0]).reshaped([count])
  }
}
