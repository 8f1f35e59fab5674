import Foundation
import Printing
import Testing

@testable import Plots

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct SVGTests {
  @Test func everyImageIsWellFormed() {
    for plot in awkwardPlots + Sample.all {
      #expect(XMLParser(data: Data(plot.svg().utf8)).parse(), "\(plot)")
    }
  }

  @Test func textIsEscaped() {
    let svg = Plot(title: "a < b & \"c\"", .lines([], x: Axis(""), y: Axis(""))).svg()
    #expect(svg.contains("<title>a &lt; b &amp; &quot;c&quot;</title>"))
  }

  /// What makes an image accessible, and able to stand beside others in a page.
  @Test(arguments: Sample.all)
  func parts(plot: Plot) {
    let svg = plot.svg()
    #expect(svg.contains("role=\"img\""))
    #expect(svg.contains("<desc>\(markupEscaped(plot.summary))"))
    #expect(svg.contains("prefers-color-scheme:dark"))
    for absent in ["<script", " id=", "href", "url("] { #expect(!svg.contains(absent)) }
  }

  /// Every colour stands out from its paper at least 3 : 1, text at least 7 : 1 (WCAG 2.2, 1.4.11 and 1.4.6).
  @Test func contrasts() {
    for (light, dark) in SeriesStyle.colours {
      #expect(contrast(light, SeriesStyle.paper.light) >= 3)
      #expect(contrast(dark, SeriesStyle.paper.dark) >= 3)
    }
    #expect(contrast(SeriesStyle.ink.light, SeriesStyle.paper.light) >= 7)
    #expect(contrast(SeriesStyle.ink.dark, SeriesStyle.paper.dark) >= 7)
  }

  /// Numbers in a matrix keep 4.5 : 1 over the darkest shade.
  @Test func contrastOnShades() {
    let (light, dark) = SeriesStyle.colours[0]
    for (colour, paper, ink) in [
      (light, SeriesStyle.paper.light, SeriesStyle.ink.light), (dark, SeriesStyle.paper.dark, SeriesStyle.ink.dark),
    ] {
      let mixed = zip(channels(colour), channels(paper)).map { $0 * 0.55 + $1 * 0.45 }
      #expect(contrast(luminance(mixed), luminance(channels(ink))) >= 4.5)
    }
  }

  @Test func seriesDifferWithoutColour() {
    let styles = (0..<30).map { index in
      let style = SeriesStyle(index: index)
      return style.dashing + style.marker(at: .init(x: 0, y: 0))
    }
    #expect(Set(styles).count == 30)
  }

  /// The elements between the style and the end, for one small plot of each kind.
  @Test func lines() {
    let plot = Plot(
      title: "T",
      .lines(
        [
          Line(
            "a",
            [Point(x: 0, y: 0, spread: Spread(low: 0, high: 1)), Point(x: 1, y: 2, spread: Spread(low: 1, high: 2))]),
          Line("b", [Point(x: 1, y: 1)]),
        ], x: Axis("x"), y: Axis("y")))
    #expect(body(of: plot) == Golden.svgLines)
  }

  @Test func bars() {
    let bars = [Bar("", category: "a", value: 2, spread: Spread(low: 1, high: 3)), Bar("", category: "b", value: -1)]
    #expect(body(of: Plot(title: "T", .bars(bars, categories: "c", values: Axis("v")))) == Golden.svgBars)
  }

  @Test func matrix() {
    let matrix = Matrix(
      rowLabel: "r", rows: ["a"], columnLabel: "c", columns: ["u", "v", "w"], values: Axis("s"),
      numbers: [[0, 1, .nan]])
    #expect(body(of: Plot(title: "T", .matrix(matrix))) == Golden.svgMatrix)
  }

  private func body(of plot: Plot) -> String {
    let lines = plot.svg().split(separator: "\n")
    let start = lines.firstIndex { $0.contains("class=\"paper\"") } ?? 0
    return lines[start...].joined(separator: "\n")
  }

  private func channels(_ colour: String) -> [Double] {
    [1, 3, 5].map { offset in
      let start = colour.index(colour.startIndex, offsetBy: offset)
      return Double(Int(colour[start..<colour.index(start, offsetBy: 2)], radix: 16) ?? 0) / 255
    }
  }

  private func luminance(_ channels: [Double]) -> Double {
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  private func contrast(_ first: String, _ second: String) -> Double {
    contrast(luminance(channels(first)), luminance(channels(second)))
  }

  private func contrast(_ first: Double, _ second: Double) -> Double {
    (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }
}
