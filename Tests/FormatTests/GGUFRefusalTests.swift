import Formats
import Platform
import Testing

/// GGUF files that are refused, one a row: how a good file is spoilt, and what the message must say.
struct GGUFRefusalTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Parts of the message.
    let says: [String]
    let bytes: [UInt8]

    init(_ description: String, says: String..., spoil: (inout GGUFBuilder) -> Void) {
      var builder = GGUFBuilder()
      builder.values = [GGUFBuilder.value("key", 4, [1, 0, 0, 0])]
      builder.tensors = [GGUFBuilder.tensor("good", [8])]
      builder.data = Array(repeating: 0, count: 32)
      spoil(&builder)
      testDescription = description
      self.says = says
      bytes = builder.bytes
    }
  }

  private static func value(_ type: UInt32, _ bytes: [UInt8]) -> [UInt8] { GGUFBuilder.value("k", type, bytes) }

  static let header: [Row] = [
    Row("magic", says: "byte 0", "GGUF") { $0.magic = Array("GGML".utf8) },
    Row("version 1", says: "byte 4", "version 1") { $0.version = 1 },
    Row("version 4", says: "version 4") { $0.version = 4 },
    Row("byte-swapped", says: "big-endian") { $0.version = UInt32(3).byteSwapped },
    Row("tensor count", says: "byte 8", "9223372036854775807") { $0.claimedTensors = UInt64(Int.max) },
    Row("tensor count overflows", says: "byte 8", "18446744073709551615") { $0.claimedTensors = .max },
    Row("one tensor too many", says: "byte", "ends too early") { $0.claimedTensors = 9 },
    Row("value count", says: "byte 16", "1000") { $0.claimedValues = 1000 },
    Row("value count overflows", says: "byte 16") { $0.claimedValues = .max },
  ]

  static let metadata: [Row] = [
    Row("key length", says: "byte 24", "key") { $0.values = [UInt64.max.littleEndianBytes + [0, 0, 0, 0, 0, 0, 0]] },
    Row("empty key", says: "byte 24", "empty") { $0.values = [GGUFBuilder.value("", 4, [0, 0, 0, 0])] },
    Row("long key", says: "65536 bytes") { builder in
      builder.values = [GGUFBuilder.value(String(repeating: "k", count: 65_536), 0, [0])]
    },
    Row("key not UTF-8", says: "byte 24", "UTF-8") { builder in
      builder.values = [GGUFBuilder.string([0xC3]) + UInt32(7).littleEndianBytes + [1]]
    },
    Row("key twice", says: "'k'", "twice") { $0.values = [value(0, [1]), value(0, [2])] },
    Row("value type", says: "byte 33", "13") { $0.values = [value(13, [0])] },
    Row("bool of 2", says: "byte 37", "2") { $0.values = [value(7, [2])] },
    Row("text length", says: "byte 37") { $0.values = [value(8, UInt64(5000).littleEndianBytes)] },
    Row("text length overflows", says: "byte 37") { $0.values = [value(8, UInt64.max.littleEndianBytes)] },
    Row("nested array", says: "byte 37", "array in an array") { builder in
      builder.values = [GGUFBuilder.array("k", of: 9, count: 1, [])]
    },
    Row("array type", says: "byte 37", "99") { $0.values = [GGUFBuilder.array("k", of: 99, count: 1, [])] },
    Row("array length", says: "byte 41", "1000000 × array elements") { builder in
      builder.values = [GGUFBuilder.array("k", of: 8, count: 1_000_000, [])]
    },
    Row("array length overflows", says: "byte 41") { builder in
      builder.values = [GGUFBuilder.array("k", of: 10, count: 1 << 61, [])]
    },
    Row("text in an array", says: "byte 49") { builder in
      builder.values = [GGUFBuilder.array("k", of: 8, count: 1, UInt64(9999).littleEndianBytes)]
    },
    Row("large number in an array", says: "byte 37", "18446744073709551615") { builder in
      builder.values = [GGUFBuilder.array("k", of: 10, count: 1, UInt64.max.littleEndianBytes)]
    },
    Row("alignment 0", says: "'general.alignment'", "power of two") { builder in
      builder.values = [GGUFBuilder.value("general.alignment", 4, [0, 0, 0, 0])]
    },
    Row("alignment 24", says: "'general.alignment'") { builder in
      builder.values = [GGUFBuilder.value("general.alignment", 4, [24, 0, 0, 0])]
    },
    Row("alignment negative", says: "'general.alignment'") { builder in
      builder.values = [GGUFBuilder.value("general.alignment", 11, Int64.min.littleEndianBytes)]
    },
    Row("alignment text", says: "'general.alignment'") { builder in
      builder.values = [GGUFBuilder.value("general.alignment", 8, GGUFBuilder.string("32"))]
    },
    Row("alignment beyond the file", says: "before the tensors' data") { builder in
      builder.values = [GGUFBuilder.value("general.alignment", 10, UInt64(1 << 62).littleEndianBytes)]
    },
  ]

  static let tensors: [Row] = [
    Row("empty name", says: "name", "empty") { $0.tensors = [GGUFBuilder.tensor("", [8])] },
    Row("long name", says: "65 bytes", "64") { builder in
      builder.tensors = [GGUFBuilder.tensor(String(repeating: "n", count: 65), [8])]
    },
    Row("name length", says: "name") {
      $0.tensors = [UInt64(1 << 50).littleEndianBytes + Array(repeating: 0, count: 30)]
    },
    Row("same name", says: "'good'", "two tensors") { builder in
      builder.tensors = [GGUFBuilder.tensor("good", [4]), GGUFBuilder.tensor("good", [4], offset: 32)]
      builder.data = Array(repeating: 0, count: 64)
    },
    Row("five dimensions", says: "'t'", "5 dimensions") { $0.tensors = [GGUFBuilder.tensor("t", [1, 1, 1, 1, 1])] },
    Row("many dimensions", says: "'t'", "4294967295") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [1], claimedDimensions: .max)]
    },
    Row("zero dimension", says: "'t'", "zero") { $0.tensors = [GGUFBuilder.tensor("t", [8, 0])] },
    Row("product overflows", says: "'t'", "too large") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [1 << 32, 1 << 32])]
    },
    Row("product wraps to a small one", says: "'t'", "too large") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [1 << 62, 4, 2])]
    },
    Row("dimension overflows", says: "'t'", "too large") { $0.tensors = [GGUFBuilder.tensor("t", [.max])] },
    Row("bytes overflow", says: "'t'", "too long") { $0.tensors = [GGUFBuilder.tensor("t", [UInt64(Int.max)])] },
    Row("type", says: "'t'", "number 4", "Q4_K") { $0.tensors = [GGUFBuilder.tensor("t", [8], type: 4)] },
    Row("row of half a block", says: "'t'", "16", "32") { $0.tensors = [GGUFBuilder.tensor("t", [16, 2], type: 2)] },
    Row("row of 32 in blocks of 256", says: "'t'", "256") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [32, 8], type: 12)]
    },
    Row("number in blocks", says: "'t'", "32") { $0.tensors = [GGUFBuilder.tensor("t", [], type: 8)] },
    Row("offset of the first", says: "'t'", "32", "0") { $0.tensors = [GGUFBuilder.tensor("t", [8], offset: 32)] },
    Row("overlap", says: "'u'", "offset 0", "32") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [8]), GGUFBuilder.tensor("u", [8])]
    },
    Row("gap", says: "'u'", "64") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [8]), GGUFBuilder.tensor("u", [8], offset: 64)]
      builder.data = Array(repeating: 0, count: 128)
    },
    Row("unpadded offset", says: "'u'", "4") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [1]), GGUFBuilder.tensor("u", [1], offset: 4)]
    },
    Row("offset overflows", says: "'t'") { $0.tensors = [GGUFBuilder.tensor("t", [8], offset: .max)] },
    Row("data cut off", says: "'t'", "past the end") { $0.tensors = [GGUFBuilder.tensor("t", [9])] },
    Row("data much larger than the file", says: "'t'", "past the end") { builder in
      builder.tensors = [GGUFBuilder.tensor("t", [1 << 60])]
    },
    Row("no data at all", says: "past the end") { $0.data = [] },
  ]

  @Test(arguments: header + metadata + tensors)
  func refuses(_ row: Row) {
    let error = #expect(throws: FormatError.self) { try GGUFFile(MappedFile(contents: row.bytes)) }
    for part in row.says { #expect(error?.description.contains(part) == true, "\(error?.description ?? "")") }
  }

  @Test func acceptsTheUnspoilt() throws {
    #expect(try GGUFFile(MappedFile(contents: Row("good") { _ in }.bytes)).tensors.count == 1)
  }

  /// Names in messages can't steer a terminal, and are short.
  @Test func harmlessMessages() {
    let name = "\u{1B}[2J" + String(repeating: "x", count: 100)
    let message = FormatError.missingTensor(name).description
    #expect(!message.unicodeScalars.contains("\u{1B}") && message.utf8.count < 120)
  }
}
