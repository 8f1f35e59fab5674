import Markdown
import Testing

@Suite("Markdown is read as CommonMark with tables")
struct MarkdownParserTests {
  @Test(
    arguments: [
      ("# A *title*", [.heading(level: 1, [.text("A "), .emphasis([.text("title")])])]),
      ("one\ntwo", [.paragraph([.text("one"), .softBreak, .text("two")])]),
      ("a **b** `c`", [.paragraph([.text("a "), .strong([.text("b")]), .text(" "), .code("c")])]),
      ("```primer slow\nask x\n```", [.code(info: "primer slow", text: "ask x\n")]),
      ("> quoted", [.quote([.paragraph([.text("quoted")])])]),
      (
        "- one\n- two",
        [.list(start: nil, isTight: true, items: [[.paragraph([.text("one")])], [.paragraph([.text("two")])]])]
      ),
      ("3. three\n", [.list(start: 3, isTight: true, items: [[.paragraph([.text("three")])]])]),
      (
        "| a | b |\n| --- | ---: |\n| 1 | 2 |",
        [
          .table(
            alignments: [.none, .right], header: [[.text("a")], [.text("b")]], rows: [[[.text("1")], [.text("2")]]])
        ]
      ),
      ("<!-- notes\nsay this\n-->", [.html("<!-- notes\nsay this\n-->\n")]),
      ("[a](b.md)", [.paragraph([.link(destination: "b.md", [.text("a")])])]),
      ("---", [.rule]),
      ("", []),
    ] as [(String, [MarkdownBlock])])
  func parses(text: String, blocks: [MarkdownBlock]) {
    #expect(MarkdownParser.blocks(of: text) == blocks)
  }

  @Test func keepsOtherScripts() {
    #expect(MarkdownParser.blocks(of: "pâté 日本 é") == [.paragraph([.text("pâté 日本 é")])])
  }

  @Test(arguments: ["> ", "*a **b "])
  func deepNestingEnds(piece: String) {
    #expect(!MarkdownParser.blocks(of: String(repeating: piece, count: 50_000)).isEmpty)
  }

  @Test func plainTextHasNoMarks() {
    guard case .paragraph(let inlines)? = MarkdownParser.blocks(of: "a *b* [`c`](d)\ne").first else {
      Issue.record("no paragraph")
      return
    }
    #expect(inlines.plainText == "a b c e")
  }
}
