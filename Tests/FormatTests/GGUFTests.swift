import Formats
import Platform
import Tensors
import Testing

struct GGUFTests {
  let file: GGUFFile

  init() throws {
    file = try GGUFFile(MappedFile(contents: GGUFBuilder.example.bytes))
  }

  @Test func everyTypeOfValue() throws {
    let expected: [String: MetadataValue] = [
      "u8": .integer(200), "i8": .integer(-1), "u16": .integer(513), "i16": .integer(-2),
      "u32": .integer(4_294_967_295), "i32": .integer(-2_147_483_648), "f32": .number(0.5), "bool": .boolean(true),
      "text": .text("é"), "u64": .integer(1 << 40), "large": .number(0x1p64), "i64": .integer(.min),
      "f64": .number(-2.5), "ints": .integers([-7, 7]), "floats": .numbers([1.5, -1]),
      "bools": .booleans([false, true]),
    ]
    for (key, value) in expected { #expect(file.metadata[key] == value) }
    #expect(file.metadata.count == expected.count + 2)
    #expect(file.version == 3)
  }

  @Test func packedTexts() throws {
    let texts = try file.texts("texts")
    #expect((0..<texts.count).map { Array(texts[$0]) } == [[0x61], [], [0xFF, 0x20]])
    #expect(texts.text(0) == "a" && texts.text(2) == "\u{FFFD} ")
    #expect(try file.texts("none").count == 0)
  }

  @Test func tensors() throws {
    #expect(file.tensors.map(\.name) == ["matrix", "blocks", "number"])
    let blocks = try file.tensor("blocks")
    #expect(blocks.dimensions == [32, 2] && blocks.width == 32 && blocks.rows == 2 && blocks.type == .q8_0)
    #expect(Array(file.bytes(of: blocks)) == Array(32..<100))
    #expect(Array(file.bytes(of: try file.tensor("matrix"))) == Array(0..<24))
    #expect(Array(file.bytes(of: try file.tensor("number"))) == Array(128..<132))
    #expect(file.optionalTensor("other") == nil)
    #expect(throws: FormatError.missingTensor("other")) { try file.tensor("other") }
  }

  @Test func values() throws {
    #expect(try file.integer("u8") == 200)
    #expect(try file.integer("absent", default: 3) == 3)
    #expect(try file.number("u8") == 200)
    #expect(try file.boolean("bool"))
    #expect(try file.text("text") == "é")
    #expect(try file.integers("ints") == [-7, 7])
    #expect(try file.numbers("floats") == [1.5, -1])
    #expect(throws: FormatError.missingKey("absent")) { try file.integer("absent") }
    #expect(throws: FormatError.wrongKind(key: "text", expected: "an integer", found: "a text")) {
      try file.integer("text", default: 3)
    }
    #expect(throws: FormatError.wrongKind(key: "large", expected: "an integer", found: "a number")) {
      try file.integer("large")
    }
  }

  @Test func versionTwo() throws {
    var builder = GGUFBuilder.example
    builder.version = 2
    #expect(try GGUFFile(MappedFile(contents: builder.bytes)).version == 2)
  }

  /// Another alignment moves the data.
  @Test func alignment() throws {
    var builder = GGUFBuilder()
    builder.alignment = 128
    builder.values = [GGUFBuilder.value("general.alignment", 4, UInt32(128).littleEndianBytes)]
    builder.tensors = [GGUFBuilder.tensor("a", [2]), GGUFBuilder.tensor("b", [2], offset: 128)]
    builder.data = Array(0..<136)
    let file = try GGUFFile(MappedFile(contents: builder.bytes))
    #expect(Array(file.bytes(of: try file.tensor("b"))) == Array(128..<136))
    #expect(try file.tensor("a").range.lowerBound % 128 == 0)
  }
}
