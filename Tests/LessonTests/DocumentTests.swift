import Lessons
import Markdown
import Testing

struct DocumentTests {
  @Test func partsAndPositions() throws {
    let text = """
      ---
      needs: gemma3-270m, pocket
      author: somebody
      ---
      # Few-shot *prompting* ##

      Prose.

      ```primer seed=7 timeout=500ms
      ask cheese
      ```
      ```output
      fromage
      ```

      ```text
      not a cell
      ```
      ~~~~primer fails slow
      ```
      ~~~
      ~~~~
      """
    let lesson = try lesson(text)
    #expect(lesson.title == "Few-shot prompting")
    #expect(lesson.frontMatter.needs == ["gemma3-270m", "pocket"])
    #expect(lesson.frontMatter.values["author"] == "somebody")
    let cells = lesson.cells
    try #require(cells.count == 2)
    #expect(cells[0].block.text == "ask cheese")
    #expect(cells[0].firstLine == 10)
    #expect(cells[0].options.seed == 7)
    #expect(cells[0].options.timeout == .milliseconds(500))
    #expect(cells[0].output?.content == ["fromage"])
    #expect(lesson.text(of: cells[0].block.bytes) == "```primer seed=7 timeout=500ms\nask cheese\n```\n")
    #expect(cells[1].block.content == ["```", "~~~"])
    #expect(cells[1].options.fails && cells[1].options.slow)
    #expect(cells[1].output == nil)
    let prose = lesson.parts.compactMap { part in
      if case .prose(let prose) = part { lesson.text(of: prose.bytes) } else { nil }
    }
    #expect(prose.first == "# Few-shot *prompting* ##\n\nProse.\n\n")
    #expect(prose.last == "\n```text\nnot a cell\n```\n")
  }

  /// A text, how many cells it has.
  @Test(arguments: [
    ("```primer\n```", 1),
    ("   ```primer\n   x\n   ```", 1),
    ("    ```primer\n    x\n    ```", 0),
    ("\t```primer\n", 0),
    ("- ```primer\n  x\n  ```\n", 1),
    ("- item\n\n  ```primer\n  x\n  ```\n", 1),
    ("1. item\n\n   ```primer\n   x\n   ```\n2. item\n   - item\n     ```primer\n     ```\n", 2),
    ("- ```text\n  x\n", 0),
    ("# A\r```primer\rx\r```\r", 1),
    ("- item\n```primer\nx\n```\n", 1),
    ("- - -\n  ```primer\n  x\n  ```\n", 1),
    ("> ```output\n> x\n> ```\n", 0),
    ("<!--\n```primer\n```\n-->\n```primer\n```\n", 1),
    ("<pre>\n```primer\n```\n</pre>\n", 0),
    ("<div>\n```primer\n```\n</div>\n", 0),
    ("<? x\n```primer\n```\n?>\n", 0),
    ("- a\nb\n  ```primer\n  ```\n", 1),
    ("Title\n-\n  ```primer\n  ```\n", 1),
    ("````primer\n```\n````\n", 1),
    ("```primer\nx\n``` not a close\n```\n", 1),
    ("```pri`mer\n", 0),
    ("``primer\n", 0),
    ("```Primer\n```\n", 0),
    ("```  primer  \n```\n", 1),
    ("", 0),
  ])
  func fences(text: String, cells: Int) throws {
    #expect(try lesson(text).cells.count == cells)
  }

  @Test func indentationOfTheFenceIsNotContent() throws {
    #expect(try lesson("  ```primer\n  a\n b\n    c\n  ```").cells.first?.block.content == ["a", "b", "  c"])
  }

