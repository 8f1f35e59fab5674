import Testing

@testable import Exports

/// Texts that try to be markup, or to break it.
private let hostile = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- --><script>alert(1)</script>",
  "a <b onclick='x()'>b</b> <a href=\"javascript:alert(1)\">c</a>", "</main></html>",
  "&lt;script&gt; &amp;amp; &nosuch;",
  "<![CDATA[ ]]> <?php ?> <!DOCTYPE x>", "]]> --> \u{1}\u{8}\u{1B}[31m \u{85} \u{7F}",
  // U+FFFE, U+FDD0 and U+10FFFF, which no literal may hold.
  String(decoding: [0xEF, 0xBF, 0xBE, 0x20, 0xEF, 0xB7, 0x90, 0x20, 0xF4, 0x8F, 0xBF, 0xBF], as: UTF8.self),
  "\u{202E}reversed\u{202C} \u{200B} \u{0301}\u{0301} 👩‍👩‍👧 日本", "| a |\n| - |\n| <td> |", "`<x>` ``a`b`` [<y>](<z>)",
  "[a](<javascript:alert(1)> \"t\")", "![x](javascript:alert(1) \"<t>\")", "## <h2> \" ' &",
  "\"' onmouseover=\"alert(1)",
]

@Suite("Nothing in a lesson becomes markup, and every page is well-formed")
struct SafetyTests {
  @Test(arguments: hostile)
  func pages(text: String) throws {
    let fenced = text.replacing("`", with: "'")
    let lesson = """
      # T \(text.split(separator: "\n")[0])

      \(text)

      ```primer
      '''
      \(fenced.replacing("'", with: " "))
      '''
      ```
      ```output
      \(fenced)
      ```
      ```primer exercise
      let x = ___ # \(fenced.split(separator: "\n")[0])
      ```
      ```hint
      \(fenced)
      ```
      ```solution
      let x = 1
      ```
      ```check
      true
      ```
      """
    for settings in [
      Exporter.Settings(), .init(runs: false), .init(.html, .reading(solutions: true)), .init(.html, .handout),
    ] {
      let page = try page(lesson, settings)
      #expect(mistake(in: page) == nil)
      for absent in ["<script", "<img", "<b ", "href=\"javascript"] { #expect(!page.contains(absent), "\(absent)") }
      #expect(!page.unicodeScalars.contains { [1, 0x1B, 0xFFFE, 0xFDD0, 0x10FFFF].contains($0.value) })
    }
  }

  @Test(
    arguments: [
      ("https://a.example/", "https://a.example/"), ("HTTP://a", "HTTP://a"), ("mailto:a@b", "mailto:a@b"),
      ("#x", "#x"),
      ("b.md", "b.html"), ("./b.md#x", "b.html#x"), ("javascript:alert(1)", nil), ("JaVaScRiPt:alert(1)", nil),
      ("java\nscript:alert(1)", nil), (" \u{1}javascript:alert(1)", nil), ("java\u{7F}script:x", nil),
      ("data:text/html,<script>", nil), ("vbscript:x", nil), ("file:///etc/passwd", nil), ("//a.example", nil),
      ("../secret.txt", nil), ("c.md", nil), ("?x", nil), ("", nil),
    ] as [(String, String?)])
  func links(destination: String, address: String?) {
    #expect(LinkTarget.address(destination, pages: ["b.md": "b.html"]) == address)
  }

  /// No script, nothing from elsewhere, and a policy that says so.
  @Test func selfContained() throws {
    let page = try page("# T\n\n[a](https://a.example)\n```primer\nsquare\n```")
    for absent in ["<script", "<link", "<iframe", "@import", "url(", "src="] { #expect(!page.contains(absent)) }
    #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""))
  }

  @Test func theSameInputIsTheSameBytes() throws {
    let lesson = "# T\n\n| a |\n| - |\n| b |\n\n```primer\nsquare\nprint 1\n```"
    for form in Exporter.Form.allCases {
      #expect(try page(lesson, .init(form)) == page(lesson, .init(form)))
    }
  }

  @Test func deeplyNestedMarkdown() throws {
    let text =
      "# T\n\n" + String(repeating: "> ", count: 20_000) + "deep\n\n" + String(repeating: "*a **b ", count: 500)
    #expect(mistake(in: try page(text)) == nil)
  }
}
