import ArgumentParser
import Dispatch
import Foundation
import Tensors

/// `primer bench`: our half of the figures in the README.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time models, training steps and matrix products.",
    discussion: "Threads and kernels are chosen by PRIMER_THREADS and PRIMER_KERNELS.",
    subcommands: [BenchModels.self, BenchTune.self, BenchSwitch.self, BenchProducts.self],
    defaultSubcommand: BenchModels.self)

  /// Seconds of a clock that never goes backwards.
  static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  static func format(_ number: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", number) }

  static func printSetting() {
    let compute = Compute.current
    print("kernels \(compute.kernels.name), \(compute.pool.threadCount) threads")
  }
}
