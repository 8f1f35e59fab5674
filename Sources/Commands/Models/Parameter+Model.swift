import Script

extension ParameterType {
  /// The name or the path of a model.
  static func modelName(_ store: ModelStore) -> ParameterType {
    .name(of: "model") { session in store.allNames(session.host) }
  }
}

extension Parameter {
  /// `model:`, for commands that need a model.
  static func model(_ store: ModelStore) -> Parameter {
    .labelled(
      "model", .oneOf([.object(["model"]), .modelName(store)]), summary: "the model, instead of the one in use")
  }
}

extension Arguments {
  /// The model that an argument names. Throws a diagnostic that points at it.
  func model(named parameter: String, _ store: ModelStore, _ context: Context) throws -> ModelObject {
    if let object = value(parameter)?.object as? ModelObject { return object }
    let name = try text(parameter)
    do {
      return try store.model(name, context.host)
    } catch let error as ModelStoreError {
      throw mistake(error.message, at: parameter, suggestion: error.suggestion)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw mistake("\(error)", at: parameter)
    }
  }

  /// The model that `model:` names, else the one in use, else the one that comes with Primer.
  func model(_ store: ModelStore, _ context: Context) throws -> ModelObject {
    if let model = try optionalModel(store, context) { return model }
    throw context.mistake(
      "no model is in use", suggestion: "choose one: use \(store.known.first?.name ?? "./model.gguf")")
  }

  /// As ``model(_:_:)``, but nil when no model is in use and none comes with Primer.
  func optionalModel(_ store: ModelStore, _ context: Context) throws -> ModelObject? {
    if value("model") != nil { return try model(named: "model", store, context) }
    if let model = context.session.model as? ModelObject { return model }
    guard store.existingPath(of: ModelStore.standard, context.host) != nil else { return nil }
    do {
      return try store.model(ModelStore.standard, context.host)
    } catch {
      throw context.mistake("\(error)", suggestion: "choose another model: use gemma3-270m")
    }
  }
}
