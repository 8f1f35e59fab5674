/// Writes GGUF files byte by byte, right ones and wrong ones.
struct GGUFBuilder {
  var magic: [UInt8] = Array("GGUF".utf8)
  var version: UInt32 = 3
  /// The counts that the file claims; the true ones when `nil`.
  var claimedTensors: UInt64?
  var claimedValues: UInt64?
  var values: [[UInt8]] = []
  var tensors: [[UInt8]] = []
  var alignment = 32
  var data: [UInt8] = []

  var bytes: [UInt8] {
    var bytes = magic + version.littleEndianBytes
    bytes += (claimedTensors ?? UInt64(tensors.count)).littleEndianBytes
    bytes += (claimedValues ?? UInt64(values.count)).littleEndianBytes
    bytes += values.joined()
    bytes += tensors.joined()
    if !tensors.isEmpty {
      bytes += Array(repeating: 0, count: (alignment - bytes.count % alignment) % alignment) + data
    }
    return bytes
  }

  /// A key, the id of a type, and the bytes of a value.
  static func value(_ key: String, _ type: UInt32, _ bytes: [UInt8]) -> [UInt8] {
    string(key) + type.littleEndianBytes + bytes
  }

  /// A value that is an array.
  static func array(_ key: String, of type: UInt32, count: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    value(key, 9, type.littleEndianBytes + count.littleEndianBytes + bytes)
  }

  static func tensor(
    _ name: String, _ dimensions: [UInt64], type: UInt32 = 0, offset: UInt64 = 0, claimedDimensions: UInt32? = nil
  ) -> [UInt8] {
    string(name) + (claimedDimensions ?? UInt32(dimensions.count)).littleEndianBytes
      + dimensions.flatMap(\.littleEndianBytes) + type.littleEndianBytes + offset.littleEndianBytes
  }

  static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  static func string(_ bytes: [UInt8]) -> [UInt8] { UInt64(bytes.count).littleEndianBytes + bytes }

  /// A small file with every type of value and three tensors.
  static var example: GGUFBuilder {
    var builder = GGUFBuilder()
    builder.values = [
      value("u8", 0, [200]), value("i8", 1, [0xFF]), value("u16", 2, [1, 2]), value("i16", 3, [0xFE, 0xFF]),
      value("u32", 4, UInt32.max.littleEndianBytes), value("i32", 5, Int32.min.littleEndianBytes),
      value("f32", 6, Float(0.5).bitPattern.littleEndianBytes), value("bool", 7, [1]), value("text", 8, string("é")),
      value("u64", 10, UInt64(1 << 40).littleEndianBytes), value("large", 10, UInt64.max.littleEndianBytes),
      value("i64", 11, Int64.min.littleEndianBytes), value("f64", 12, Double(-2.5).bitPattern.littleEndianBytes),
      array("texts", of: 8, count: 3, string("a") + string("") + string([0xFF, 0x20])),
      array("ints", of: 5, count: 2, Int32(-7).littleEndianBytes + Int32(7).littleEndianBytes),
      array(
        "floats", of: 6, count: 2, Float(1.5).bitPattern.littleEndianBytes + Float(-1).bitPattern.littleEndianBytes),
      array("bools", of: 7, count: 2, [0, 1]), array("none", of: 8, count: 0, []),
    ]
    builder.tensors = [
      tensor("matrix", [3, 2]), tensor("blocks", [32, 2], type: 8, offset: 32), tensor("number", [], offset: 128),
    ]
    builder.data = Array(0..<132)
    return builder
  }
}

extension FixedWidthInteger {
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
