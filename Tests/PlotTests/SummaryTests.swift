import Testing

@testable import Plots

struct SummaryTests {
  /// Values at x = 0, 1, 2 …, and what is said of them.
  @Test(
    arguments: [
      ([5.48, 2, 0.69, 0.71], "loss falls from 5.48 at step 0 to 0.71 at step 3; lowest 0.69 at step 2."),
      ([1, 9, 2], "loss rises from 1 at step 0 to 2 at step 2; highest 9 at step 1."),
      ([3], "loss is 3 at step 0."), ([2, 2, 2], "loss stays at 2 from step 0 to step 2."),
      ([2, 1, 2], "loss starts at 2 at step 0 and ends there at step 2; lowest 1 at step 1."),
      ([.nan], "loss has no values."), ([], "loss has no values."),
    ] as [([Double], String)])
  func lines(values: [Double], expected: String) {
    let points = values.enumerated().map { (Double($0.offset), $0.element) }
    #expect(Plot.line(points, x: Axis("step"), y: Axis("loss")).summary == expected)
  }

  @Test func severalLinesAreNamed() {
    let lines = [Line("a", [Point(x: 0, y: 1), Point(x: 1, y: 2)]), Line("b", [])]
    #expect(
      Plot(title: "", .lines(lines, x: Axis(""), y: Axis("loss"))).summary
        == "a: loss rises from 1 at 0 to 2 at 1. b: loss has no values.")
  }

  @Test func bars() {
    #expect(
      Sample.bars.summary == "exact match is highest for LoRA, 0.85, and lowest for no prompt, 0.04.")
    #expect(
      Sample.groups.summary
        == "change is highest for English to French, after, 0.81, and lowest for plurals, after, -0.25.")
  }

  @Test func barsOfOneCategoryAreCalledByName() {
    let spread = Spread(low: .nan, high: 1)
    let bars = [Bar("a", category: "c", value: 1, spread: spread), Bar("b", category: "c", value: 2)]
    let plot = Plot(title: "", .bars(bars, categories: "", values: Axis("")))
    #expect(plot.summary == "the value is highest for b, 2, and lowest for a, 1.")
  }

  @Test func matrix() {
    #expect(
      Sample.matrix.summary
        == "exact match is highest, 0.98, at after learning plurals, score on plurals, "
        + "and lowest, 0.05, at after learning colours, score on French.")
  }
}
