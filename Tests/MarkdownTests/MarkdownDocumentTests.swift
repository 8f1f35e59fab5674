
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

  /// A text that would take minutes or gigabytes, and what is said about it.
  @Test(
    arguments: [
      (String(repeating: "a", count: 1_100_000), 1, .tooLong),
      ("\n" + String(repeating: "a|", count: 60_000) + "\n" + String(repeating: "-|", count: 60_000), 3, .tooManyColumns),
      (
        String(repeating: "a|", count: 100) + "\n" + String(repeating: "-|", count: 100) + "\n"
          + String(repeating: "b\n", count: 5000), 989, .tooManyCells
      ),
      ("[a]: " + String(repeating: "x", count: 100_000) + "\n\n" + String(repeating: "[a]", count: 33_000), 1, .tooManyReferences),
      (
        "[a]: x \"" + String(repeating: "t\n", count: 50_000) + "\"\n\n" + String(repeating: "[a]\n\n", count: 20_000), 1,
        .tooManyReferences
      ),
      (String(repeating: "1. ", count: 300_000), 1, nil), (String(repeating: "-\n", count: 400_000), 150_000, .tooManyParts),
    ] as [(String, Int, MarkdownError.Problem?)])
  func limits(text: String, line: Int, problem: MarkdownError.Problem?) throws {
    do {
      _ = try MarkdownDocument(text)
      #expect(problem == nil)
    } catch let error as MarkdownError {
      #expect(error.problem == problem)
      #expect(error.line == line)
    }
  }

  @Test(
    arguments: ["[a]: b\n", "[a]: b \"", "]:", "<", "<?", "<!--", "&amp", "[", "![", "`a", "|\n", "# a\n", "> ", "[^a]", "- "])
  func longTextsAreReadInTime(piece: String) throws {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    #expect(ContinuousClock().measure { _ = try? MarkdownDocument(text) } < .seconds(5))
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
