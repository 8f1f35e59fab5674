import Printing
import Testing

@testable import Plots

/// What holds of every plot, however awkward.
struct RobustnessTests {
  @Test(arguments: [1, 20, 31, 60, 80, 120])
  func widthsAreRespected(width: Int) {
    for plot in awkwardPlots + Sample.all {
      for glyphs in [Glyphs.unicode, .ascii] {
        let lines = uncoloured(plot.text(width: width, height: 12, glyphs: glyphs, isColoured: true)).split(
          separator: "\n")
        #expect(lines.allSatisfy { displayWidth($0) <= max(20, width) }, "\(plot)")
        #expect(glyphs == .unicode || lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } }, "\(plot)")
      }
      let lines = plot.accessibleText(width: width).split(separator: "\n")
      #expect(lines.allSatisfy { displayWidth($0) <= max(20, width) }, "\(plot)")
    }
  }

  @Test func wideCharactersCountTwice() {
    let names = ["数字を学ぶ", "🙂🙂🙂", "e\u{301}te\u{301}", "数字数字数字数字数字数字数字数字数字数字数字数字"]
    let bars = names.map { Bar("", category: $0, value: 1) }
    let matrix = Matrix(
      rowLabel: "", rows: names, columnLabel: "", columns: names, values: Axis(""), numbers: [[1, 2, 3, 4]])
    for content in [Plot.Content.bars(bars, categories: "数", values: Axis("数")), .matrix(matrix)] {
      for width in 20..<60 {
        let text = Plot(title: names.joined(), content).text(width: width)
        #expect(text.split(separator: "\n").allSatisfy { displayWidth($0) <= width })
      }
    }
  }

  @Test func heightIsKept() {
    for height in [8, 12, 20, 50] {
      #expect(Sample.loss.text(width: 80, height: height).split(separator: "\n").count == max(height, 10))
    }
  }

  @Test func sameInputSameBytes() {
    for plot in awkwardPlots + Sample.all { #expect(plot.renderings == plot.renderings) }
  }

  @Test func imagesHoldOnlyNumbers() {
    for plot in awkwardPlots {
      let marks = plot.svg().split(separator: "\n").filter { $0.hasPrefix("<path") || $0.hasPrefix("<rect") }
      #expect(marks.allSatisfy { !$0.contains("nan") && !$0.contains("inf") && !$0.contains("e+") }, "\(plot)")
    }
  }

  @Test func nothingToDrawIsSaid() {
    let empty = Plot(title: "Loss", .lines([], x: Axis("step"), y: Axis("loss")))
    #expect(empty.text(width: 40) == "Loss\nThere is nothing to draw.")
    #expect(empty.svg().contains(">There is nothing to draw.</text>"))
    #expect(Plot.line([(0, .nan)]).text(width: 40) == "y has no values.\n1 of 1 point left out: not finite.")
    #expect(Plot(title: "", .bars([], categories: "", values: Axis("score"))).text(width: 40) == "score has no values.")
  }

  /// What is left out of a plot, and the notes that say so.
  @Test func leftOutIsSaid() {
    #expect(
      Plot.line([(0, .nan), (1, 1), (2, .infinity)]).notes == ["2 of 3 points left out: not finite."])
    #expect(
      Plot.line([(0, 0), (1, 1)], y: Axis("", .logarithmic)).notes
        == ["1 of 2 points left out: not above 0, on a logarithmic axis."])
    #expect(
      Plot.line([(0, 0), (1, 1), (2, 5), (3, 6)], y: Axis("", range: 0...2)).notes
        == ["2 of 4 points are outside the range of the axis."])
    let spread = Spread(low: .nan, high: 1)
    #expect(
      Plot(title: "", .bars([Bar("", category: "", value: 1, spread: spread)], categories: "", values: Axis(""))).notes
        == ["The spread of 1 of 1 bar is left out."])
    #expect(Sample.loss.notes.isEmpty)
  }

  @Test func controlCharactersReachNobody() {
    let bad = "a\u{1B}[31m\u{0}b\nc\u{202E}d\u{85}e"
    let plot = Plot(
      title: bad, .lines([Line(bad, [Point(x: 0, y: 0)]), Line("2", [])], x: Axis(bad), y: Axis(bad)))
    for text in [plot.text(width: 80), plot.svg(), plot.accessibleText(width: 80)] {
      #expect(text.contains("a[31mb cd e"))
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E) })
    }
  }
}
