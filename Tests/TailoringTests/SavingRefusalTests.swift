import Formats
import Foundation
import Models
import Tensors
import Testing

@testable import Tailoring

/// Folders and files that are broken or were made for another model: a sentence that names what is wrong.
@Suite struct SavingRefusalTests {
  private let otherModel = ": it was made for another model"

  /// What loading a folder, once saved for one model and then spoilt, says.
  private func complaint(
    _ method: TuningMethod, savedFor saver: String = "tiny-llama", loadedFor loader: String = "tiny-llama",
    spoil: (AdapterFolder) -> AdapterFolder = { $0 }, spoilFiles: (String) throws -> Void = { _ in }
  ) throws -> String {
    let model = try SavingTests.model(saver)
    let folder = try TemporaryFolder()
    let path = folder.path("adapter")
    let adapter = try #require(SavingTests.learned(method, for: model).adapter(for: model))
    try spoil(adapter).save(to: path)
    try spoilFiles(path)
    do {
      _ = try LearnedAdaptation(adapterFolder: path, for: try SavingTests.model(loader))
      return "nothing"
    } catch {
      return "\(error)"
    }
  }

  private func spoilt(_ adapter: AdapterFolder, _ change: (inout LowRankUpdates) -> Void) -> AdapterFolder {
    guard case .lora(var updates) = adapter.method else { return adapter }
    change(&updates)
    return AdapterFolder(baseModel: adapter.baseModel, method: .lora(updates))
  }

  private let queries = TuningMethod.lowRank(rank: 2, alpha: 2, projections: [.query])

