import Models
import Tensors

/// The model that an adaptation was learned for, by what must agree where it is used.
package struct BaseModel: Equatable, Sendable {
  /// What the model was called; another name for the same model is no mistake.
  package let name: String
  package let architecture: String
  package let width: Int
  package let layers: Int

  package init(name: String, architecture: String, width: Int, layers: Int) {
    self.name = name
    self.architecture = architecture
    self.width = width
    self.layers = layers
  }

  package init(_ model: LanguageModel) {
    let configuration = model.configuration
    self.init(
      name: model.name, architecture: configuration.architecture, width: configuration.width,
      layers: configuration.layers)
  }

  /// Throws `TailoringError` when a model differs in what must agree.
  package func check(_ model: LanguageModel) throws(TailoringError) {
    let other = BaseModel(model)
    let pairs: [(TailoringError.Property, String, String)] = [
      (.architecture, architecture, other.architecture), (.width, String(width), String(other.width)),
      (.layers, String(layers), String(other.layers)),
    ]
    for (property, own, found) in pairs where own != found {
      throw .init(.otherModel(property, learnedFor: name, has: own, model: model.name, hasInstead: found))
    }
  }
}
