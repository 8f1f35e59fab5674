import Plots

/// Plots that several tests draw.
enum Sample {
  /// A loss that falls in jumps, at steps 0 to 100.
  static let loss = Plot(
    title: "Loss while tuning a soft prompt",
    .lines(
      [Line("soft prompt", (0...100).map { Point(x: Double($0), y: 0.7 + 4.78 / (1 + Double($0 * $0) / 90)) })],
      x: Axis("step"), y: Axis("loss")))

  /// Learning curves with spreads over few points.
  static let learningCurves = Plot(
    title: "Exact match on unseen words",
    .lines(
      [
        line("prompt", [0.1, 0.22, 0.25, 0.26]), line("soft prompt", [0.12, 0.3, 0.52, 0.61]),
        line("LoRA", [0.08, 0.35, 0.66, 0.83]),
      ],
      x: Axis("examples", .logarithmic), y: Axis("exact match", range: 0...1)))

  private static func line(_ name: String, _ scores: [Double]) -> Line {
    Line(
      name,
      zip([5, 20, 100, 400], scores).map {
        Point(x: $0, y: $1, spread: Spread(low: $1 - 0.04, high: $1 + 0.06))
      })
  }

  static let bars = Plot(
    title: "Score by method",
    .bars(
      [
        Bar("", category: "no prompt", value: 0.04, spread: Spread(low: 0.02, high: 0.06)),
        Bar("", category: "few-shot prompt", value: 0.31, spread: Spread(low: 0.27, high: 0.36)),
        Bar("", category: "soft prompt", value: 0.62, spread: Spread(low: 0.55, high: 0.68)),
        Bar("", category: "LoRA", value: 0.85, spread: Spread(low: 0.83, high: 0.88)),
      ], categories: "", values: Axis("exact match")))

  static let groups = Plot(
    title: "Before and after",
    .bars(
      [
        Bar("before", category: "English to French", value: 0.12),
        Bar("after", category: "English to French", value: 0.81),
        Bar("before", category: "plurals", value: 0.55), Bar("after", category: "plurals", value: -0.25),
      ], categories: "task", values: Axis("change")))

  static let matrix = Plot(
    title: "Score on each task after learning each",
    .matrix(
      Matrix(
        rowLabel: "after learning", rows: ["colours", "plurals", "French"],
        columnLabel: "score on", columns: ["colours", "plurals", "French"],
        values: Axis("exact match", range: 0...1),
        numbers: [[0.97, 0.31, 0.05], [0.64, 0.98, 0.06], [0.12, 0.4, .nan]])))

  static let all = [loss, learningCurves, bars, groups, matrix]
}
