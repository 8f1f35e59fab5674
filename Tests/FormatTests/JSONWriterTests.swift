import Testing

@testable import Formats

struct JSONWriterTests {
  private func text(_ value: JSONValue, _ writer: JSONWriter) throws -> String {
    String(decoding: try writer.bytes(of: value), as: UTF8.self)
  }

  private func contents(_ name: String) throws -> String {
    String(decoding: try fixtureBytes(name), as: UTF8.self)
  }

  /// As Python's json module writes the same document.
  @Test(arguments: [
    (JSONWriter.python, "document.python.json"), (.pretty, "document.pretty.json"), (.compact, "document.json"),
  ])
  func asPython(_ writer: JSONWriter, _ name: String) throws {
    let document = try JSONTests.parse(try contents("document.json").utf8)
    let written = try text(document, writer)
    #expect(Array(written.unicodeScalars) == Array(try contents(name).unicodeScalars))
  }

  /// What is written is read as it was, whatever the style.
  @Test(arguments: [JSONWriter.python, .pretty, .compact])
  func roundTrip(_ writer: JSONWriter) throws {
    let allScalars = String(String.UnicodeScalarView((0...0x10FFFF).compactMap(Unicode.Scalar.init)))
    let document: JSONValue = ["all": .text(allScalars), "n": [.integer(.min), .integer(.max), .number(.pi)]]
    let read = try #require(try JSONTests.parse(try writer.bytes(of: document)).object)
    #expect(read["all"]?.text?.utf8.elementsEqual(allScalars.utf8) == true)
    #expect(read["n"]?.array?.map(\.number) == [Double(Int.min), Double(Int.max), .pi])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func refuses(_ number: Double) {
    let error = #expect(throws: FormatError.self) {
      try JSONWriter.python.bytes(of: ["a": ["rate": [.number(number)]], "b": 1])
    }
    #expect(error == .invalid(.key("rate"), problem: "\(number) can't be written as JSON"))
  }

  @Test func members() throws {
    var object = JSONObject([("b", 1), ("a", 2), ("b", 3)])
    #expect(try text(.object(object), .compact) == #"{"b":3,"a":2}"#)
    object["b"] = nil
    object["c"] = .null
    object["a"] = "x"
    object["none"] = nil
    #expect(try text(.object(object), .compact) == #"{"a":"x","c":null}"#)
    #expect(object["c"]?.isNull == true)
  }
}
