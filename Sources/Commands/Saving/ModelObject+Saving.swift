import Formats
import Models
import Script
import Tailoring

extension ModelObject: SavableObject {
  /// A model as a GGUF file, its tensors as they are, or as a folder of transformers'.
  func save(to target: SaveTarget) throws -> [String] {
    guard !model.path.isEmpty else {
      throw target.arguments.mistake(
        "a model that was just pre-trained has no file yet", at: "value",
        suggestion: "let `pretrain` write it with `to:`")
    }
    if target.fileExtension == "gguf" { try target.refuseEncoding() }
    return try target.save(model)
  }
}

extension SaveTarget {
  /// Writes a model, or one with tuned weights, as a GGUF file or as a folder of transformers'.
  func save(_ model: LanguageModel) throws -> [String] {
    let progress = { (tensor: Int, count: Int) in
      try context.host.checkCancelled()
      context.host.report(ProgressReport("save", completed: tensor, of: count))
    }
    let encoding = try encoding()
    if fileExtension == "gguf" {
      let path = try realPath()
      if let replaced = try? FileIdentity(path: path), replaced == (try? FileIdentity(path: model.path)) {
        throw arguments.mistake("this is the file of the model itself, which stays as it is", at: "path")
      }
      try model.saveFile(to: path, as: encoding ?? .f16, progress: progress)
      return [path]
    }
    try refuse(
      ["json", "safetensors"], because: "weights are saved as a folder, or as a GGUF file",
      suggestion: "name a folder, or let the path end in .gguf")
    guard encoding != .q8_0 else {
      throw arguments.mistake(
        "a folder of safetensors has no type q8_0", at: "as", suggestion: "let the path end in .gguf, or write as: bf16"
      )
    }
    let path = try realPath()
    try model.saveFolder(to: path, as: encoding ?? .f32, progress: progress)
    return ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"].map { "\(path)/\($0)" }
  }
}
