internal import Tokenizers

/// The value types of GGUF's metadata, by their ids in the file.
package enum MetadataType: UInt32, Sendable {
  case uint8, int8, uint16, int16, uint32, int32, float32, boolean, string, array, uint64, int64, float64

  /// The least number of bytes that a value takes in the file.
  fileprivate var minimumBytes: Int {
    switch self {
    case .uint8, .int8, .boolean: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .string, .uint64, .int64, .float64: 8
    case .array: 12
    }
  }
}

extension MetadataValue {
  /// Reads a type and a value of that type.
  init(reading reader: inout ByteReader) throws(FormatError) {
    let start = reader.offset
    let type = try reader.valueType()
    switch type {
    case .array: self = try Self.array(from: &reader)
    case .string: self = .text(String(decoding: try reader.string("a text"), as: UTF8.self))
    case .boolean: self = .boolean(try reader.boolean())
    case .float32, .float64: self = .number(try reader.number(type))
    case .uint64:
      let value = try reader.integer(UInt64.self)
      self = Int(exactly: value).map(Self.integer) ?? .number(Double(value))
    default: self = .integer(try reader.integer(type, at: start))
    }
  }

  private static func array(from reader: inout ByteReader) throws(FormatError) -> MetadataValue {
    let start = reader.offset
    let type = try reader.valueType()
    guard type != .array else { throw .invalid(.byte(start), problem: "an array in an array is not allowed") }
    let count = try reader.count(of: "array elements", atLeast: type.minimumBytes)
    switch type {
    case .string: return .texts(try ByteStrings(reading: count, from: &reader))
    case .boolean: return .booleans(try reader.elements(count) { reader throws(FormatError) in try reader.boolean() })
    case .float32, .float64:
      return .numbers(try reader.elements(count) { reader throws(FormatError) in try reader.number(type) })
    default:
      return .integers(try reader.elements(count) { reader throws(FormatError) in try reader.integer(type, at: start) })
    }
  }
}

extension ByteReader {
  fileprivate mutating func valueType() throws(FormatError) -> MetadataType {
    let start = offset
    let id = try integer(UInt32.self)
    guard let type = MetadataType(rawValue: id) else {
      throw .invalid(.byte(start), problem: "\(id) is not a type of metadata value (0 to 12)")
    }
    return type
  }

  fileprivate mutating func boolean() throws(FormatError) -> Bool {
    let start = offset
    let byte = try integer(UInt8.self)
    guard byte <= 1 else { throw .invalid(.byte(start), problem: "\(byte) is neither false (0) nor true (1)") }
    return byte == 1
  }

  fileprivate mutating func number(_ type: MetadataType) throws(FormatError) -> Double {
    type == .float32
      ? Double(Float(bitPattern: try integer())) : Double(bitPattern: try integer())
  }

  fileprivate mutating func integer(_ type: MetadataType, at start: Int) throws(FormatError) -> Int {
    switch type {
    case .uint8: return Int(try integer(UInt8.self))
    case .int8: return Int(try integer(Int8.self))
    case .uint16: return Int(try integer(UInt16.self))
    case .int16: return Int(try integer(Int16.self))
    case .uint32: return Int(try integer(UInt32.self))
    case .int32: return Int(try integer(Int32.self))
    case .uint64:
      let value = try integer(UInt64.self)
      guard let exact = Int(exactly: value) else {
        throw .invalid(.byte(start), problem: "an array holds \(value), which is more than 2⁶³ − 1")
      }
      return exact
    default: return Int(try integer(Int64.self))
    }
  }

  /// Reads `count` elements; the caller has checked that they can fit in the file.
  fileprivate mutating func elements<Element>(
    _ count: Int, _ read: (inout ByteReader) throws(FormatError) -> Element
  ) throws(FormatError) -> [Element] {
    var elements = [Element]()
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }
}

extension ByteStrings {
  /// Reads `count` GGUF strings (a 64-bit length, then the bytes). One pass checks and measures, a second one copies.
  init(reading count: Int, from reader: inout ByteReader) throws(FormatError) {
    var check = reader
    var total = 0
    for _ in 0..<count { total += try check.string("a string in an array").count }

    var offsets = [Int]()
    offsets.reserveCapacity(count + 1)
    offsets.append(0)
    var bytes = [UInt8]()
    bytes.reserveCapacity(total)
    for _ in 0..<count {
      bytes.append(contentsOf: try reader.string("a string in an array"))
      offsets.append(bytes.count)
    }
    self.init(bytes: bytes, offsets: offsets)
  }
}
