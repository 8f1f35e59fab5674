import ArgumentParser
import Models
import Tensors

/// `primer bench models`: loading, reading a prompt, writing.
struct BenchModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Time loading, a prompt of 241 tokens, and 64 tokens of writing.")

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("Models or GGUF files; all that are here when there is none.", valueName: "model"))
  var names: [String] = []

  func run() throws {
    Bench.printSetting()
    let world = World(appearance)
    let host = world.host()
    for name in names.isEmpty ? world.store.names(host) : names {
      let start = Bench.now()
      let model = try world.model(name)
      print("\(name): load \(Bench.format(Bench.now() - start, 3)) s")
      for _ in 0..<4 { try time(model) }
    }
  }

  private func time(_ model: LanguageModel) throws {
    let text = String(repeating: "The history of the city of Paris begins ", count: 30)
    let tokens = model.tokenizer.encode(text, addSpecial: true)
    let cache = KeyValueCache(model.configuration)
    var start = Bench.now()
    var logits = try model.logits(after: tokens, cache: cache)
    let reading = Double(tokens.count) / (Bench.now() - start)
    start = Bench.now()
    for _ in 0..<64 { logits = try model.logits(after: logits.largest(1), cache: cache) }
    let writing = 64 / (Bench.now() - start)
    print(
      "prompt \(tokens.count) tokens \(Bench.format(reading, 1))/s, decode 64 tokens \(Bench.format(writing, 1))/s")
  }
}
