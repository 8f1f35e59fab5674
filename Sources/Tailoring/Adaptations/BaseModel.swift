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

  /// Throws `AdaptationError.otherModel` when a model differs in what must agree.
  package func check(_ model: LanguageModel) throws(AdaptationError) {
    let other = BaseModel(model)
    let pairs: [(AdaptationError.Property, String, String)] = [
      (.architecture, architecture, other.architecture), (.width, String(width), String(other.width)),
      (.layers, String(layers), String(other.layers)),
    ]
    for (property, own, found) in pairs where own != found {
      throw .otherModel(property, learnedFor: name, has: own, model: model.name, hasInstead: found)
    }
  }
}

/// Why an adaptation can't be used with a model.
package enum AdaptationError: Error, Equatable {
  /// What the two models differ in.
  package enum Property: String, Sendable { case architecture, width, layers }

  case otherModel(Property, learnedFor: String, has: String, model: String, hasInstead: String)
  /// The numbers at a place have another shape than the model has there.
  case wrongShape(place: String, shape: Shape, expected: Shape)
  /// There are more or fewer tensors than places for them.
  case wrongCount(Int, expected: Int)
  /// It does several tasks, of these names, and none of them is chosen.
  case severalTasks([String])
}

extension AdaptationError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .otherModel(let property, let name, let own, let model, let found):
      switch property {
      case .architecture: "this was learned for \(name), whose architecture is \(own), but that of \(model) is \(found)"
      case .width: "this was learned for \(name), which is \(own) wide, but \(model) is \(found) wide"
      case .layers: "this was learned for \(name), which has \(own) layers, but \(model) has \(found)"
      }
    case .wrongShape(let place, let shape, let expected):
      "the learned numbers for \(place) are \(shape), but the model has room for \(expected) there"
    case .wrongCount(let count, let expected):
      "there are \(count) learned tensors, but \(expected) places for them in the model"
    case .severalTasks(let names):
      "a universal prompt does several tasks (\(names.joined(separator: ", "))): choose the prompt of one"
    }
  }
}
