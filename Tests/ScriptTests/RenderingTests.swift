import TestSupport
import Testing

@testable import Script

@Suite struct RenderingTests {
  static let numbers: [(Double, String)] = [
    (3, "3"), (-3, "-3"), (0, "0"), (-0.0, "0"), (0.5, "0.5"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"),
    (0.1 + 0.2, "0.3"), (123456.789, "123457"), (1234567.89, "1234568"), (0.0001, "0.0001"),
    (0.00012345678, "0.000123457"),
    (0.00001, "1e-5"), (0.000012345678, "1.23457e-5"), (1e15, "1e15"), (1.5e300, "1.5e300"), (999999.5, "1000000"),
    (0.9999999, "1"), (-2.718281828, "-2.71828"), (9_007_199_254_740_992, "9.0072e15"),
    (123456789012345, "123456789012345"),
    (.infinity, "infinity"), (-.infinity, "-infinity"), (.nan, "nan"), (.leastNonzeroMagnitude, "5e-324"),
    (1e14 + 0.5, "100000000000001"),
  ]

  @Test(arguments: numbers) func numbersPrint(_ number: Double, _ expected: String) {
    #expect(format(number) == expected)
  }

  static let literals: [(String, Double?)] = [
    ("1", 1), ("-1", -1), ("1_000", 1000), ("1e-3", 0.001), ("1E+3", 1000), ("0.50", 0.5), ("007", 7), (".5", nil),
    ("5.", nil),
    ("1__0", 10), ("1_", nil), ("_1", nil), ("-", nil), ("--1", nil), ("1e", nil), ("0x10", nil), ("nan", nil),
    ("inf", nil),
    ("1e999", nil), ("1.2.3", nil), ("٣", nil), ("", nil),
  ]

  @Test(arguments: literals) func numbersAreRead(_ word: String, _ expected: Double?) {
    #expect(numberLiteral(word[...]) == expected)
  }

  static let values: [(Value, String)] = [
    (.text("two\nlines"), "two\nlines"),
    (.list([.text("two\nlines")]), "[\"two\\nlines\"]"),
    (.list([.text("3"), .number(3), .text("true"), .text(""), .text("a b")]), "[\"3\", 3, \"true\", \"\", a b]"),
    (.list([.text("$x"), .text("a: b"), .text(" a")]), "[\"\\$x\", \"a: b\", \" a\"]"),
    (.record(["loss": .number(0.5), "steps": .number(100)]), "loss   0.5\nsteps  100"),
    (
      .record(["a": .list([.pair(key: .text("b"), value: nil), .pair(key: .text("cd"), value: .text("e"))])]),
      "a  b  => ?\n   cd => e"
    ),
    (.list([.record(["a": .number(1)]), .record(["b": .text("x y")])]), "a  b\n1\n   x y"),
    (.text("\u{1B}[31mred\u{9B}"), "␛[31mred\u{FFFD}"),
    (.pair(key: .text("日本"), value: .text("Japan")), "日本 => Japan"),
    (.list([]), "[]"), (.record([:]), ""), (.boolean(true), "true"),
  ]

  @Test(arguments: values) func valuesPrint(_ value: Value, _ expected: String) {
    #expect(value.rendered(width: 80) == expected)
  }

  @Test func longListsAreBrokenBetweenItems() {
    let list = Value.list((1...12).map { .number(Double($0)) })
    #expect(list.rendered(width: 20) == "[1, 2, 3, 4, 5, 6,\n 7, 8, 9, 10, 11,\n 12]")
  }

  @Test func veryLongListsAreCounted() {
    let text = Value.list((0..<150).map { .pair(key: .number(Double($0)), value: nil) }).rendered()
    #expect(text.split(separator: "\n").count == 101)
    #expect(text.hasSuffix("… and 50 more"))
  }

  @Test func wideTablesCutTheWidestText() {
    let table = Value.list([
      .record(["id": .number(1), "text": .text(String(repeating: "long ", count: 20)), "n": .number(2)])
    ])
    #expect(table.rendered(width: 30) == "id  text                     n\n 1  long long long long lo…  2")
  }

  /// A list that is printed reads back as itself.
  @Test(arguments: [
    "a", "a b", "3", "true", "?", "$x", "a\"b", "a'b", "it's", "a,b", "=>", "-", "- a", "x:", "é", "\\n", "#", "a#",
    " ",
  ])
  func printedTextsReadBack(_ text: String) throws {
    let list = Value.list([.text(text), .pair(key: .text(text), value: .text(text))])
    let session = Session(registry: Registry(), host: TestHost())
    #expect(try session.value(of: SourceText(list.short)) == list)
  }

  static let names: [(String, String?)] = [
    ("lenght", "length"), ("leng", "length"), ("stpes", "steps"), ("STEPS", "steps"), ("xyz", nil), ("", nil),
    ("ra", nil), ("rata", "rate"),
    (String(repeating: "x", count: 100_000), nil),
  ]

  @Test(arguments: names) func nearNamesAreFound(_ typed: String, _ expected: String?) {
    #expect(nearest(to: typed, among: ["length", "steps", "rate", "on"]) == expected)
  }
}
