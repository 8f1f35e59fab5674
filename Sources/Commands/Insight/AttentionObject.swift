import Plots
import Script
import Tensors

/// What the positions of a text attend to, as a value of the language.
struct AttentionObject: PlottableObject {
  let reading: Reading
  /// [positions × positions]
  let weights: Tensor
  /// Counted from 1; nil for the mean of all.
  let layer: Int?
  let head: Int?
  let style: PlotStyle

  var typeName: String { "attention matrix" }

  /// `attention of layer 3, mean of 4 heads`.
  var summary: String {
    let configuration = reading.tailored.model.configuration
    let heads = head.map { "head \($0)" } ?? "mean of \(configuration.heads) heads"
    return layer.map { "attention of layer \($0), \(heads)" } ?? "attention, mean of \(configuration.layers) layers"
  }

  func rendered(width: Int) -> String { PlotObject(plot, style: style).rendered(width: width) }

  var drawing: Drawing? { PlotObject(plot, style: style).drawing }

  var fields: [Field] {
    [
      Field("tokens", .list(reading.text.contents.indices.map(reading.value))),
      Field("weights", .object(TensorObject(weights))),
    ]
  }

  /// A matrix of hundredths, in which what can't be seen, because it comes later, is left empty.
  var plot: Plot {
    let positions = reading.text.contents.indices
    let labels = positions.map(reading.label)
    return Plot(
      title: summary.prefix(1).uppercased() + summary.dropFirst(),
      .matrix(
        Matrix(
          rowLabel: "", rows: labels, columnLabel: "looks at", columns: labels, values: Axis("weight", range: 0...1),
          numbers: positions.map { row in
            (0...row).map { (Double(weights[row, $0]) * 100).rounded() / 100 }
          })))
  }

  /// A row for each of the `count` positions that a position looks at most.
  func mostLookedAt(_ count: Int) -> Value {
    .list(
      reading.text.contents.indices.flatMap { position in
        weights.rows(position..<position + 1).largest(min(count, position + 1)).map { other in
          .record([
            "position": .number(Double(position)), "token": reading.value(at: position),
            "looks-at": reading.value(at: other), "at": .number(Double(other)),
            "weight": .number(Double(weights[position, other])),
          ])
        }
      })
  }
}
