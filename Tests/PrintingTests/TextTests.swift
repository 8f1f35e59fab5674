import Printing
import Testing

struct TextTests {
  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("é", 1), ("…", 1), ("한", 2), ("❤️", 2), ("䷀", 2), ("", 0),
  ]) func columnsAreCounted(_ text: String, _ expected: Int) {
    #expect(displayWidth(text) == expected)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 4, "日…"), ("日本", 4, "日本"), ("abc", 1, "…"), ("abc", 0, ""),
    ("abc", -1, ""),
  ]) func longTextsAreClipped(_ text: String, _ width: Int, _ expected: String) {
    #expect(clipped(text, to: width) == expected)
  }

  @Test func markupIsEscaped() {
    #expect(markupEscaped("a<b> & \"c\"\td\n") == "a&lt;b&gt; &amp; &quot;c&quot;\td\n")
    #expect(markupEscaped("\r\u{1B}[2J\u{9B}\u{FFFE}\u{1FFFF}é😀") == "\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}é😀")
  }

  @Test func fieldsAreQuotedWhereTheyMust() {
    #expect(commaSeparated([["a", "b,c"], ["\"d\"", "e\nf"]]) == "a,\"b,c\"\r\n\"\"\"d\"\"\",\"e\nf\"\r\n")
    #expect(commaSeparated([["", "x"]]) == ",x\r\n")
  }

  @Test func nounsAreCounted() {
    #expect([0, 1, 2].map { counted($0, "row") } == ["0 rows", "1 row", "2 rows"])
    #expect(enumerated(["a", "b", "c"], "or") == "a, b or c")
    #expect(enumerated(["a"], "or") == "a" && enumerated([], "or") == "")
  }
}
