import ArgumentParser
import Commands
import Foundation
import Models
import Tensors
import Terminal

/// `primer bench`: times loading, reading and writing of models, and matrix products.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time models and matrix products.",
    discussion: """
      Threads and kernels are chosen by PRIMER_THREADS and PRIMER_KERNELS. The prompt and the number of tokens are those of
      the comparisons in the README.
      """)

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("Models or GGUF files; all that are here when there is none.", valueName: "model"))
  var names: [String] = []

  @Flag(help: "Time matrix products instead.")
  var products = false

  func run() throws {
    let compute = Compute.current
    print("kernels \(compute.kernels.name), \(compute.pool.threadCount) threads")
    if products { return timeProducts() }
    let world = World(appearance)
    let host = world.host()
    for name in names.isEmpty ? world.store.names(host) : names {
      let start = now()
      let model: LanguageModel
      do {
        model = try world.store.model(name, host).model
      } catch {
        writeAll("error: \(error)\n", to: STDERR_FILENO)
        throw ExitCode(ScriptEnd.mistake.rawValue)
      }
      print("\(name): load \(format(now() - start, 3)) s")
      for _ in 0..<4 { try timeModel(model) }
    }
  }

  private func timeModel(_ model: LanguageModel) throws {
    let text = String(repeating: "The history of the city of Paris begins ", count: 30)
    let tokens = model.tokenizer.encode(text, addSpecial: true)
    let cache = KeyValueCache(model.configuration)
    var start = now()
    var logits = try model.logits(after: tokens, cache: cache)
    let reading = Double(tokens.count) / (now() - start)
    start = now()
    for _ in 0..<64 { logits = try model.logits(after: logits.largest(1), cache: cache) }
    print(
      "prompt \(tokens.count) tokens \(format(reading, 1))/s, decode 64 tokens \(format(64 / (now() - start), 1))/s")
  }

  /// The shapes of a training step of 504 rows, and two larger ones.
  private func timeProducts() {
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
        let start = now()
        _ = left.multiplied(byTransposeOf: right)
        least = min(least, now() - start)
      }
      print("\(rows) \(columns) \(depth) \(format(work / least / 1e9, 1)) GFLOP/s")
    }
  }

  private func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  private func format(_ number: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", number) }
}
