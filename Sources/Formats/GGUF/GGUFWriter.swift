import Platform

/// Writes a GGUF file, version 3, as ggml and its Python package do.
package struct GGUFWriter {
  private let header: [UInt8]
  private let tensors: [TensorSource]
  private let alignment: Int

  /// The longest name of a tensor that llama.cpp reads, in bytes.
  private static let longestName = 63
  private static let largestAlignment = 1 << 16

  /// Plans a file. The data are aligned to 32 bytes, or to what `general.alignment` says.
  /// Throws `invalid` for names and shapes that readers refuse.
  package init(_ tensors: [TensorSource], metadata: GGUFMetadata) throws(FormatError) {
    alignment = try Self.alignment(of: metadata)
    self.tensors = tensors

    var header = Array("GGUF".utf8) + UInt32(3).littleEndianBytes
    header += UInt64(tensors.count).littleEndianBytes + UInt64(metadata.entries.count).littleEndianBytes
    for (key, value) in metadata.entries {
      guard (1...65_535).contains(key.utf8.count) else {
        throw .invalid(.key(key), problem: "a key has 1 to 65535 bytes")
      }
      header += UInt64(key.utf8.count).littleEndianBytes + key.utf8 + value.bytes
    }
    var names: Set<String> = []
    var offset = 0
    for tensor in tensors {
      guard names.insert(tensor.name).inserted else {
        throw .invalid(.tensor(tensor.name), problem: "there are two tensors of this name")
      }
      let (end, overflow) = offset.addingReportingOverflow(try tensor.size())
      guard !overflow, let next = end.roundedUp(to: alignment) else {
        throw .invalid(.tensor(tensor.name), problem: "the data up to its end are too large")
      }
      header += try Self.description(of: tensor, at: offset)
      offset = next
    }
    if !tensors.isEmpty { header += Self.padding(after: header.count, to: alignment) }
    self.header = header
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
    for tensor in tensors {
      try tensor.write(to: file)
      try file.write(Self.padding(after: try tensor.size(), to: alignment))
    }
  }

  private static func alignment(of metadata: GGUFMetadata) throws(FormatError) -> Int {
    guard let value = metadata["general.alignment"] else { return try GGUFContents.alignment(nil) }
    let decoded = value.bytes.withUnsafeBytes { bytes in
      Result { () throws(FormatError) in
        var reader = ByteReader(bytes)
        return try MetadataValue(reading: &reader)
      }
    }
    let alignment = try GGUFContents.alignment(decoded.get())
    guard alignment <= largestAlignment else {
      throw .invalid(.key("general.alignment"), problem: "the alignment is more than \(largestAlignment) bytes")
    }
    return alignment
  }

  private static func description(of tensor: TensorSource, at offset: Int) throws(FormatError) -> [UInt8] {
    guard (1...longestName).contains(tensor.name.utf8.count) else {
      throw .invalid(.tensor(tensor.name), problem: "a name in GGUF has 1 to \(longestName) bytes")
    }
    guard tensor.shape.count <= 4, !tensor.shape.contains(0) else {
      throw .invalid(.tensor(tensor.name), problem: "a shape in GGUF has at most 4 dimensions, none of them zero")
    }
    return UInt64(tensor.name.utf8.count).littleEndianBytes + tensor.name.utf8
      + UInt32(tensor.shape.count).littleEndianBytes + tensor.shape.reversed().flatMap { UInt64($0).littleEndianBytes }
      + tensor.type.rawValue.littleEndianBytes + UInt64(offset).littleEndianBytes
  }

  private static func padding(after count: Int, to alignment: Int) -> [UInt8] {
    Array(repeating: 0, count: -count & (alignment - 1))
  }
}
