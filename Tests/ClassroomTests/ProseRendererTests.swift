import Markdown
import Printing
import Script
import Testing

@testable import Classroom

@Suite("Prose for a terminal")
struct ProseRendererTests {
  private func rendered(_ text: String, width: Int = 30, isColoured: Bool = false) -> String {
    ProseRenderer(width: width, isColoured: isColoured).lines(of: (try? MarkdownDocument(text))?.blocks ?? [])
      .joined(separator: "\n")
  }

  @Test(arguments: [
    ("# Title\n\n## A *part*\n\n### Sub", "Title\n=====\n\nA part\n------\n\n### Sub"),
    (
      "One two three four five six seven\neight.",
      "One two three four five six\nseven eight."
    ),
    ("a *b* **c** `d`", "a *b* **c** `d`"),
    ("a **b `c`**, (*d*).", "a **b `c`**, (*d*)."),
    ("one  \ntwo", "one\ntwo"),
    ("- one\n- two\n  - inner\n- three", "• one\n• two\n  • inner\n• three"),
    ("- one\n\n- two", "• one\n\n• two"),
    ("9. nine\n10. ten is a long item that wraps", " 9. nine\n10. ten is a long item that\n    wraps"),
    ("> quoted\n>\n> again", "│ quoted\n│\n│ again"),
    ("```\n  let x = 1\n\n  y\n```", "      let x = 1\n\n      y"),
    ("a [b](c.md) and [d](c.md)", "a b (c.md) and d"),
    ("<https://a.b/c>", "https://a.b/c"),
    ("![a cat](cat.png)", "[picture: a cat]"),
    ("a\n\n<!-- notes\nask the class\n-->\n\nb <!-- c --> d", "a\n\nb d"),
    ("a\n\n---\n\nb", "a\n\n──────────────────────────────\n\nb"),
    ("bell \u{7} here", "bell ␇ here"),
    ("", ""), ("<!-- only this -->", ""),
  ])
  func plain(text: String, expected: String) {
    #expect(rendered(text) == expected)
  }

  @Test func wrapsByColumns() {
    // A Chinese character takes two columns, and a line may end behind any of them.
    #expect(rendered("日本語の文章です。", width: 10) == "日本語の文\n章です。")
    #expect(rendered("e\u{301}e\u{301}e\u{301} abcdefg", width: 11) == "e\u{301}e\u{301}e\u{301} abcdefg")
    #expect(rendered("see aaaaaaaaaaaaaaaaaaaaaaaa there", width: 12) == "see\naaaaaaaaaaaaaaaaaaaaaaaa\nthere")
  }

  @Test func escapeSequencesOnlySetOff() {
    let text = "# T\n\na *b* **c** `d` [e](f)"
    let coloured = rendered(text, isColoured: true)
    #expect(
      coloured == "\u{1B}[1mT\u{1B}[0m\n=\n\na \u{1B}[3mb\u{1B}[0m \u{1B}[1mc\u{1B}[0m \u{1B}[36m`d`\u{1B}[0m e (f)")
    #expect(!rendered(text).contains("\u{1B}"))
  }

  static let table =
    "| way | numbers |\n| :-- | ---: |\n| a *hard* prompt | 0 |\n| fine-tuning of everything | 6951168 |"

  @Test(arguments: [
    (
      40,
      """
      way                        numbers
      ─────────────────────────  ───────
      a *hard* prompt                  0
      fine-tuning of everything  6951168
      """
    ),
    (
      24,
      """
      way              numbers
      ───────────────  ───────
      a *hard* prompt        0
      fine-tuning of   6951168
      everything
      """
    ),
    (
      12,
      """
      way
        a *hard*
        prompt
      numbers
        0

      way
        fine-tunin
        g of
        everything
      numbers
        6951168
      """
    ),
  ])
  func tables(width: Int, expected: String) {
    #expect(rendered(Self.table, width: width) == expected)
  }

  @Test(arguments: [18, 25, 40, 79])
  func noLineIsTooLong(width: Int) {
    let text = """
      A paragraph of short words, with `code` and *more*, which goes on for a while.

      | a | b | c |
      | - | - | - |
      | some words | and some more of them | averyverylongword |

      > - a quoted list, whose items are long enough to be wrapped somewhere
      """
    for line in rendered(text, width: width).split(separator: "\n") { #expect(displayWidth(line) <= width, "\(line)") }
  }
}
