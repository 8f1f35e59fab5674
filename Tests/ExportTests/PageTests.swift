import TestSupport
import Testing

@testable import Exports

@Suite("A lesson becomes a page")
struct PageTests {
  @Test(
    arguments: [
      ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
      ("1. one\n2. two", "<ol><li>one</li>\n<li>two</li></ol>"),
      ("4. four", "<ol start=\"4\"><li>four</li></ol>"),
      ("- one\n  - two", "<ul><li>one<ul><li>two</li></ul></li></ul>"),
      ("> said", "<blockquote><p>said</p></blockquote>"),
      ("one  \ntwo", "<p>one<br/>two</p>"),
      ("---\n", "<hr/>"),
      ("[a](https://b.example/?c=1&d=2)", "<p><a href=\"https://b.example/?c=1&amp;d=2\">a</a></p>"),
      ("[a][b] here\n\n[b]: https://c.example", "<p><a href=\"https://c.example\">a</a> here</p>"),
      ("[a](#part)", "<p><a href=\"#part\">a</a></p>"),
      ("a<br>b", "<p>a<br/>b</p>"),
      ("```swift\nlet a = 1 < 2\n```", "<pre class=\"code\"><code>let a = 1 &lt; 2</code></pre>"),
      ("![a sea](sea.png)", "<p><span class=\"absent\">a sea</span></p>"),
    ])
  func prose(markdown: String, html: String) throws {
    let main = try mainPart("# T\n\n" + markdown)
    #expect(main.hasSuffix(html), "\(main)")
  }

  @Test func tables() throws {
    let main = try mainPart("# T\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |")
    #expect(main.contains("<th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th>"))
    #expect(main.contains("<td>1</td><td class=\"right\">2</td>"))
  }

  /// One heading of level 1, and none below skips a level.
  @Test(
    arguments: [
      ("# A\n## B\n### C\n## D", ["h1", "h2", "h3", "h2"]),
      ("# A\n# B\n# C", ["h1", "h2", "h2"]),
      ("## A\n###### B\n#### C\n## D", ["h1", "h2", "h2", "h2"]),
      ("# A\n### B\n##### C\n### D\n## E", ["h1", "h2", "h3", "h2", "h2"]),
      ("A\n===\n\nB\n---", ["h1", "h2"]),
      ("text", ["h1"]),
    ])
  func headings(markdown: String, names: [String]) throws {
    let main = try mainPart(markdown)
    let found = main.split(separator: "<").compactMap { part -> String? in
      let name = String(part.prefix(2))
      return name.first == "h" && name.last?.isNumber == true ? name : nil
    }
    #expect(found == names)
  }

  @Test func anchorsDiffer() throws {
    let main = try mainPart("# T\n## A\n## A\n## A 1\n## ¿?\n## page main")
    for id in ["a", "a-1", "a-1-1", "section", "page-main"] { #expect(main.contains("id=\"\(id)\"")) }
  }

  @Test func factsAndLanguage() throws {
    let lesson = "---\nminutes: 15\nneeds: pocket\nsources: Lester et al. 2021\n---\n# T\n"
    let french = try page(lesson, name: "a/01-few.fr.md")
    #expect(french.contains("<html lang=\"fr\">"))
    #expect(french.contains("Minutes: 15 · Modèle nécessaire: pocket · Sources: Lester et al. 2021"))
    #expect(try page("# T").contains("<html lang=\"en\">"))
  }

  /// A file's name, the language of its page, a word of the page.
  @Test(
    arguments: [
      ("01-a.pt-BR.md", "lang=\"pt-BR\">", "Minutes"), ("01-a.zh-hans-cn.md", "lang=\"zh-Hans-CN\">", "Minutes"),
      ("01-a.fr-CA.md", "lang=\"fr-CA\">", "Aller à la leçon"), ("01-a.ar.md", "lang=\"ar\" dir=\"rtl\">", "Minutes"),
      ("01-a.he-IL.md", "lang=\"he-IL\" dir=\"rtl\">", "Minutes"),
      ("01-a.fa.md", "lang=\"fa\" dir=\"rtl\">", "Minutes"),
      ("01-a.az-Arab.md", "lang=\"az-Arab\" dir=\"rtl\">", "Minutes"), ("01-a.md", "lang=\"en\">", "Minutes"),
    ])
  func languages(name: String, attributes: String, word: String) throws {
    let page = try page("---\nminutes: 1\n---\n# T\n", name: name)
    #expect(page.contains("<html \(attributes)"))
    #expect(page.contains(word))
  }

  @Test func footnotesStandAtTheEnd() throws {
    let main = try mainPart("# T\n\nA.[^1] B.[^1]\n\n```primer\n1\n```\n\nC.\n\n[^1]: The source.\n")
    #expect(main.split(separator: "The source").count == 2)
    #expect(main.contains("A.<sup><a id=\"page.from.1\" href=\"#page.note.1\" aria-label=\"Footnote 1\">1</a></sup>"))
    #expect(main.contains("<li id=\"page.note.1\"><p>The source.</p>\n<a href=\"#page.from.1\""))
  }

  @Test func whatLooksLikeADefinitionIsSaidOnce() throws {
    let main = try mainPart(
      "# T\n\n[a] is like [b]: both are letters.\n\n```primer\n1\n```\n\nBetween.\n\n```primer\n2\n```\n\nAfter.\n")
    #expect(main.split(separator: "both are letters").count == 2)
  }

  @Test func manyEqualHeadingsAreNamedInTime() throws {
    let text = String(repeating: "# a\n", count: 20_000)
    let start = ContinuousClock.now
    #expect(try page(text).contains("id=\"a-19998\""))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test(arguments: PageWords.translations.keys)
  func everyWordIsTranslated(language: String) {
    #expect(Set(PageWords.translations[language, default: [:]].keys) == Set(PageWord.allCases))
  }

  @Test func commentsAreLeftOut() throws {
    let page = try page("# T\n\n<!-- notes\nsecret\n-->\n\nSeen <!-- secret --> and\n\n<!-- secret --> seen")
    #expect(!page.contains("secret"))
    #expect(page.contains("Seen"))
  }

  @Test func cellsAreColouredByTheirParts() throws {
    let main = try mainPart("# T\n```primer skip\nlet x = ask \"a\" with: $b # why\n```")
    #expect(
      main.contains(
        "<span class=\"keyword\">let</span> x <span class=\"sign\">=</span> <span class=\"command\">ask</span> "
          + "<span class=\"text\">&quot;a&quot;</span> <span class=\"label\">with:</span> "
          + "<span class=\"variable\">$b</span> <span class=\"comment\"># why</span>"))
  }

  @Test func picturesStandInThePage() throws {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 1, 2]
    let host = TestHost(
      wantsStream: true, files: ["l.md": Array("# T\n![a sea](the%20sea.png) ![no](l.md)".utf8), "the sea.png": png])
    let result = try Exporter(.init(), host).export(lesson: "l.md")
    #expect(result.text("l.html")?.contains("<img src=\"data:image/png;base64,iVBORwEC\" alt=\"a sea\"/>") == true)
    #expect(result.text("l.html")?.contains("<span class=\"absent\">no</span>") == true)
  }
}
