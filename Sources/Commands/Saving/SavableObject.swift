import Formats
import Models
import Script
import Tailoring

/// A value that `save` writes to files.
protocol SavableObject: ScriptObject {
  /// Writes it to where `target` says, and gives the files that hold it, by their real paths. Throws a diagnostic, or
  /// an error that `save` turns into one at the path.
  func save(to target: SaveTarget) throws -> [String]
}

/// What `save` takes, the model apart.
enum SaveParameters {
  static let value = Parameter.positional(
    "value", ArgumentType(.object(["adaptation", "model", "plot"])) { $0.object as? any SavableObject },
    summary: "what to save")
  static let path = Parameter.positional("path", .file, summary: "the file or folder")
  static let encoding = Parameter.labelled(
    "as", .choice(["f32", "f16", "bf16", "q8_0"]),
    summary: "the type of weights; f16 in a .gguf file and f32 in a folder, if not given")
}

/// Where a value is to be saved, and how.
struct SaveTarget {
  let arguments: Arguments
  let context: Context
  /// The path as it was typed, without slashes at its end.
  let path: String
  private let store: ModelStore

  init(_ arguments: Arguments, _ context: Context, _ store: ModelStore) throws {
    self.arguments = arguments
    self.context = context
    self.store = store
    var path = try arguments[SaveParameters.path]
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
  }

  /// The real path. Throws the host's error when nothing may be written there.
  func realPath() throws -> String { try context.host.writablePath(path) }

  /// The model that learned numbers belong to.
  func model() throws -> LanguageModel { try arguments.model(store, context).model }

  /// What the path ends in behind the last dot of its last part, in small letters; empty when there is no dot.
  var fileExtension: String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Throws for a path that ends in one of these, and says what to do instead.
  func refuse(_ extensions: [String], because reason: String, suggestion: String) throws {
    guard extensions.contains(fileExtension) else { return }
    throw arguments.mistake(reason, at: SaveParameters.path, suggestion: suggestion)
  }

  /// Throws when `as:` was given, which only tuned weights have a use for.
  func refuseEncoding() throws {
    guard !arguments.has(SaveParameters.encoding) else {
      throw arguments.mistake("`as:` is for tuned weights, and this is saved as it is", at: SaveParameters.encoding)
    }
  }

  /// The type that weights are written in, where `as:` names one.
  func encoding() throws -> FloatEncoding? {
    switch try arguments[SaveParameters.encoding] {
    case "f32": .f32
    case "f16": .f16
    case "bf16": .bf16
    case "q8_0": .q8_0
    default: nil
    }
  }
}

extension AdaptationObject: SavableObject {
  /// A prompt as a JSON file, a soft prompt, universal prompt or LoRA as a folder of PEFT's, tuned weights as a GGUF file or as a
  /// folder of transformers'.
  func save(to target: SaveTarget) throws -> [String] {
    switch adaptation {
    case .none:
      throw target.arguments.mistake("`none` is nothing that could be saved", at: SaveParameters.value)
    case .prompt(let prompt):
      try target.refuseEncoding()
      guard target.fileExtension == "json" else {
        throw target.arguments.mistake(
          "a prompt is saved as a JSON file", at: SaveParameters.path,
          suggestion: "let the path end in .json: \(target.path).json")
      }
      let path = try target.realPath()
      try target.context.host.writeFile(target.path, try prompt.document())
      return [path]
    case .learned(let learned): return try save(learned, to: target)
    case .ensemble:
      throw target.arguments.mistake(
        "an ensemble is not saved as a whole", at: SaveParameters.value,
        suggestion: "save its members, and make it of them again: ensemble [$a, $b]")
    }
  }

  private func save(_ learned: LearnedAdaptation, to target: SaveTarget) throws -> [String] {
    let model = try target.model()
    try target.arguments.check(learned, for: model, at: SaveParameters.value)
    guard case .weights = learned.numbers else {
      try target.refuseEncoding()
      try target.refuse(
        ["gguf", "json", "safetensors"], because: "a \(learned.kind) is saved as a folder, as PEFT has it",
        suggestion: "name a folder: \(target.path.dropLast(target.fileExtension.count + 1))")
      let path = try target.realPath()
      try learned.saveFolder(to: path, for: model)
      return ["adapter_config.json", "adapter_model.safetensors"].map { "\(path)/\($0)" }
    }
    return try target.save(target.arguments.tailored(model, by: adaptation, at: SaveParameters.value).model)
  }
}

extension ModelObject: SavableObject {
  /// A model as a GGUF file, its tensors as they are, or as a folder of transformers'.
  func save(to target: SaveTarget) throws -> [String] {
    guard !model.path.isEmpty else {
      throw target.arguments.mistake(
        "a model that was just pre-trained has no file yet", at: SaveParameters.value,
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
        throw arguments.mistake("this is the file of the model itself, which stays as it is", at: SaveParameters.path)
      }
      try model.saveFile(to: path, as: encoding ?? .f16, progress: progress)
      return [path]
    }
    try refuse(
      ["json", "safetensors"], because: "weights are saved as a folder, or as a GGUF file",
      suggestion: "name a folder, or let the path end in .gguf")
    guard encoding != .q8_0 else {
      throw arguments.mistake(
        "a folder of safetensors has no type q8_0", at: SaveParameters.encoding,
        suggestion: "let the path end in .gguf, or write as: bf16"
      )
    }
    let path = try realPath()
    return try model.saveFolder(to: path, as: encoding ?? .f32, progress: progress).map { "\(path)/\($0)" }
  }
}

extension PlotObject: SavableObject {
  /// The plot as a file, in the form that the path's extension names.
  func save(to target: SaveTarget) throws -> [String] {
    try target.refuseEncoding()
    let bytes = try bytes(forFile: target.path)
    let path = try target.realPath()
    try target.context.host.writeFile(target.path, bytes)
    return [path]
  }
}
