import Lessons
import Testing

struct CorrectionTests {
  /// A document, what its cells print, the corrected document.
  @Test(arguments: [
    ("```primer\na\n```\n```output\nold\n```\nend", ["new\n"], "```primer\na\n```\n```output\nnew\n```\nend"),
    // A cell that printed something gets a block; one that printed nothing gets none.
    ("x\n```primer\na\n```\ny", ["new\n"], "x\n```primer\na\n```\n```output\nnew\n```\ny"),
    ("```primer\na\n```", ["new\n"], "```primer\na\n```\n```output\nnew\n```"),
    ("```primer\na\n```", [""], "```primer\na\n```"),
    // Patterns stay where lines still match, and tolerances where only the number moved.
    (
      "```primer\n```\n```output\na [..]\nb\n...\nc 3±1\nd\n```\n", ["a 1\nB\nx\ny\nc 2.5\nD\n"],
      "```primer\n```\n```output\na [..]\nB\n...\nc 3±1\nD\n```\n"
    ),
    (
      "```primer\n```\n```output\n[..] loss 0.41±0.02\n```\n", ["at 3: loss 0.5\n"],
      "```primer\n```\n```output\n[..] loss 0.5±0.02\n```\n"
    ),
    // Line endings, indentation and the fence stay.
    (
      "```primer\r\n```\r\n~~~output\r\nold\r\n~~~\r\n", ["a\nb\n"],
      "```primer\r\n```\r\n~~~output\r\na\r\nb\r\n~~~\r\n"
    ),
    ("```primer\r\n```\r\n", ["a\n"], "```primer\r\n```\r\n```output\r\na\r\n```\r\n"),
    (
      "  ```primer\n  ```\n  ```output x\n  old\n  ```", ["a\n\nb\n"],
      "  ```primer\n  ```\n  ```output x\n  a\n\n  b\n  ```"
    ),
    // Output that could close the fence gets a longer one.
    ("```primer\n```\n```output\nold\n```\n", ["```\nx\n"], "```primer\n```\n````output\n```\nx\n````\n"),
    ("```primer\n```\n", ["`````\n"], "```primer\n```\n``````output\n`````\n``````\n"),
    ("~~~primer\n~~~\n", ["```\n"], "~~~primer\n~~~\n~~~output\n```\n~~~\n"),
    // Nothing printed any more, and a block that was empty.
    ("```primer\n```\n```output\nold\n```\n", [""], "```primer\n```\n```output\n```\n"),
    ("```primer\n```\n```output\n```\n", ["a\n"], "```primer\n```\n```output\na\n```\n"),
    // In list items, with the item's indentation; also where the fence stands behind the marker.
    (
      "1. a\n\n   ```primer\n   x\n   ```\n   ```output\n   old\n   ```\n2. b\n", ["new\n\n new\n"],
      "1. a\n\n   ```primer\n   x\n   ```\n   ```output\n   new\n\n    new\n   ```\n2. b\n"
    ),
    ("- ```primer\n  x\n  ```\n- b\n", ["new\n"], "- ```primer\n  x\n  ```\n  ```output\n  new\n  ```\n- b\n"),
    (
      "- a\n  - ```primer\n    ```\n  - ```output\n    old\n    ```\n", ["```\n"],
      "- a\n  - ```primer\n    ```\n  - ````output\n    ```\n    ````\n"
    ),
    ("```primer\rx\r```\r```output\rold\r```\r", ["a\nb\n"], "```primer\rx\r```\r```output\ra\rb\r```\r"),
    // Several cells.
    (
      "\u{FEFF}# T\n```primer\n```\n\n```primer\n```\nIt says\n```output\n1\n```\n", ["0\n", "2\n"],
      "\u{FEFF}# T\n```primer\n```\n```output\n0\n```\n\n```primer\n```\nIt says\n```output\n2\n```\n"
    ),
    (
      "```primer exercise\n___\n```\n```solution\nx\n```\n```check\ntrue\n```\n", ["s\n"],
      "```primer exercise\n___\n```\n```solution\nx\n```\n```output\ns\n```\n```check\ntrue\n```\n"
    ),
    // Printed lines that look like patterns.
    ("```primer\n```\n```output\na\n```\n", ["...\n[..]\n1±2\n"], "```primer\n```\n```output\n...\n[..]\n1±2\n```\n"),
  ])
  func correction(text: String, printed: [String], corrected: String) throws {
    let result = try lesson(text).corrected(printed)
    #expect(result == corrected)
    // The corrected lesson expects what was printed, so a second correction changes nothing.
    let again = try lesson(result)
    #expect(again.corrected(printed) == result)
    for (cell, output) in zip(again.cells, printed) {
      let block = cell.exercise.map(\.output) ?? cell.output
      let expected = ExpectedOutput(block?.content ?? [])
      #expect(expected.matches(output))
    }
  }

  @Test func matchingOutputsLeaveEveryByte() throws {
    let text = "\u{FEFF}# T\r\n```primer\n```\r\n~~~~ output  \n[..] \n...\n~~~~~ \r\nend"
    #expect(try lesson(text).corrected(["x \n1\n2\n"]) == text)
  }

  /// Random documents and outputs over a small alphabet that is rich in what could go wrong.
  @Test(arguments: 0..<200)
  func idempotence(seed: Int) throws {
    var generator = SmallGenerator(state: UInt64(seed))
    let pieces = [
      "a", "b", "...", "[..]", "1±1", "2", "3.5", "", "```", "   ````", "~~~", "a [..] 2±1", "a x 9", " b", "c ",
    ]
    let pick = { (generator: inout SmallGenerator) in
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
    }
    let printed = pick(&generator).map { $0 + "\n" }.joined()
    let ending = Bool.random(using: &generator) ? "\r\n" : "\n"
    let block = ["~~~~~output"] + pick(&generator) + ["~~~~~"]
    let text = (["text", " ```primer", "x", "```"] + block + ["end"]).joined(separator: ending)
    let once = try lesson(text).corrected([printed])
    let reread = try lesson(once)
    let expected = ExpectedOutput(reread.cells.first?.output?.content ?? [])
    #expect(expected.matches(printed))
    #expect(reread.corrected([printed]) == once)
    #expect(once.hasPrefix(["text", " ```primer", "x", "```"].joined(separator: ending)) && once.hasSuffix("end"))
  }
}

/// Marsaglia's xorshift64, so that random tests repeat.
private struct SmallGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    if state == 0 { state = 0x9E37_79B9_7F4A_7C15 }
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
