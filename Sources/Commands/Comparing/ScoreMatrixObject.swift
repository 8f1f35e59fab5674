import Plots
import Printing
import Script
import Tailoring
import Tensors

/// The scores on each task after each task that was learned in one way, as a value of the language: its elements are
/// the rows, the first of them from before anything was learned.
struct ScoreMatrixObject: PlottableObject, Equatable {
  let row: Forgetting.Row
  let tasks: [String]
  let style: PlotStyle

  var typeName: String { "score matrix" }

  var summary: String { "scores of \(row.name) on \(tasks.count) tasks" }

  func rendered(width: Int) -> String { PlotObject(plot, style: style).rendered(width: width) }

  var drawing: Drawing? { PlotObject(plot, style: style).drawing }

  var fields: [Field] {
    [Field("mean", tensor(\.mean)), Field("lowest", tensor(\.lowest)), Field("highest", tensor(\.highest))]
  }

  private func tensor(_ number: (Comparison.Summary) -> Double) -> Value {
    let numbers = numbers(number)
    return .object(TensorObject(Tensor(numbers.joined().map { Float($0) }, shape: [numbers.count, tasks.count])))
  }

  /// A row of tasks for each stage: before, then after each task.
  private func numbers(_ number: (Comparison.Summary) -> Double) -> [[Double]] {
    (0...tasks.count).map { stage in
      tasks.indices.map { row.summary(ofTask: $0, after: stage).map(number) ?? .nan }
    }
  }

  var count: Int? { tasks.count + 1 }

  func element(at index: Int) throws -> Value? {
    .record(Record(zip(tasks, numbers(\.mean)[index]).map { ($0, .number($1)) }))
  }

  /// The means over the seeds.
  var plot: Plot {
    Plot(
      title: "\(row.name): exact match, the mean of \(counted(row.runs.count, "seed"))",
      .matrix(
        Matrix(
          rowLabel: "after", rows: ["(nothing)"] + tasks, columnLabel: "on", columns: tasks,
          values: Axis("exact match", range: 0...1), numbers: numbers(\.mean))))
  }

  static func == (left: ScoreMatrixObject, right: ScoreMatrixObject) -> Bool {
    left.row == right.row && left.tasks == right.tasks
  }
}
