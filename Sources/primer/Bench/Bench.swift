import ArgumentParser
import Printing
import Tensors

/// `primer bench`: our half of the figures in the README.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time models, training steps and matrix products.",
    discussion: "Threads and kernels are chosen by PRIMER_THREADS and PRIMER_KERNELS.",
    subcommands: [BenchModels.self, BenchTune.self, BenchSwitch.self, BenchProducts.self],
    defaultSubcommand: BenchModels.self)

  private static let start = ContinuousClock.now

  /// Seconds of a clock that never goes backwards.
  static func now() -> Double { (ContinuousClock.now - start) / .seconds(1) }

  static func format(_ number: Double, _ digits: Int) -> String {
    Decimal(number).rounded(toDecimals: digits).plain(decimals: digits)
  }

  static func printSetting() {
    let compute = Compute.current
    print("kernels \(compute.kernels.name), \(compute.pool.threadCount) threads")
  }
}
