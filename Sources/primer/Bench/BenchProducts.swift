import ArgumentParser
import Tensors

/// `primer bench products`: matrix products of 32-bit floats.
struct BenchProducts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products", abstract: "Time matrix products in the shapes of a training step.")

  func run() throws {
    Bench.printSetting()
    let shapes = [
      (504, 576, 576), (504, 1536, 576), (504, 576, 1536), (504, 49152, 576), (1008, 1024, 1024), (2016, 2048, 2048),
    ]
    for (rows, columns, depth) in shapes {
      var generator = SeededGenerator(seed: 1)
      let left = Tensor((0..<rows * depth).map { _ in Float(generator.uniform()) }, shape: [rows, depth])
      let right = WeightMatrix(
        Tensor((0..<columns * depth).map { _ in Float(generator.uniform()) }, shape: [columns, depth]))
      let work = 2 * Double(rows * columns * depth)
      var least = Double.infinity
      for _ in 0..<min(50, max(3, Int(2e10 / work))) {
        let start = Bench.now()
        _ = left.multiplied(byTransposeOf: right)
        least = min(least, Bench.now() - start)
      }
      print("\(rows) \(columns) \(depth) \(Bench.format(work / least / 1e9, 1)) GFLOP/s")
    }
  }
}