  @Test func otherWidth() throws {
    let text = try complaint(.softPrompt(length: 3)) { adapter in
      AdapterFolder(method: .promptTuning(PromptRows(count: 2, width: 5, values: Array(repeating: 1, count: 10))))
    }
    #expect(
      text == "its rows are 5 wide, but the embeddings of tiny-llama are 32 wide" + otherModel)
  }

  @Test func moreLayers() throws {
    let text = try complaint(.lowRank(rank: 2, alpha: 2, projections: [.down]), savedFor: "tiny-gemma")
    #expect(
      text
        == "it changes model.layers.2.mlp.down_proj, which tiny-llama does not have (2 layers)" + otherModel)
  }

  @Test func fewerLayers() throws {
    let text = try complaint(
      .lowRank(rank: 2, alpha: 2, projections: [.down]), loadedFor: "tiny-gemma")
    #expect(
      text
        == "it has no update of model.layers.2.mlp.down_proj, though of this module in other layers; "
        + "tiny-gemma has 7 layers"
    )
  }

  @Test func unknownModule() throws {
    let text = try complaint(queries) { adapter in
      spoilt(adapter) { updates in
        updates.targetModules.append("experts")
        updates.updates["model.layers.0.mlp.experts"] = updates.updates["model.layers.0.self_attn.q_proj"]
      }
    }
    #expect(text.hasPrefix("it changes model.layers.0.mlp.experts, which tiny-llama does not have"))
  }

  @Test func otherShape() throws {
    let text = try complaint(queries) { adapter in
      spoilt(adapter) { updates in
        updates.updates["model.layers.1.self_attn.q_proj"] = LowRankFactors(
          inputs: 32, outputs: 8, a: Array(repeating: 1, count: 64), b: Array(repeating: 1, count: 16))
      }
    }
    #expect(
      text
        == "model.layers.1.self_attn.q_proj is 8 × 32, but tiny-llama has 64 × 32 there" + otherModel)
  }

  /// A folder that says that its rows begin a text, and holds no more than that beginning.
  @Test func nothingLearned() throws {
    let model = try SavingTests.model("tiny-gemma")
    let width = model.configuration.width
    let rows = PromptRows(count: 1, width: width, values: Array(repeating: 1, count: width), beginText: true)
    let error = #expect(throws: TailoringError.self) {
      try LearnedAdaptation(AdapterFolder(method: .promptTuning(rows)), for: model)
    }
    #expect(error.map { "\($0)" } == "its one row is the beginning of a text, and no learned row follows")
  }

  /// The beginning token's row is not what it was: multiplied with 2 by one of three spoilt factors.
  @Test(arguments: [0, 1, 2]) func changedBeginning(_ spoilt: Int) throws {
    let text = try complaint(
      .universalPrompt(length: 2, rank: 1, tasks: ["fr", "es"]), savedFor: "tiny-gemma",
      loadedFor: "tiny-gemma"
    ) { adapter in
      guard case .multitaskPromptTuning(let rows, var factors) = adapter.method else { return adapter }
      // The factors of the beginning's row are [1, 0], those of the first learned row [0, u], the first column's 1.
      if spoilt < 2 { factors.columns[2 * spoilt] = 2 } else { factors.rows[0] = 2 }
      return AdapterFolder(method: .multitaskPromptTuning(rows, factors))
    }
    #expect(
      text == "its first row is said to be the beginning of a text, but a task's factors make something else of it")
  }

  @Test(arguments: ["adapter_config.json", "adapter_model.safetensors"]) func missingFile(_ name: String) throws {
    let text = try complaint(queries, spoilFiles: { try FileManager.default.removeItem(atPath: "\($0)/\(name)") })
    #expect(text.hasSuffix("/\(name)` does not exist"))
  }

  @Test func numbersThatAreNone() throws {
    let text = try complaint(
      .softPrompt(length: 2),
      spoilFiles: { folder in
        let url = URL(filePath: "\(folder)/adapter_model.safetensors")
        var bytes = try Data(contentsOf: url)
        bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0xC0, 0x7F])
        try bytes.write(to: url)
      })
    #expect(text.contains("tensor 'prompt_embeddings': number 64 of it is nan"))
  }

  @Test func infinityIsNotSaved() throws {
    let model = try SavingTests.model("tiny-llama")
    let folder = try TemporaryFolder()
    let rows = Tensor(repeating: .infinity, shape: [1, 32])
    let learned = LearnedAdaptation(.softPrompt(SoftPrompt(rows)), base: BaseModel(model))
    #expect(throws: FormatError.self) { try learned.saveFolder(to: folder.path("adapter"), for: model) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("adapter")))
    #expect(throws: TailoringError.self) {
      try learned.saveFolder(to: folder.path("adapter"), for: try SavingTests.model("tiny-gemma"))
    }
  }

  @Test func stoppedSavingLeavesNothing() throws {
    let model = try SavingTests.model("tiny-gemma")
    let folder = try TemporaryFolder()
    let learned = SavingTests.learned(.weights(layers: nil), for: model)
    let tuned = try model.tailored(by: .learned(learned)).model
    let stop: LanguageModel.SavingProgress = { index, _ in if index == 3 { throw CancellationError() } }
    #expect(throws: CancellationError.self) { try tuned.saveFolder(to: folder.path("tuned"), progress: stop) }
    #expect(throws: CancellationError.self) { try tuned.saveFile(to: folder.path("tuned.gguf"), progress: stop) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")).isEmpty)
  }

  @Test func modelOfOtherShape() throws {
    let model = try SavingTests.model("tiny-llama")
    let folder = try TemporaryFolder()
    try SavingTests.learned(.weights(layers: nil), for: model).saveFolder(to: folder.path("tuned"), for: model)
    do {
      _ = try LearnedAdaptation(modelFolder: folder.path("tuned"), for: try SavingTests.model("tiny-gemma"))
      Issue.record("a llama was taken for a gemma")
    } catch {
      #expect(
        "\(error)"
          == "it computes something else than tiny-gemma: the number of layers is 2 there, and 7 here; it was tuned from "
          + "another model")
    }
  }

  @Test(arguments: [
    ("", "byte 0"), ("[]", "key 'kind': it should be 'prompt'"),
    (#"{"kind": "prompt"}"#, "a prompt needs a description, examples, or both"),
    (#"{"kind": "prompt", "description": 5}"#, "the key 'description' should hold a text, but holds a number"),
    (#"{"kind": "prompt", "examples": 5}"#, "the key 'examples' should hold an array, but holds a number"),
    (#"{"kind": "prompt", "examples": [5]}"#, "the key 'examples' should hold objects, but holds a number"),
    (#"{"kind": "prompt", "examples": [{"question": "a"}]}"#, "the key 'answer' is missing"),
    (#"{"kind": "prompt", "examples": [{"question": "", "answer": "b"}]}"#, "example 1 lacks a question or an answer"),
  ]) func brokenPrompts(_ document: String, _ message: String) throws {
    do {
      _ = try HardPrompt(document: Array(document.utf8))
      Issue.record("it was read")
    } catch {
      #expect("\(error)".hasPrefix(message))
    }
  }
}
