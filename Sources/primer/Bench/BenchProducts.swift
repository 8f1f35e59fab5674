import ArgumentParser
import Script
import Tensors

/// `primer bench products`: matrix products of 32-bit floats.
struct BenchProducts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products", abstract: "Time matrix products in the shapes of a training step.")

  @OptionGroup var options: BenchOptions

  private static let shapes = [
    (504, 576, 576), (504, 1536, 576), (504, 576, 1536), (504, 49152, 576), (1008, 1024, 1024), (2016, 2048, 2048),
  ]

  func run() throws {
    var report = BenchReport(options)
    let rows: [Record] = Self.shapes.map { rows, columns, depth in
      var generator = SeededGenerator(seed: 1)
      let left = Tensor((0..<rows * depth).map { _ in Float(generator.uniform()) }, shape: [rows, depth])
      let right = WeightMatrix(
        Tensor((0..<columns * depth).map { _ in Float(generator.uniform()) }, shape: [columns, depth]))
      let work = 2 * Double(rows * columns * depth)
      let seconds = Stopwatch.least(of: min(50, max(3, Int(2e10 / work)))) { _ = left.multiplied(byTransposeOf: right) }
      return [
        "rows": .number(Double(rows)), "columns": .number(Double(columns)), "depth": .number(Double(depth)),
        "gigaflops": .number(work / seconds / 1e9),
      ]
    }
    report.add("billions of operations a second", rows)
    try report.finish()
  }
}
