import Formats
import Models
import Script
import Tailoring

extension SaveCommands {
  /// `load`: reads what `save` has written.
  static func load(_ store: ModelStore) -> Command {
    let file = Parameter.positional("path", .file, summary: "the file or folder")
    return Command(
      "load", topic: topic, summary: "reads an adaptation that was saved, or one that PEFT made",
      details: """
        A .json file holds a prompt. A folder holds a soft prompt, a universal prompt or
        a LoRA, as `save` or Hugging Face's PEFT writes them, or all weights of a tuned model. It must
        have been made for the model in use: its numbers are checked against that
        model's sizes, and a model's `config.json` key by key. PEFT's rows of a soft prompt are read where PEFT reads them,
        before a beginning token. A .gguf file is a model, which `use` opens.
        """,
      parameters: [file, Parameter.model(store)],
      examples: [
        Example(
          "let saved = save (prompt \"Translate English to French\" [bread => pain]) french.json\nload french.json",
          prints: """
            Translate English to French:
            bread => pain
            … =>
            """)
      ]
    ) { arguments, context in
      let source = LoadSource(path: try arguments[file], parameter: file, arguments: arguments, context: context)
      return try arguments.blaming(file) { .object(AdaptationObject(try source.adaptation(store))) }
    }
  }
}

/// A path that something is to be loaded from.
struct LoadSource {
  let path: String
  /// The parameter that named it.
  let parameter: any AnyParameter
  let arguments: Arguments
  let context: Context

  func adaptation(_ store: ModelStore) throws -> Adaptation {
    if path.hasSuffix(".gguf") {
      let file = try? GGUFFile(path: context.host.readablePath(path))
      if file?.metadata["general.type"]?.text == "adapter" {
        throw arguments.mistake(
          "this is an adapter in GGUF, which can't be read", at: parameter,
          suggestion: "load the folder of PEFT that it was made from")
      }
      throw arguments.mistake(
        "a GGUF file is a model, and no adaptation of one", at: parameter,
        suggestion: "open it: use \(path.contains("/") ? path : "./" + path)")
    }
    if path.hasSuffix(".json") { return .prompt(try HardPrompt(document: try context.host.readFile(path))) }
    let names = try context.host.names(inFolder: path)
    if try hasAll(["adapter_config.json", "adapter_model.safetensors"], of: names) {
      let model = try arguments.model(store, context).model
      let real = try context.host.readablePath(path)
      return .learned(try LearnedAdaptation(adapterFolder: real, for: model))
    }
    if names.contains(ModelFolder.configurationName) {
      let model = try arguments.model(store, context).model
      let real = try context.host.readablePath(path)
      _ = try ModelFolderFiles(path: real, shownAs: path, context.host)
      return .learned(try LearnedAdaptation(modelFolder: real, for: model))
    }
    throw arguments.mistake(
      "the folder holds neither an adapter (adapter_config.json) nor a model (config.json)", at: parameter)
  }

  /// Whether the folder has a file of the first name; throws when it then lacks another, or one may not be read.
  private func hasAll(_ files: [String], of names: [String]) throws -> Bool {
    guard let first = files.first, names.contains(first) else { return false }
    for file in files { _ = try context.host.readablePath("\(path)/\(file)") }
    return true
  }
}
