import Platform

/// Writes a safetensors file as the `safetensors` library does, byte for byte: the header without spaces, filled up
/// with spaces to a multiple of 8, and the tensors from the widest type to the narrowest, then by name.
package struct SafetensorsWriter {
  private let header: [UInt8]
  private let tensors: [TensorSource]

  /// Plans a file; `metadata` is what stands under `__metadata__`, for instance `format`: `pt`.
  /// Throws `invalid` for a name that is taken, a type that safetensors does not have, and an impossible shape.
  package init(_ tensors: [TensorSource], metadata: [String: String] = [:]) throws(FormatError) {
    var entries: [(source: TensorSource, type: SafetensorsTensor.Element)] = []
    for source in tensors {
      guard let type = SafetensorsTensor.Element.allCases.first(where: { $0.elementType == source.type }) else {
        throw .invalid(.tensor(source.name), problem: "safetensors has no type \(source.type)")
      }
      entries.append((source, type))
    }
    entries.sort { left, right in
      let (leftRank, rightRank) = (left.type.rank, right.type.rank)
      return leftRank == rightRank ? left.source.name.precedes(right.source.name) : leftRank > rightRank
    }

    var header = JSONObject()
    if !metadata.isEmpty {
      header["__metadata__"] = .object(
        JSONObject(metadata.sorted { $0.key.precedes($1.key) }.map { ($0.key, .text($0.value)) }))
    }
    var end = 0
    for (source, type) in entries {
      let (next, overflow) = end.addingReportingOverflow(try source.size())
      guard !overflow else { throw .invalid(.tensor(source.name), problem: "the data before it are too large") }
      guard header[source.name] == nil, source.name != "__metadata__" else {
        throw .invalid(.tensor(source.name), problem: "this name is taken")
      }
      header[source.name] = [
        "dtype": .text(type.rawValue), "shape": .array(source.shape.map(JSONValue.integer)),
        "data_offsets": [.integer(end), .integer(next)],
      ]
      end = next
    }
    var text = try JSONWriter.compact.bytes(of: .object(header))
    text += Array(repeating: UInt8(ascii: " "), count: -text.count & 7)
    guard text.count <= SafetensorsFile.longestHeader else {
      throw .invalid(.byte(0), problem: "the header would have \(text.count) bytes, which readers refuse")
    }
    self.header = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
    self.tensors = entries.map(\.source)
  }

  /// Writes the file at `path`, replacing what is there once all is written. Throws `FormatError`, and what the
  /// sources throw.
  package func save(to path: String) throws {
    let file = try AtomicFile(replacing: path)
    try write(to: file)
    try file.commit()
  }

  /// Writes all to a file that the caller commits.
  package func write(to file: borrowing AtomicFile) throws {
    try file.write(header)
    for tensor in tensors { try tensor.write(to: file) }
  }
}

extension SafetensorsTensor.Element {
  /// Where the library sorts the type, among those that can be written.
  fileprivate var rank: Int {
    switch self {
    case .float32: 2
    case .bfloat16: 1
    default: 0
    }
  }
}
