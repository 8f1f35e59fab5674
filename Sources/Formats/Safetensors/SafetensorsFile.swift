import Platform
internal import Tensors

/// A file of named tensors in Hugging Face's safetensors format: the length of a header in 64 bits, little-endian; the
/// header, a JSON object; the data, in which the tensors lie end to end.
package struct SafetensorsFile: Sendable {
  /// What the writer noted under `__metadata__`.
  package let metadata: [String: String]
  /// The tensors in the order of their data.
  package let tensors: [SafetensorsTensor]
  private let indices: [String: Int]
  let file: MappedFile

  /// The longest header that is read, in bytes.
  package static let longestHeader = 100_000_000

  /// Opens and checks a file; its tensors' data is not read. Throws `FormatError`.
  package init(path: String) throws(FormatError) {
    try self.init(MappedFile(opening: path))
  }

  /// Checks a file that is open.
  package init(_ file: MappedFile) throws(FormatError) {
    let (header, dataStart) = try Self.header(of: file.bytes)
    metadata = try Self.metadata(header["__metadata__"])
    tensors = try Self.tensors(of: header, dataStart: dataStart, fileSize: file.bytes.count)
    indices = try Self.indices(of: tensors)
    try file.checkComplete()
    self.file = file
  }

  /// The tensor called `name`. Throws `missingTensor`.
  package func tensor(_ name: String) throws(FormatError) -> SafetensorsTensor {
    guard let index = indices[name] else { throw .missingTensor(name) }
    return tensors[index]
  }

  /// The stored data of one of this file's tensors: valid for as long as this value, or a copy of it, is kept.
  package func bytes(of tensor: SafetensorsTensor) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range])
  }
}

extension SafetensorsFile {
  private static func header(
    of bytes: UnsafeRawBufferPointer
  ) throws(FormatError) -> (header: JSONObject, dataStart: Int) {
    var reader = ByteReader(bytes)
    let length = try reader.integer(UInt64.self)
    guard length <= longestHeader else {
      throw .invalid(.byte(0), problem: "the header has \(length) bytes, but at most \(longestHeader) are allowed")
    }
    let start = reader.offset
    let text = try reader.take(Int(length), "bytes of header")
    guard text.first == UInt8(ascii: "{"), let header = try JSONParser.parse(text, at: start).object else {
      throw .invalid(.byte(start), problem: "the header is no JSON object")
    }
    return (header, reader.offset)
  }

  private static func metadata(_ value: JSONValue?) throws(FormatError) -> [String: String] {
    guard let value else { return [:] }
    guard let members = value.object?.members else {
      throw .invalid(.key("__metadata__"), problem: "it is no JSON object")
    }
    var metadata: [String: String] = [:]
    for (key, value) in members {
      guard let text = value.text else {
        throw .invalid(.key("__metadata__"), problem: "the value of \(quoted(key)) is not a text")
      }
      guard metadata.updateValue(text, forKey: key) == nil else {
        throw .invalid(.key("__metadata__"), problem: "\(quoted(key)) stands twice in it")
      }
    }
    return metadata
  }

  /// The tensors sorted by their data, which must fill the data section: no holes and no overlaps.
  private static func tensors(
    of header: JSONObject, dataStart: Int, fileSize: Int
  ) throws(FormatError) -> [SafetensorsTensor] {
    var tensors: [SafetensorsTensor] = []
    for (name, value) in header.members where name != "__metadata__" {
      tensors.append(try SafetensorsTensor(name, value, dataStart: dataStart, dataSize: fileSize - dataStart))
    }
    tensors.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var end = dataStart
    for tensor in tensors {
      guard tensor.range.lowerBound == end else {
        throw .invalid(
          .tensor(tensor.name),
          problem: "its data begin at byte \(tensor.range.lowerBound) of the file, but those before end at \(end)")
      }
      end = tensor.range.upperBound
    }
    guard end == fileSize else {
      throw .invalid(.byte(end), problem: "\(fileSize - end) bytes at the end of the file belong to no tensor")
    }
    return tensors
  }

  private static func indices(of tensors: [SafetensorsTensor]) throws(FormatError) -> [String: Int] {
    var indices: [String: Int] = [:]
    for (index, tensor) in tensors.enumerated() {
      guard indices.updateValue(index, forKey: tensor.name) == nil else {
        throw .invalid(.tensor(tensor.name), problem: "there are two tensors of this name")
      }
    }
    return indices
  }
}

extension SafetensorsFile {
  /// The elements of a tensor of this file, in order. Throws `invalid` for a type that is none of F32, F16 and BF16.
  package func floats(of tensor: SafetensorsTensor) throws(FormatError) -> [Float] {
    guard let type = tensor.type.elementType else {
      throw .invalid(
        .tensor(tensor.name), problem: "its type is \(tensor.type.rawValue), but F32, F16 or BF16 is needed")
    }
    let count = tensor.range.count / tensor.type.size
    let matrix = WeightMatrix(rows: 1, columns: count, type: type, bytes: bytes(of: tensor), owner: file)
    // No matrix has no columns.
    return matrix?.decoded(rows: [0]).elements ?? []
  }
}
