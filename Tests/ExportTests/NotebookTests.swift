import Foundation
import Markdown
import Testing

@testable import Exports

@Suite("A lesson becomes a notebook")
struct NotebookTests {
  private struct Read: Decodable {
    struct Cell: Decodable {
      struct Metadata: Decodable { var tags: [String]? }
      struct Output: Decodable {
        let output_type: String
        var text: String?
        var data: [String: String]?
        var traceback: [String]?
      }
      let id: String
      let cell_type: String
      let source: String
      let metadata: Metadata
      var outputs: [Output]?
      var execution_count: Int?
    }
    let nbformat: Int
    let nbformat_minor: Int
    let cells: [Cell]
  }

  private func notebook(_ text: String, _ edition: Edition = .reading(solutions: false)) throws -> Read {
    try JSONDecoder().decode(Read.self, from: Data(page(text, .init(.ipynb, edition)).utf8))
  }

  @Test func cells() throws {
    let notebook = try notebook(
      "# T\n\n<!-- notes\nsecret\n-->\n\nText.\n\n```primer\nprint 1\nsquare\n```\n```output\n9\n```\nEnd\n")
    #expect(notebook.nbformat == 4 && notebook.nbformat_minor == 5)
    #expect(notebook.cells.map(\.cell_type) == ["markdown", "code", "markdown"])
    #expect(notebook.cells.map(\.id) == ["cell-1", "cell-2", "cell-3"])
    #expect(notebook.cells[0].source == "# T\n\nText.")
    let outputs = notebook.cells[1].outputs ?? []
    #expect(outputs.map(\.output_type) == ["stream", "display_data"])
    #expect(outputs[0].text == "1\n")
    #expect(outputs[1].data?["text/plain"] == "[]\n")
    #expect(outputs[1].data?["image/svg+xml"]?.hasPrefix("<svg") == true)
  }

  @Test func errors() throws {
    let notebook = try notebook("# T\n```primer fails\nnosuch\n```")
    #expect(notebook.cells[1].metadata.tags == ["raises-exception"])
    #expect(notebook.cells[1].outputs?.first?.traceback?.first?.hasPrefix("error: ") == true)
  }

  @Test(
    arguments: [
      (Edition.reading(solutions: false), ["exercise", "hint"]),
      (.reading(solutions: true), ["exercise", "hint", "solution"]), (.handout, ["exercise", "hint"]),
    ])
  func exercises(edition: Edition, tags: [String]) throws {
    let notebook = try notebook(
      "# T\n```primer exercise\n___\n```\n```hint\nTry.\n```\n```solution\n1\n```\n```check\ntrue\n```", edition)
    #expect(notebook.cells.flatMap { $0.metadata.tags ?? [] } == tags)
    if tags.last == "solution" { #expect(notebook.cells.last?.outputs?.first?.text == "1\n") }
  }

  /// Two backticks in different paragraphs are no code, and a text may begin with code of three.
  @Test(
    arguments: [
      "A lone ` here.\n\n<img src=x onerror=\"alert(1)\">\n\n<!-- notes\nthe answer is 42\n-->\n\nanother `.",
      "```x``` <img src=x onerror=\"alert(1)\">", "[a](javascript:alert(1))", "- a\n\n  <img src=x onerror=alert(1)>",
      "![a](data:text/html,onerror)", "<svg onload=x>\n\nonerror\n", "| a |\n| - |\n| <img onerror=x> |",
    ])
  func nothingIsObeyed(source: String) throws {
    let text = NotebookProse.text(try MarkdownDocument(source).blocks, source: source)
    #expect(!text.contains("42"))
    let written = try MarkdownDocument(text).blocks
    written.forEachBlock { if case .html = $0 { Issue.record("\(text)") } }
    written.forEachInline { inline in
      switch inline {
      case .html: Issue.record("\(text)")
      case .link(let address, _), .image(let address, _): #expect(LinkTarget.safe(address) != nil)
      default: break
      }
    }
  }

  /// What is written anew is read as what it was written from.
  @Test(
    arguments: [
      "# A *b* `c` #\n\n1. one\n2. two\n\n   more\n\n- x\n  - y\n    z\n\n> q\n> - r\n\n---\n\n```a b\n``\n```\n",
      "| a | b |\n|:-:| --: |\n| 1 \\| 2 | `x` |\n",
      "1\\. a\n\\# b\n\\- c  \nd \\* \\_ \\[x\\] \\` \\~ &amp;amp; \\< | $5",
      "[a](<b c> \"t\") ![d](e_f) **g*h*** ``i`j``", "* a\n* b\n\n+ c\n",
    ])
  func rewriting(source: String) throws {
    let blocks = try MarkdownDocument(source).blocks
    // A comment is left out, and so the text is not the author's own.
    let text = NotebookProse.text([.html("<!-- -->\n")] + blocks, source: source)
    #expect(try MarkdownDocument(text).blocks == blocks, "\(text)")
  }

  @Test func linksDefinedElsewhereAndFootnotes() throws {
    let notebook = try notebook("See [it][p].[^1]\n\n```primer\n1\n```\n\n[p]: https://a.example\n[^1]: Note.\n")
    #expect(notebook.cells.first?.source == "See [it](https://a.example).\\[1\\]\n\n\\[1\\] Note.")
  }

  @Test(
    arguments: [
      ("a <script>b</script>", "a \\<script>b\\</script>"), ("`<a>` and ``<b>`c`` <d>", "`<a>` and ``<b>`c`` \\<d>"),
      ("1 < 2 <3", "1 < 2 <3"), ("<https://a.example>", "<https://a.example>"), ("\\<a>", "\\<a>"),
      ("a <!-- b --> c <!-- d", "a  c \\<!-- d"), ("`open <a>", "\\`open \\<a>"), ("```\n<a>\n```", "```\n<a>\n```"),
    ])
  func prose(source: String, text: String) throws {
    #expect(NotebookProse.text(try MarkdownDocument(source).blocks, source: source) == text)
  }
}
