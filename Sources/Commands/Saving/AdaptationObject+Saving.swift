import Formats
import Script
import Tailoring

extension AdaptationObject: SavableObject {
  /// A prompt as a JSON file, a soft prompt, universal prompt or LoRA as a folder of PEFT's, tuned weights as a GGUF file or as a
  /// folder of transformers'.
  func save(to target: SaveTarget) throws -> [String] {
    switch adaptation {
    case .none:
      throw target.arguments.mistake("`none` is nothing that could be saved", at: "value")
    case .prompt(let prompt):
      try target.refuseEncoding()
      guard target.fileExtension == "json" else {
        throw target.arguments.mistake(
          "a prompt is saved as a JSON file", at: "path", suggestion: "let the path end in .json: \(target.path).json")
      }
      let path = try target.realPath()
      try target.context.host.writeFile(target.path, try prompt.document())
      return [path]
    case .learned(let learned): return try save(learned, to: target)
    case .ensemble:
      throw target.arguments.mistake(
        "an ensemble is not saved as a whole", at: "value",
        suggestion: "save its members, and make it of them again: ensemble [$a, $b]")
    }
  }

  private func save(_ learned: LearnedAdaptation, to target: SaveTarget) throws -> [String] {
    let model = try target.model()
    try target.arguments.check(learned, for: model, at: "value")
    guard case .weights = learned.numbers else {
      try target.refuseEncoding()
      try target.refuse(
        ["gguf", "json", "safetensors"], because: "a \(learned.kind) is saved as a folder, as PEFT has it",
        suggestion: "name a folder: \(target.path.dropLast(target.fileExtension.count + 1))")
      let path = try target.realPath()
      try learned.saveFolder(to: path, for: model)
      return ["adapter_config.json", "adapter_model.safetensors"].map { "\(path)/\($0)" }
    }
    return try target.save(target.arguments.tailored(model, by: adaptation, at: "value").model)
  }
}
