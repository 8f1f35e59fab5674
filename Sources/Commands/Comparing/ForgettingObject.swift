import Plots
import Printing
import Script
import Tailoring
import Tensors

/// What several ways of learning forget, as a value of the language.
struct ForgettingObject: PlottableObject, Equatable {
  let forgetting: Forgetting
  let style: PlotStyle

  var typeName: String { "experiment" }

  /// `forgetting of 5 tasks in 4 ways`.
  var summary: String { "forgetting of \(forgetting.tasks.count) tasks in \(counted(forgetting.rows.count, "way"))" }

  /// What is measured, by the names of the fields.
  private static let measures: [(field: String, title: String, number: @Sendable (ScoreMatrix) -> Double)] = [
    ("average", "Average of all tasks at the end", \.average),
    ("forgetting", "Forgetting: the best that a task had before, minus the end", \.forgetting),
    ("backward", "Backward transfer: the end, minus when the task was learned", \.backwardTransfer),
    ("forward", "Forward transfer: just before the task is learned, minus the beginning", \.forwardTransfer),
  ]

  /// A table of the ways for each measure.
  func rendered(width: Int) -> String {
    let seeds = forgetting.rows.first.map { counted($0.runs.count, "seed") } ?? ""
    let tables = Self.measures.map { measure in
      "\(measure.title)\n\(table(measure.number).rendered(width: width))"
    }
    let heading = """
      \(forgetting.tasks.count) tasks in this order: \(forgetting.tasks.joined(separator: ", "))
      Exact match on unseen examples, \(seeds)
      """
    return ([heading] + tables).joined(separator: "\n\n")
  }

  /// A number of every way: the mean of all seeds, the lowest and the highest.
  private func table(_ number: (ScoreMatrix) -> Double) -> Value {
    .list(
      forgetting.rows.map { row in
        let summary = row.summary(number)
        return .record([
          "way": .text(row.name), "mean": .optional(summary?.mean), "lowest": .optional(summary?.lowest),
          "highest": .optional(summary?.highest),
        ])
      })
  }

  var fields: [Field] {
    let lists = [
      Field("tasks", .list(forgetting.tasks.map { .text($0) })),
      Field("ways", .list(forgetting.rows.map { .text($0.name) })),
    ]
    return lists + Self.measures.map { measure in Field(measure.field, table(measure.number)) }
      + forgetting.rows.map { row in
        Field(row.name, .object(ScoreMatrixObject(row: row, tasks: forgetting.tasks, style: style)))
      }
  }

  /// A line for each way: the mean over the tasks learned so far, with the spread between seeds.
  var plot: Plot {
    let lines = forgetting.rows.map { row in
      Line(
        row.name,
        (1...forgetting.tasks.count).compactMap { stage in
          row.summary { $0.scores[stage].prefix(stage).reduce(0, +) / Double(stage) }.map { summary in
            Point(
              x: Double(stage), y: summary.mean,
              spread: row.runs.count > 1 ? Spread(low: summary.lowest, high: summary.highest) : nil)
          }
        })
    }
    return Plot(
      title: "Exact match on the tasks learned so far",
      .lines(lines, x: Axis("tasks learned"), y: Axis("exact match", range: 0...1)))
  }

  static func == (left: ForgettingObject, right: ForgettingObject) -> Bool { left.forgetting == right.forgetting }
}
