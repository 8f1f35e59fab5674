import Gradients
import Script
import Tensors

extension ArgumentType where Argument == Value {
  /// A tensor, or lists that ``Arguments/variable(_:)`` makes one of.
  static var tensor: ArgumentType { ArgumentType(.oneOf([.object(["tensor"]), .list(of: .any)])) { $0 } }
  /// A number, or what ``tensor`` accepts.
  static var numberOrTensor: ArgumentType {
    ArgumentType(.oneOf([.number(), .object(["tensor"]), .list(of: .any)])) { $0 }
  }
}

extension Arguments {
  /// The tensor of a parameter of the type ``ArgumentType/tensor``, or the number of one that takes numbers as well,
  /// for a command that gradients flow through.
  func variable(_ parameter: Parameter<Value>) throws -> Variable {
    try blaming(parameter) { try Variable(self[parameter]) }
  }

  /// The tensor of a parameter, for a command that no gradient flows through: refused while it is traced, because a
  /// gradient would come out too small without a word.
  func tensor(_ parameter: Parameter<Value>) throws -> Tensor {
    let variable = try variable(parameter)
    guard !variable.isDifferentiable else {
      throw mistake(
        "no gradient flows through this command", at: parameter,
        suggestion: "use it outside of the block of `gradient`")
    }
    return variable.value
  }

  /// The checked shape of a parameter that is a list of whole numbers.
  func shape(_ parameter: Parameter<[Int]>) throws -> Shape {
    try blaming(parameter) { try Shape(checking: self[parameter]) }
  }

  /// The axis of a shape that a parameter names, nil when none was given.
  func axis(_ parameter: Parameter<Int?>, of shape: Shape) throws -> Int? {
    guard let number = try self[parameter] else { return nil }
    return try blaming(parameter) { try shape.axis(number) }
  }
}

extension Variable {
  /// A number, a tensor as it is, or one made of nested lists whose innermost items are numbers, or tensors of one
  /// shape.
  init(_ value: Value) throws(TensorError) {
    if let object = value.object as? TensorObject {
      self = object.variable
      return
    }
    var parts = Parts()
    let sizes = try parts.append(value, at: [])
    self = .assembling(Tensor(parts.elements, shape: Shape(sizes)), from: parts.traced)
  }
}

/// What nested lists hold.
private struct Parts {
  var elements: [Float] = []
  /// Those parts that a gradient flows into.
  var traced: [(start: Int, variable: Variable)] = []

  /// Adds the numbers of `value`, which stands at `path` in the list given, and gives the sizes of its axes.
  mutating func append(_ value: Value, at path: [Int]) throws(TensorError) -> [Int] {
    if let number = value.number {
      elements.append(try Float(element: number))
      return []
    }
    if let variable = (value.object as? TensorObject)?.variable {
      if variable.isDifferentiable { traced.append((elements.count, variable)) }
      elements += variable.value.elements
      return variable.shape.sizes
    }
    guard let items = value.list else { throw .notANumber(value, at: path) }
    guard let first = items.first else { throw .noNumbers(at: path) }
    let sizes = try append(first, at: path + [0])
    // Checked before the others are copied.
    let shape = try Shape(checking: [items.count] + sizes)
    for (index, item) in items.enumerated().dropFirst() {
      let others = try append(item, at: path + [index])
      guard others == sizes else { throw .ragged(Shape(sizes), Shape(others), at: path + [index]) }
    }
    return shape.sizes
  }
}

extension Shape {
  /// The most elements of a tensor in the language: 1 GiB of them.
  static let maximumCount = 1 << 28
  /// The most axes of a tensor in the language.
  static let maximumRank = 8

  /// The shape with these sizes, checked before anything is allocated: at least one axis, sizes of at least 1, not
  /// too many elements.
  init(checking sizes: [Int]) throws(TensorError) {
    if sizes.isEmpty { throw .noSizes }
    if let axis = sizes.firstIndex(where: { $0 < 1 }) { throw .size(sizes[axis], axis: axis) }
    guard sizes.count <= Self.maximumRank else { throw .tooManyAxes(sizes.count) }
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= Self.maximumCount else { throw .tooLarge(sizes) }
      count = product
    }
    self.init(sizes)
  }

  /// The axis that a user means with `number`, which counts from the end when it is negative.
  func axis(_ number: Int) throws(TensorError) -> Int {
    guard number < rank, number >= -rank else { throw .axis(number, self) }
    return number < 0 ? number + rank : number
  }
}
