import Commands
import Foundation
import Script
import Testing

/// What `save` writes, `load` reads; and what users get wrong.
@Suite struct SaveCommandTests {
  /// The lines behind a model that is in use and three things learned for it.
  private func printed(_ lines: String, host: CommandsHost = CommandsHost(), model: String = Places.tinyLlama) -> String
  {
    CommandTests.printed(
      """
      use '\(model)'
      let soft = tune prompt on: [ab => c, b => d] length: 3 steps: 1
      let lora = tune lora on: [ab => c, b => d] rank: 2 steps: 2
      let tuned = tune weights on: [ab => c, b => d] steps: 1
      \(lines)
      """, host: host)
  }

  @Test(arguments: ["soft", "lora"], [Places.tinyLlama, Places.tinyGemma])
  func adaptersComeBack(_ name: String, _ model: String) {
    let shown = printed(
      """
      let saved = save $\(name) adapter/
      $saved.path
      let back = load adapter
      ($back.kind == $\(name).kind) and ($back.numbers == $\(name).numbers)
      (ask ab with: $back max: 8) == (ask ab with: $\(name) max: 8)
      """, model: model)
    #expect(shown == "adapter\ntrue\ntrue\n")
  }

  @Test func tunedWeightsComeBack() {
    let shown = printed(
      """
      let a = save $tuned tuned
      let b = save $tuned tuned.gguf as: f32
      let c = save $tuned small.gguf as: q8_0
      $b.bytes > $c.bytes
      let back = load tuned
      (ask ab with: $back max: 8) == (ask ab with: $tuned max: 8)
      """)
    #expect(shown == "true\ntrue\n")
  }

  @Test func savedModelIsUsed() throws {
    let host = CommandsHost()
    let path = try host.writablePath("tuned.gguf")
    let shown = printed(
      """
      let b = save $tuned '\(path)' as: f32
      let answer = ask ab with: $tuned max: 8
      use '\(path)'
      (ask ab with: none max: 8) == $answer
      """, host: host)
    #expect(shown.hasSuffix("true\n"), "\(shown)")
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let line: String
    let message: String
    let suggestion: String?

    init(_ line: String, _ message: String, _ suggestion: String? = nil) {
      self.line = line
      self.message = message
      self.suggestion = suggestion
    }

    var testDescription: String { line }
  }

  @Test(arguments: [
    Mistake("save none x.json", "`value` takes an adaptation, a model or a plot, not the text \"none\""),
    Mistake(
      "save (prompt Go) french", "a prompt is saved as a JSON file", "let the path end in .json: french.json"),
    Mistake("save (prompt Go) a.json as: f16", "`as:` is for tuned weights, and this is saved as it is"),
    Mistake("save $soft a.gguf", "a soft prompt is saved as a folder, as PEFT has it", "name a folder: a"),
    Mistake("save $lora a as: f16", "`as:` is for tuned weights, and this is saved as it is"),
    Mistake(
      "save $tuned a.safetensors", "weights are saved as a folder, or as a GGUF file",
      "name a folder, or let the path end in .gguf"),
    Mistake(
      "save $tuned a as: q8_0", "a folder of safetensors has no type q8_0",
      "let the path end in .gguf, or write as: bf16"),
    Mistake("load nowhere", "`nowhere` does not exist"),
    Mistake("load a.gguf", "a GGUF file is a model, and no adaptation of one", "open it: use ./a.gguf"),
    Mistake(
      "save $soft a model: '\(Places.tinyGemma)'",
      "this was learned for tiny-llama.gguf.bin, whose architecture is llama, but that of tiny-gemma.gguf.bin is gemma3"
    ),
    Mistake("load nowhere.json", "`nowhere.json` does not exist"),
    Mistake(
      "load '\(Places.datasets)'", "the folder holds neither an adapter (adapter_config.json) nor a model (config.json)"
    ),
  ]) func mistakes(_ mistake: Mistake) {
    let shown = printed(mistake.line)
    #expect(shown.contains("error: \(mistake.message)\n"), "\(shown)")
    if let suggestion = mistake.suggestion { #expect(shown.contains(suggestion), "\(shown)") }
  }

  @Test func adapterOfAnotherModel() {
    let host = CommandsHost()
    let shown = printed(
      """
      let a = save $lora adapter
      load adapter model: '\(Places.tinyGemma)'
      """, host: host)
    #expect(
      shown.contains(
        "model.layers.0.self_attn.v_proj is 32 × 32, but tiny-gemma.gguf.bin has 16 × 32 there: it was made for another model"
      ), "\(shown)")
  }

  @Test func foldersWithOtherFilesStay() throws {
    let host = CommandsHost()
    let folder = try host.writablePath("mine")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try host.writeFile("mine/thesis.txt", Array("years of work".utf8))
    let shown = printed("save $soft mine", host: host)
    #expect(shown.contains("the folder also holds `thesis.txt`, which would be lost"), "\(shown)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["thesis.txt"])
  }

  @Test func theModelsOwnFileStays() throws {
    let host = CommandsHost()
    let path = try host.writablePath("own.gguf")
    try FileManager.default.copyItem(atPath: Places.tinyLlama, toPath: path)
    let shown = printed("save $tuned '\(path)'", host: host, model: path)
    #expect(shown.contains("this is the file of the model itself, which stays as it is"), "\(shown)")
    #expect(FileManager.default.contentsEqual(atPath: path, andPath: Places.tinyLlama))
  }

  @Test func stoppedSavingLeavesNothing() throws {
    let host = CommandsHost(checksUntilStopped: 12)
    let shown = printed("save $tuned tuned.gguf", host: host)
    #expect(!shown.contains("bytes"), "\(shown)")
    #expect((try? FileManager.default.contentsOfDirectory(atPath: host.folder)) ?? [] == [])
  }
}
