import Markdown
import Testing

@Suite("Markdown is read as CommonMark with tables")
struct MarkdownDocumentTests {
  @Test(
    arguments: [
      ("# A *title*", [.heading(level: 1, [.text("A "), .emphasis([.text("title")])])]),
      ("one\ntwo", [.paragraph([.text("one"), .softBreak, .text("two")])]),
      ("a **b** `c`", [.paragraph([.text("a "), .strong([.text("b")]), .text(" "), .code("c")])]),
      ("```primer slow\nask x\n```", [.code(MarkdownCode(info: "primer slow", text: "ask x\n"))]),
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
  func parses(text: String, blocks: [MarkdownBlock]) throws {
    #expect(try MarkdownDocument(text).blocks == blocks)
  }

  @Test func keepsOtherScripts() throws {
    #expect(try MarkdownDocument("pâté 日本 é").blocks == [.paragraph([.text("pâté 日本 é")])])
  }

  @Test(arguments: ["> ", "*a **b "])
  func deepNestingEnds(piece: String) throws {
    #expect(try !MarkdownDocument(String(repeating: piece, count: 50_000)).blocks.isEmpty)
  }

  @Test func plainTextHasNoMarks() throws {
    guard case .paragraph(let inlines)? = try MarkdownDocument("a *b* [`c`](d)\ne").blocks.first else {
      Issue.record("no paragraph")
      return
    }
    #expect(inlines.plainText == "a b c e")
  }

  @Test func fencesHaveTheirPlaces() throws {
    let text = "a\n\n- b\n\n   ```x\n   c\n   ```\n"
    guard case .list(_, _, let items)? = try MarkdownDocument(text, firstLine: 10).blocks.last,
      case .code(let code)? = items.first?.last, let fences = code.fences
    else {
      Issue.record("no code")
      return
    }
    #expect(fences.line == 14 && fences.lastLine == 16)
    #expect(fences.column == 3 && fences.indentation == 1 && fences.length == 3 && code.text == "c\n")
  }

  @Test func footnotesAreNumberedByTheirFirstReference() throws {
    let document = try MarkdownDocument("a[^y] b[^x] c[^y] [^z]\n\n[^x]: one\n[^y]: two [^x]\n[^w]: none\n")
    #expect(document.footnotes.count == 2)
    #expect(document.footnotes[1] == [.paragraph([.text("one")])])
    #expect(document.blocks.count == 1)
  }

  @Test func fragmentsSeeTheDefinitionsAndLeaveNothingOpen() throws {
    let fragments = ["see [a]", "```\nopen", "<!-- open", "- b\n\n\tc", "see [d]"]
    let blocks = try MarkdownDocument.blocks(of: fragments, definitionsIn: "[a]: x\n\n[d]: y\n")
    #expect(blocks.count == 5)
    #expect(blocks[0] == [.paragraph([.text("see "), .link(destination: "x", [.text("a")])])])
    #expect(blocks[1] == [.code(MarkdownCode(text: "open\n"))])
    #expect(
      blocks[3] == [
        .list(start: nil, isTight: false, items: [[.paragraph([.text("b")]), .paragraph([.text("c")])]])
      ])
    #expect(blocks[4] == [.paragraph([.text("see "), .link(destination: "y", [.text("d")])])])
  }

  /// Texts that would take minutes or gigabytes, and what is said about them.
  private static let heavy: [(text: String, line: Int, problem: MarkdownError.Problem?)] = [
    (String(repeating: "a", count: 1_100_000), 1, .tooLong),
    (
      "\n" + String(repeating: "a|", count: 60_000) + "\n" + String(repeating: "-|", count: 60_000), 3,
      .tooManyColumns
    ),
    (
      String(repeating: "a|", count: 100) + "\n" + String(repeating: "-|", count: 100) + "\n"
        + String(repeating: "b\n", count: 5000), 991, .tooManyCells
    ),
    (
      "[a]: " + String(repeating: "x", count: 100_000) + "\n\n" + String(repeating: "[a]", count: 33_000), 1,
      .tooManyReferences
    ),
    (
      "[a]: x \"" + String(repeating: "t\n", count: 50_000) + "\"\n\n" + String(repeating: "[a]\n\n", count: 20_000),
      1,
      .tooManyReferences
    ),
    (String(repeating: "1. ", count: 300_000), 1, nil),
    (String(repeating: "-\n", count: 400_000), 300_000, .tooManyParts),
  ]

  @Test(arguments: 0..<heavy.count)
  func limits(index: Int) {
    let (text, line, problem) = Self.heavy[index]
    do {
      _ = try MarkdownDocument(text)
      #expect(problem == nil)
    } catch {
      #expect(error.problem == problem)
      #expect(error.line == line)
    }
  }

  @Test(
    arguments: [
      "[a]: b\n", "[a]: b \"", "]:", "<", "<?", "<!--", "&amp", "[", "![", "`a", "|\n", "# a\n", "> ", "[^a]", "- ",
    ])
  func longTextsAreReadInTime(piece: String) throws {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    #expect(ContinuousClock().measure { _ = try? MarkdownDocument(text) } < .seconds(20))
  }

  @Test(
    arguments: [
      ("a <!-- b --> c <!-- d", "a  c ", [" b "]), ("<!--a--><!--b-->", "", ["a", "b"]), ("x", "x", []),
    ])
  func comments(source: String, rest: String, comments: [String]) {
    let html = RawHTML(source)
    #expect(html.withoutComments == rest && html.comments == comments)
  }
}
