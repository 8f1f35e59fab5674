import Testing

@testable import Formats

struct JSONTests {
  static func parse(_ bytes: some Sequence<UInt8>) throws -> JSONValue {
    try Array(bytes).withUnsafeBytes { try JSONParser.parse($0) }
  }

  @Test func numbers() throws {
    let rows: [(String, Int?, Double?)] = [
      ("0", 0, 0), ("-0", 0, 0), ("12", 12, 12), ("-3", -3, -3), ("1.0", nil, 1), ("1e2", nil, 100),
      ("-2.5E-1", nil, -0.25),
      ("9223372036854775807", .max, 0x1p63), ("9223372036854775808", nil, 0x1p63),
    ]
    for (text, integer, number) in rows {
      let value = try Self.parse(text.utf8)
      #expect(value.integer == integer && value.number == number, "\(text)")
    }
  }

  @Test func values() throws {
    let document = try Self.parse(#" { "a" : [ true , false , null , "x" ] , "b" : { } , "c" : [ ] } "#.utf8)
    let object = try #require(document.object)
    #expect(object.members.map(\.key) == ["a", "b", "c"])
    let array = try #require(object["a"]?.array)
    #expect(array.map(\.boolean) == [true, false, nil, nil] && array[3].text == "x")
    #expect(object["b"]?.object?.members.isEmpty == true && object["c"]?.array?.isEmpty == true)
    #expect(object["d"]?.text == nil)
  }

  @Test func texts() throws {
    let text = try Self.parse(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE42é🙂\u0000""#.utf8).text
    #expect(text == "\"\\/\u{8}\u{C}\n\r\té🙂é🙂\0")
  }

  /// Keys that look the same but differ in their scalars are two keys.
  @Test func canonicalEquivalents() throws {
    let object = try #require(try Self.parse("{\"é\":1,\"e\u{301}\":2}".utf8).object)
    #expect(object["é"]?.integer == 1 && object["e\u{301}"]?.integer == 2)
  }

  @Test func depth() throws {
    let deepest = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(throws: Never.self) { try Self.parse(deepest.utf8) }
    #expect(throws: FormatError.self) { try Self.parse("[\(deepest)]".utf8) }
    #expect(throws: FormatError.self) { try Self.parse(String(repeating: "{\"a\":", count: 100_000).utf8) }
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
    "{'a':1}",
    "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}", "1 2", "[]]", "{}x", "tru", "truex", "True",
    "nul",
    "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x1", "1e999", "-1e999", "\"", "\"a", "\"\\",
    "\"\\\"",
    "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u１２３４\"", "\"\\ud83d\"", "\"\\ude42\"", "\"\\ud83d\\u0041\"",
    "\"\\ud83dx\"",
    "\"a\nb\"", "\"\u{1F}\"", "// c\n1", "[1]/**/", "\u{FEFF}1", "\u{A0}1",
  ])
  func refuses(_ text: String) {
    #expect(throws: FormatError.self) { try Self.parse(text.utf8) }
  }

  @Test(arguments: [
    [0x22, 0xC3, 0x22], [0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF], [0x22, 0xC0, 0x80, 0x22],
  ])
  func refusesMalformedUTF8(_ bytes: [UInt8]) {
    #expect(throws: FormatError.self) { try Self.parse(bytes) }
  }
}