  @Test func cellsInListsDivideThem() throws {
    let text =
      "1. One\n\n   ```primer\n   a\n\n    b\n   ```\n   ```output\n   c\n   ```\n   After.\n2. Two\n3. Three\n"
    let lesson = try lesson(text)
    #expect(lesson.cells.map(\.block.content) == [["a", "", " b"]])
    #expect(lesson.cells.first?.output?.content == ["c"])
    #expect(lesson.cells.first?.firstLine == 4)
    let prose = lesson.parts.compactMap { if case .prose(let prose) = $0 { prose.blocks } else { nil } }
    #expect(
      prose == [
        [.list(start: 1, isTight: false, items: [[.paragraph([.text("One")])]])],
        [
          .paragraph([.text("After.")]),
          .list(start: 2, isTight: false, items: [[.paragraph([.text("Two")])], [.paragraph([.text("Three")])]]),
        ],
      ])
  }

  /// Definitions are those of the whole document, in hints too.
  @Test func linksAndFootnotesOfTheWholeDocument() throws {
    let text = """
      See [the paper][p].[^n] [a] is like [b]: both are letters.

      ```primer exercise
      ___
      ```
      ```hint
      > Read [it][p]
      ```
      ```solution
      1
      ```
      ```check
      true
      ```

      [p]: https://example.org/p
      [^n]: A note.
      """
    let lesson = try lesson(text)
    guard case .prose(let prose)? = lesson.parts.first, case .paragraph(let inlines)? = prose.blocks.first else {
      Issue.record("no prose")
      return
    }
    #expect(inlines.contains(.link(destination: "https://example.org/p", [.text("the paper")])))
    #expect(inlines.contains(.footnote(1)))
    #expect(lesson.footnotes == [[.paragraph([.text("A note.")])]])
    #expect(
      lesson.withFootnotes(prose.blocks).last == .paragraph([.footnote(1), .text(" "), .text("A note.")]))
    #expect(
      lesson.cells.first?.exercise?.hints.first?.prose == [
        .quote([.paragraph([.text("Read "), .link(destination: "https://example.org/p", [.text("it")])])])
      ])
  }

  @Test func windowsFiles() throws {
    let lesson = try lesson(
      "\u{FEFF}---\r\nneeds: pocket\r\n---\r\n# Title\r\n```primer\r\na\r\nb\r\n```\r\n```output\r\nc\r\n```\r\n")
    #expect(lesson.title == "Title")
    #expect(lesson.frontMatter.needs == ["pocket"])
    #expect(lesson.cells.first?.block.content == ["a", "b"])
    #expect(lesson.cells.first?.output?.content == ["c"])
  }

  @Test func exercises() throws {
    let text = """
      ```primer exercise
      ask ___
      ```
      ```hint
      Which word?
      ```
      ```hint
      It is eaten with bread.
      ```
      ```solution
      ask cheese
      ```
      ```output
      fromage
      ```
      ```check
      $_ == fromage
      ```
      """
    let exercise = try #require(try lesson(text).cells.first?.exercise)
    #expect(exercise.hints.map(\.text) == ["Which word?", "It is eaten with bread."])
    #expect(exercise.solution.text == "ask cheese")
    #expect(exercise.output?.content == ["fromage"])
    #expect(exercise.check.text == "$_ == fromage")
  }

  /// A text, the line at fault, a part of what is said about it.
  @Test(arguments: [
    ("# A\n\n```primer\nx\n", 3, "never closed"),
    ("~~~\n```\n", 1, "never closed"),
    ("- ```primer\n  x\n```\n", 1, "never closed"),
    ("a\n\n> ```primer\n> x\n> ```\n", 3, "in a quotation is not run"),
    ("a[^1]\n\n[^1]: b\n\n    ```primer\n    ```\n", 5, "in a footnote is not run"),
    ("- a\n\n\t```primer\n\tx\n\t```\n", 3, "indented by a tab"),
    ("\n" + String(repeating: "|-", count: 501) + "\n", 2, "500 columns"),
    ("---\nneeds: x\n", 1, "closing `---`"),
    ("---\nwhat\n---\n", 2, "`key: value`"),
    ("---\nneds: x\n---\n", 2, "did you mean `needs:`?"),
    ("---\nneeds: x\nneeds: y\n---\n", 3, "twice"),
    ("```primer fials\n```", 1, "did you mean `fails`?"),
    ("```primer whatsoever\n```", 1, "unknown word `whatsoever`"),
    ("```primer slow slow\n```", 1, "twice"),
    ("```primer seed=x\n```", 1, "whole number"),
    ("```primer seed\n```", 1, "seed=7"),
    ("```primer seed=-1\n```", 1, "whole number"),
    ("```primer seed=99999999999999999999999\n```", 1, "whole number"),
    ("```primer timeout=60\n```", 1, "timeout=60s"),
    ("```primer timeout=0s\n```", 1, "timeout=60s"),
    ("```primer timeout=9223372036854775807m\n```", 1, "timeout=60s"),
    ("```primer skip=1\n```", 1, "no value"),
    ("```primer exercise fails\n```", 1, "both"),
    ("\n```output\n```", 2, "follows no cell"),
    ("```primer\n```\n```output\n```\n```output\n```", 5, "already has an `output`"),
    ("```primer\n```\n```hint\n```", 3, "marked `exercise`"),
    ("```solution\n```", 1, "marked `exercise`"),
    ("```check\n1 == 1\n```", 1, "follows no cell"),
    ("```primer\n```\n```check\n# nothing\n\n```", 3, "says nothing"),
    ("```primer\n```\n```check\n1 == 1\n```\n```check\n1 == 1\n```", 6, "already has a `check`"),
    ("```primer\n```\n```check\n1 == 1\n$x > 1 over 0 seeds\n```", 5, "from 1 to 100"),
    ("```primer\n```\n```check\n$x > 1 over many seeds\n```", 4, "`many` is not"),
    ("```primer\n```\n```check\n$x over 3 seeds\n```", 4, "after a comparison"),
    ("---\nminutes: ten\n---\n", 2, "`ten` is not"),
    ("---\nminutes: 0\n---\n", 2, "whole number"),
    ("---\nminuts: 10\n---\n", 2, "did you mean `minutes:`?"),
    ("```primer exercise\nx\n```\n```solution\n```\n```check\n```", 1, "blank"),
    ("```primer exercise\n___\n```\n```check\n```", 1, "no `solution`"),
    ("```primer exercise\n___\n```\n```solution\n```", 1, "no `check`"),
    ("```primer exercise\n___\n```\n```solution\n___\n```", 4, "still has a blank"),
    ("```primer exercise\n___\n```\n```output\n```", 4, "after its solution"),
    ("```primer exercise\n___\n```\n```solution\n```\n```solution\n```", 6, "already has a `solution`"),
  ])
  func malformed(text: String, line: Int, message: String) throws {
    let error = try #require(throws: LessonError.self) { try lesson(text, file: "a/b.md") }
    #expect(error.line == line)
    #expect(error.description.hasPrefix("a/b.md:\(line): "))
    #expect(error.description.contains(message))
  }

  @Test func bytesThatAreNoText() throws {
    let latin = try #require(throws: LessonError.self) {
      try Lesson(file: "l.md", source: Array("# A\ncaf".utf8) + [0xE9, 0x0A])
    }
    #expect(latin.problem == .invalidUTF8)
    #expect(latin.line == 2)
    let wide = try #require(throws: LessonError.self) { try Lesson(file: "l.md", source: [0xFF, 0xFE, 0x23, 0]) }
    #expect(wide.problem == .utf16)
  }

  @Test(arguments: ["x", " ", "-", "# ", "[..]", "1", "\t"])
  func oneVeryLongLine(_ piece: String) throws {
    let line = String(repeating: piece, count: 500_000 / piece.utf8.count)
    let cells = try lesson("\(line)\n```primer\n```\n```output\nx\n\(line)\n```\n").cells
    #expect(cells.first?.output?.content == ["x", line])
  }
}
