import Formats
import Script

extension ModelCommands {
  /// `models`: the models that there are.
  static func models(_ store: ModelStore) -> Command {
    Command(
      "models", topic: topic, summary: "lists the models, and which of them are on this machine",
      details: """
        `here` tells whether a model is on this machine; `fetch` gets one that is not.
        `used` marks the model in use. Other GGUF files in the folder of models are
        listed too, by their file's name.
        """,
      examples: [Example("(models)[0].licence", prints: "Gemma Terms of Use")]
    ) { _, context in
      let here = store.names(context.host)
      let current = try context.optionalModel(store)
      return .list(
        store.allNames(context.host).map { name in
          let known = store.known.first { $0.name == name }
          let path = store.existingPath(of: name, context.host).flatMap { try? context.host.readablePath($0) }
          let bytes = known?.bytes ?? path.flatMap { try? FileIdentity(path: $0).size }
          return .record([
            "name": .text(name), "size": bytes.map { .text(megabytes($0)) } ?? .nothing,
            "licence": (known?.licence.name ?? path.flatMap(licence(ofFile:))).map { .text($0) } ?? .nothing,
            "here": .boolean(here.contains(name)),
            "used": .boolean(path != nil && path == current?.model.path),
          ])
        })
    }
  }
  /// What a model's file says about its licence.
  private static func licence(ofFile path: String) -> String? {
    (try? GGUFFile(path: path))?.metadata["general.license"]?.text
  }
}
