package import Tensors

/// A tensor of a GGUF file: what it is called, its shape, and where its numbers are.
package struct GGUFTensor: Equatable, Sendable {
  package let name: String
  /// The lengths of its dimensions as the file has them, innermost first: a matrix is [width of a row, rows].
  package let dimensions: [Int]
  package let type: ElementType
  /// The bytes it takes, counted from the start of the file.
  package let range: Range<Int>

  /// The number of elements of a row.
  package var width: Int { dimensions.first ?? 1 }
  /// The number of rows: the product of all dimensions but the innermost.
  package var rows: Int { dimensions.dropFirst().reduce(1, *) }
}

extension GGUFTensor {
  /// A tensor's description as it is read, before the place of the data is known.
  struct Header {
    let name: String
    let dimensions: [Int]
    let type: ElementType
    /// Counted from the start of the data section.
    let offset: UInt64
    let size: Int
  }
}

extension GGUFTensor.Header {
  /// The least number of bytes that the description takes: a name of one byte, and no dimension.
  static let minimumBytes = 8 + 1 + 4 + 4 + 8

  init(reading reader: inout ByteReader) throws(FormatError) {
    name = try reader.name("a tensor's name", limit: 64)
    let place = FormatError.Place.tensor(name)

    let dimensionCount = try reader.integer(UInt32.self)
    guard dimensionCount <= 4 else {
      throw .invalid(place, problem: "it has \(dimensionCount) dimensions, but at most 4 are allowed")
    }
    var dimensions: [Int] = []
    var elements = 1
    for _ in 0..<dimensionCount {
      let length = try reader.integer(UInt64.self)
      guard length > 0 else { throw .invalid(place, problem: "one of its dimensions is zero") }
      let (product, overflow) = elements.multipliedReportingOverflow(by: Int(clamping: length))
      guard !overflow, length <= UInt64(Int.max) else {
        throw .invalid(place, problem: "the product of its dimensions is too large")
      }
      elements = product
      dimensions.append(Int(length))
    }
    self.dimensions = dimensions

    let id = try reader.integer(UInt32.self)
    guard let type = ElementType(rawValue: id) else {
      let known = ElementType.allCases.map { "\($0)".uppercased() }.joined(separator: ", ")
      throw .invalid(place, problem: "its type, number \(id), is not one that can be read (\(known))")
    }
    self.type = type
    guard type.rowBytes(dimensions.first ?? 1) != nil, let size = type.rowBytes(elements) else {
      throw .invalid(
        place,
        problem: "its rows of \(dimensions.first ?? 1) elements don't fill blocks of \(type.blockElements), "
          + "or are too long")
    }
    self.size = size
    offset = try reader.integer(UInt64.self)
  }
}

extension ByteReader {
  /// Reads a name: UTF-8, not empty, at most `limit` bytes.
  mutating func name(_ what: String, limit: Int) throws(FormatError) -> String {
    let start = offset
    let raw = try string(what)
    guard !raw.isEmpty else { throw .invalid(.byte(start), problem: "\(what) is empty") }
    guard raw.count <= limit else {
      throw .invalid(.byte(start), problem: "\(what) has \(raw.count) bytes, but at most \(limit) are allowed")
    }
    guard let name = String(validating: raw, as: UTF8.self) else {
      throw .invalid(.byte(start), problem: "\(what) is not UTF-8")
    }
    return name
  }
}
