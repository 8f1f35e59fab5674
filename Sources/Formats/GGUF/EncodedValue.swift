package import Tokenizers

/// A metadata value as it is written: with the very type that the file gives it, for programs that ask for one of a
/// certain width and refuse another.
package struct EncodedValue: Equatable, Sendable {
  /// The type's id, and the value.
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// An integer, a float, or true or false, written as the Swift type it has.
  package init<Number: MetadataNumber>(_ number: Number) {
    var bytes = Self.start(Number.metadataType)
    number.append(to: &bytes)
    self.init(bytes: bytes)
  }

  package init(_ text: String) {
    self.init(bytes: Self.start(.string) + UInt64(text.utf8.count).littleEndianBytes + text.utf8)
  }

  /// An array of numbers, or of true and false.
  package init<Number: MetadataNumber>(_ numbers: [Number]) {
    var bytes = Self.start(.array) + Self.start(Number.metadataType) + UInt64(numbers.count).littleEndianBytes
    for number in numbers { number.append(to: &bytes) }
    self.init(bytes: bytes)
  }

  /// An array of texts, such as the tokens of a vocabulary.
  package init(_ texts: ByteStrings) {
    var bytes = Self.start(.array) + Self.start(.string) + UInt64(texts.count).littleEndianBytes
    bytes.reserveCapacity(bytes.count + texts.bytes.count + 8 * texts.count)
    for index in 0..<texts.count {
      bytes += UInt64(texts[index].count).littleEndianBytes
      bytes += texts[index]
    }
    self.init(bytes: bytes)
  }

  private static func start(_ type: MetadataType) -> [UInt8] { type.rawValue.littleEndianBytes }
}

/// A number, or true or false, that GGUF has a type for.
package protocol MetadataNumber {
  static var metadataType: MetadataType { get }
  func append(to bytes: inout [UInt8])
}

extension MetadataNumber where Self: FixedWidthInteger {
  package func append(to bytes: inout [UInt8]) { bytes += littleEndianBytes }
}

extension UInt8: MetadataNumber { package static var metadataType: MetadataType { .uint8 } }
extension Int8: MetadataNumber { package static var metadataType: MetadataType { .int8 } }
extension UInt16: MetadataNumber { package static var metadataType: MetadataType { .uint16 } }
extension Int16: MetadataNumber { package static var metadataType: MetadataType { .int16 } }
extension UInt32: MetadataNumber { package static var metadataType: MetadataType { .uint32 } }
extension Int32: MetadataNumber { package static var metadataType: MetadataType { .int32 } }
extension UInt64: MetadataNumber { package static var metadataType: MetadataType { .uint64 } }
extension Int64: MetadataNumber { package static var metadataType: MetadataType { .int64 } }

extension Float: MetadataNumber {
  package static var metadataType: MetadataType { .float32 }
  package func append(to bytes: inout [UInt8]) { bytes += bitPattern.littleEndianBytes }
}

extension Double: MetadataNumber {
  package static var metadataType: MetadataType { .float64 }
  package func append(to bytes: inout [UInt8]) { bytes += bitPattern.littleEndianBytes }
}

extension Bool: MetadataNumber {
  package static var metadataType: MetadataType { .boolean }
  package func append(to bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}

extension FixedWidthInteger {
  /// The bytes of the number, lowest first.
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
