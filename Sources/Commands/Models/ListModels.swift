import Script

extension ModelCommands {
  /// `models`: the models that there are.
  static func models(_ store: ModelStore) -> Command {
    Command(
      "models", topic: topic, summary: "lists the models, and which of them are on this machine",
      details: """
        `here` tells whether a model is on this machine; `fetch` gets one that is not. `used` marks the model in use.
        Other GGUF files in the folder of models are listed too, by their file's name.
        """,
      examples: [Example("(models)[0].licence", prints: "Gemma Terms of Use")]
    ) { _, context in
      let files = store.fileNames(context.host)
      let current = context.session.model as? ModelObject
      func row(_ name: String, bytes: Int?, licence: String?, isHere: Bool) -> Value {
        .record([
          "name": .text(name), "size": bytes.map { .text(megabytes($0)) } ?? .nothing,
          "licence": licence.map { .text($0) } ?? .nothing, "here": .boolean(isHere),
          "used": .boolean(current?.name == name),
        ])
      }
      return .list(
        store.names(context.host).map { name in
          guard let known = store.known.first(where: { $0.name == name }) else {
            let size = try? FileIdentity(path: context.host.readablePath(store.folder + "/\(name).gguf")).size
            return row(name, bytes: size, licence: nil, isHere: true)
          }
          return row(
            name, bytes: known.bytes, licence: known.licence.name, isHere: files.contains(known.fileName))
        })
    }
  }
}
