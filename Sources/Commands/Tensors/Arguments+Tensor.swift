import Gradients
import Script
import Tensors

extension ParameterType {
  /// A tensor, or lists that ``Arguments/variable(_:)`` makes one of.
  static let tensor = ParameterType.oneOf([.object(["tensor"]), .list(of: .any)])
  /// A number, or what ``tensor`` accepts.
  static let numberOrTensor = ParameterType.oneOf([.number(), .object(["tensor"]), .list(of: .any)])
}

extension Arguments {
  /// The tensor of a parameter of the type ``ParameterType/tensor``, or the number of one that takes numbers as well,
  /// for a command that gradients flow through.
  func variable(_ name: String) throws -> Variable {
    try blaming(name) { try Variable(value(name) ?? .nothing) }
  }

  /// The tensor of a parameter, for a command that no gradient flows through: refused while it is traced, because a
  /// gradient would come out too small without a word.
  func tensor(_ name: String) throws -> Tensor {
    let variable = try variable(name)
    guard !variable.isDifferentiable else {
      throw mistake(
        "no gradient flows through this command", at: name,
        suggestion: "use it outside of the block of `gradient`")
    }
    return variable.value
  }

  /// The sizes of a parameter that is a list of whole numbers.
  func sizes(_ name: String) throws -> [Int] { try list(name).compactMap(\.integer) }

  /// The checked shape of a parameter that is a list of whole numbers.
  func shape(_ name: String) throws -> Shape {
    let sizes = try sizes(name)
    return try blaming(name) { try Shape(checking: sizes) }
  }

  /// The axis that `axis:` names, nil when it was not given.
  func axis(of shape: Shape) throws -> Int? {
    guard let number = try optionalInteger("axis") else { return nil }
    return try blaming("axis") { try shape.axis(number) }
  }
}
