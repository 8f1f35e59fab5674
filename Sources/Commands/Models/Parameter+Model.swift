import Script

/// A model as it is given: itself, or by a name or the path of its file.
enum ModelReference {
  case object(ModelObject)
  case named(String)
}

extension ArgumentType where Argument == ModelReference {
  /// A model, or the name or the path of one.
  static func model(_ store: ModelStore) -> ArgumentType {
    .oneOf(
      ArgumentType<ModelObject>.object("model", ModelObject.self).map { .object($0) },
      ArgumentType<String>.name(of: "model") { store.allNames($0.host) }.map { .named($0) })
  }
}

extension Parameter where Argument == ModelReference? {
  /// `model:`, for commands that need a model.
  static func model(_ store: ModelStore) -> Parameter {
    .labelled("model", .model(store), summary: "the model, instead of the one in use")
  }
}

extension Arguments {
  /// The model that was given for a parameter. Throws a diagnostic that points at it.
  func model(
    _ reference: ModelReference, at parameter: any AnyParameter, _ store: ModelStore, _ context: Context
  ) throws -> ModelObject {
    switch reference {
    case .object(let model): model
    case .named(let name): try blaming(parameter) { try store.model(name, context.host) }
    }
  }

  /// The model that `model:` names, else the one in use, else the one that comes with Primer.
  func model(_ store: ModelStore, _ context: Context) throws -> ModelObject {
    try optionalModel(store, context) ?? context.currentModel(store)
  }

  /// As ``model(_:_:)``, but nil when no model is in use and none comes with Primer.
  func optionalModel(_ store: ModelStore, _ context: Context) throws -> ModelObject? {
    let parameter = Parameter.model(store)
    if let reference = try self[parameter] { return try model(reference, at: parameter, store, context) }
    return try context.optionalModel(store)
  }
}

extension Context {
  /// The model in use, else the one that comes with Primer.
  func currentModel(_ store: ModelStore) throws -> ModelObject {
    if let model = try optionalModel(store) { return model }
    throw mistake("no model is in use", suggestion: "choose one: use \(store.known.first?.name ?? "./model.gguf")")
  }

  /// As ``currentModel(_:)``, but nil when there is none.
  func optionalModel(_ store: ModelStore) throws -> ModelObject? {
    if let model = session.model as? ModelObject { return model }
    guard store.existingPath(of: ModelStore.standard, host) != nil else { return nil }
    do {
      return try store.model(ModelStore.standard, host)
    } catch {
      throw mistake("\(error)", suggestion: "choose another model: use gemma3-270m")
    }
  }
}
