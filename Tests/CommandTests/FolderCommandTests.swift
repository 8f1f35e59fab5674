import Formats
import Foundation
import Script
import Testing

/// Folders of transformers: as models, and what is said of those that are none.
@Suite struct FolderCommandTests {
  /// What a text prints, the host's earlier output left out.
  private func shown(_ text: String, _ host: CommandsHost) -> String {
    let before = host.output.count
    return String(printed(text, host: host).dropFirst(before))
  }

  /// A host whose folder holds the tiny models as folders, `llama` and `gemma`.
  private func host() throws -> CommandsHost {
    let host = CommandsHost()
    for (name, path) in [("llama", Places.tinyLlama), ("gemma", Places.tinyGemma)] {
      let saved = shown("use '\(path)'\nsave (use) ./\(name)", host)
      try #require(!saved.contains("error"), "\(saved)")
    }
    return host
  }

  @Test(arguments: ["llama", "gemma"]) func aFolderIsAModel(_ name: String) throws {
    let host = try host()
    let path = name == "llama" ? Places.tinyLlama : Places.tinyGemma
    for command in ["ask 'a b' max: 5", "ask a top: 3", "likelihood 'a bc'", "tokens 'a bc'"] {
      let (folder, file) = (
        shown("use ./\(name)\n\(command)", host), shown("use '\(path)'\n\(command)", host)
      )
      #expect(folder == file && !folder.contains("error"), "\(command): \(folder)")
    }
    let card = shown("use ./\(name)\nuse", host)
    #expect(
      card.contains("name          \(name)\n") && card.contains("architecture  \(name == "llama" ? "llama" : "gemma3")")
    )
  }

  /// What is tuned from a folder is saved as one, with the documents that it had, and loads again.
  @Test func tunedWeightsOfAFolderAreSaved() throws {
    let host = try host()
    let start = "use ./llama\nlet t = tune weights on: [a => b, b => a] steps: 2 seed: 1\n"
    let saved = shown(start + "save $t ./tuned", host)
    #expect(!saved.contains("error"), "\(saved)")
    let names = try FileManager.default.contentsOfDirectory(atPath: host.folder + "/tuned").sorted()
    #expect(names == ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"])
    #expect(shown(start + "let u = load ./tuned\n(ask a with: $t) == (ask a with: $u)", host).contains("true"))
    #expect(!shown("use ./tuned\nask a", host).contains("error"))
    let asFile = shown(start + "save $t ./tuned.gguf", host)
    #expect(asFile.contains("llama comes from a folder of transformers, and is written as such a folder alone"))
  }

  /// One model's rows stand in another order in a folder than in a GGUF file: what is learned for them goes from one to
  /// the other through files alone.
  @Test func rowsInAnotherOrderAreNotMixedUp() throws {
    let host = try host()
    let start = "use ./llama\nlet t = tune lora on: [a => b, b => a] targets: [query, key] steps: 3 rate: 0.1 seed: 1\n"
    let mixed = shown(start + "use '\(Places.tinyLlama)'\nask a with: $t", host)
    #expect(mixed.contains("whose rows stand in another order"), "\(mixed)")
    let commands = "logits a with: $t"
    let expected = shown(start + "save $t ./lora\n" + commands, host).split(separator: "\n").suffix(2)
    let loaded = shown("use '\(Places.tinyLlama)'\nlet t = load ./lora\n" + commands, host)
    #expect(loaded.split(separator: "\n").suffix(2) == expected && !loaded.contains("error"), "\(loaded)")
  }

  /// A folder whose `config.json` has changed is another model, though its weights are the same.
  @Test func aChangedFolderIsReadAgain() throws {
    let host = try host()
    let before = shown("use ./llama\nlikelihood abc", host)
    let file = URL(filePath: host.folder + "/llama/config.json")
    let bytes = [UInt8](try Data(contentsOf: file))
    var object = try #require(try bytes.withUnsafeBytes { try JSONParser.parse($0) }.object)
    object["rms_norm_eps"] = 2
    try Data(try JSONWriter.pretty.bytes(of: .object(object))).write(to: file)
    let after = shown("use ./llama\nlikelihood abc", host)
    #expect(before != after && !after.contains("error"), "\(after)")
  }

  @Test func whatIsNoModelIsSaid() throws {
    let host = try host()
    let folder = URL(filePath: host.folder)
    try FileManager.default.createDirectory(at: folder.appending(path: "empty"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: folder.appending(path: "pickled"), withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: folder.appending(path: "pickled/config.json"))
    try Data("x".utf8).write(to: folder.appending(path: "pickled/pytorch_model.bin"))
    for (command, said) in [
      ("use ./empty", "the folder `./empty` holds no model: it has no config.json"),
      ("use ./pickled", "pytorch_model.bin"), ("use ./pickled", "save them as safetensors"),
      ("use ./llama/model.safetensors", "name the folder"), ("load ./empty", "neither an adapter"),
    ] {
      let found = shown(command, host)
      #expect(found.hasPrefix("error: ") && found.contains(said), "\(command): \(found)")
    }
  }

  /// A model in several files, as large ones are.
  @Test func shardsAreOneModel() throws {
    let host = try host()
    let folder = host.folder + "/llama"
    let expected = shown("use ./llama\nask 'a b' max: 5", host)
    let file = try SafetensorsFile(path: folder + "/model.safetensors")
    var map = JSONObject()
    for (number, part) in [file.tensors.prefix(5), file.tensors.dropFirst(5)].enumerated() {
      let name = "model-0000\(number + 1)-of-00002.safetensors"
      let sources = part.map { tensor in
        TensorSource(tensor.name, shape: tensor.shape, type: .f32) { try $0(file.bytes(of: tensor)) }
      }
      try SafetensorsWriter(sources).save(to: "\(folder)/\(name)")
      for tensor in part { map[tensor.name] = .text(name) }
    }
    let index = try JSONWriter.pretty.bytes(of: ["weight_map": .object(map)])
    try Data(index).write(to: URL(filePath: folder + "/model.safetensors.index.json"))
    try FileManager.default.removeItem(atPath: folder + "/model.safetensors")
    #expect(shown("use ./llama\nask 'a b' max: 5", host) == expected)
    try FileManager.default.removeItem(atPath: folder + "/model-00002-of-00002.safetensors")
    let broken = shown("use ./llama\nask a", host)
    #expect(broken.contains("the file 'model-00002-of-00002.safetensors' is missing"), "\(broken)")
  }
}
