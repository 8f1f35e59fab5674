import Testing

@testable import Plots

struct TextTests {
  @Test func line() {
    #expect(Sample.loss.text(width: 40, height: 12) == Golden.line)
    #expect(Sample.loss.text(width: 40, height: 12, glyphs: .ascii) == Golden.asciiLine)
  }

  @Test func severalLines() {
    #expect(Sample.learningCurves.text(width: 60, height: 16) == Golden.lines)
    #expect(Sample.learningCurves.text(width: 60, height: 16, glyphs: .ascii) == Golden.asciiLines)
  }

  @Test func bars() {
    #expect(Sample.bars.text(width: 60) == Golden.bars)
    #expect(Sample.bars.text(width: 60, glyphs: .ascii) == Golden.asciiBars)
  }

  @Test func groupedBars() {
    #expect(Sample.groups.text(width: 50) == Golden.groups)
  }

  /// Bars of magnitudes begin a power of ten below the shortest, so that it is seen too.
  @Test func logarithmicBars() {
    let bars = [Bar("", category: "soft prompt", value: 1000), Bar("", category: "all weights", value: 100_000)]
    let plot = Plot(title: "", .bars(bars, categories: "", values: Axis("", .logarithmic)))
    #expect(
      plot.text(width: 40) == """
        soft prompt   1000 │██████▋
        all weights 100000 │████████████████████
                           └┬────────────┬──────
                           100         10000
        """)
  }

  @Test func matrix() {
    #expect(Sample.matrix.text(width: 60) == Golden.matrix)
    #expect(Sample.matrix.text(width: 60, glyphs: .ascii) == Golden.asciiMatrix)
    #expect(Sample.matrix.text(width: 38) == Golden.narrowMatrix)
  }

  @Test func accessible() {
    #expect(Sample.loss.accessibleText(width: 60) == Golden.accessibleLine)
    #expect(Sample.learningCurves.accessibleText(width: 60) == Golden.accessibleLines)
    #expect(Sample.bars.accessibleText(width: 60) == Golden.accessibleBars)
    #expect(Sample.bars.accessibleText(width: 30) == Golden.accessibleNarrowBars)
    #expect(Sample.matrix.accessibleText(width: 60) == Golden.accessibleMatrix)
  }

  /// Colours only repeat what stands there.
  @Test(arguments: Sample.all)
  func coloursAddNothing(plot: Plot) {
    let coloured = plot.text(width: 60, isColoured: true)
    #expect(coloured != plot.text(width: 60))
    #expect(uncoloured(coloured) == plot.text(width: 60))
    #expect(!plot.text(width: 60).contains("\u{1B}"))
  }

  /// A block of a cell from one eighth to another.
  @Test(
    arguments: [
      (0, 8, "█", "#"), (0, 1, "▏", " "), (0, 4, "▌", "#"), (-8, 0, " ", " "), (-3, 20, "█", "#"), (4, 8, "▐", "#"),
      (7, 8, "▕", " "), (3, 5, "▎", " "), (8, 8, " ", " "),
    ] as [(Int, Int, Character, Character)])
  func blocks(start: Int, end: Int, unicode: Character, ascii: Character) {
    #expect(Glyphs.unicode.block(from: start, to: end) == unicode)
    #expect(Glyphs.ascii.block(from: start, to: end) == ascii)
  }

  @Test(
    arguments: [
      (0.0, ""), (1, "████"), (0.5, "██"), (0.33, "█▍"), (.nan, ""), (-.nan, ""), (.infinity, "████"),
      (-.infinity, ""), (7, "████"),
    ] as [(Double, String)])
  func bars(part: Double, expected: String) {
    #expect(bar(part, columns: 4) == expected)
  }
}
