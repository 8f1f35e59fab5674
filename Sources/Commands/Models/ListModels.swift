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
      let current = context.session.model as? ModelObject
      return .list(
        store.allNames(context.host).map { name in
          let known = store.known.first { $0.name == name }
          let path = try? context.host.readablePath(store.path(of: name))
          let bytes = known?.bytes ?? path.flatMap { try? FileIdentity(path: $0).size }
          return .record([
            "name": .text(name), "size": bytes.map { .text(megabytes($0)) } ?? .nothing,
            "licence": known.map { .text($0.licence.name) } ?? .nothing, "here": .boolean(here.contains(name)),
            "used": .boolean(path != nil && path == current?.model.path),
          ])
        })
    }
  }
}
