import Tensors
import Testing

@testable import Gradients

/// One table of operations, walked for their values and, against central differences, for their gradients.
struct RuleTests {
  /// An operation on inputs of some shapes.
  struct Rule: CustomTestStringConvertible, Sendable {
    let name: String
    let shapes: [Shape]
    /// What the operation makes of one number of each input, where it goes element by element after broadcasting.
    var scalar: (@Sendable ([Double]) -> Double)?
    /// What is made of random numbers where not every number is an input, or has a gradient.
    var input: @Sendable (Double) -> Double = { $0 }
    let operation: @Sendable ([Variable]) -> Variable
    var testDescription: String { "\(name) of \(shapes.map(\.description).joined(separator: ", "))" }

    /// The same random inputs each time.
    var inputs: [Tensor] {
      var generator = SeededGenerator(seed: 3)
      return shapes.map { shape in
        Tensor((0..<shape.count).map { _ in Float(input(generator.normal())) }, shape: shape)
      }
    }
  }

  static let angles = Rotary(size: 16, base: 100, pairing: .neighbours).angles(at: 3..<7)
  static let halves = Rotary(size: 16, base: 100, pairing: .halves).angles(at: [0, 1, 1, 5])
  static let packing = Packing(prefix: 3, lengths: [2, 4, 1])

  /// What others predict from, and the weights of all predictions.
  static let teacher = Tensor((0..<18).map { Float(($0 * 5) % 7) / 3 - 1 }, shape: [3, 6])
  static let vocabulary = Tensor((0..<60).map { Float(($0 * 7) % 13) / 6 - 1 }, shape: [10, 6])

  static let rules = elementwise + reductions + transformer

  static let transformer: [Rule] = [
    Rule(name: "add", shapes: [[3, 5], [3, 5]]) { $0[0].added(to: $0[1]) },
    Rule(name: "add to itself", shapes: [[3, 5]]) { $0[0].added(to: $0[0]) },
    Rule(name: "scale", shapes: [[3, 5]]) { $0[0].scaled(by: -1.5) },
    Rule(name: "RMS norm", shapes: [[3, 21], [21]]) { $0[0].rmsNormed(weights: $0[1], epsilon: 1e-3) },
    Rule(name: "centre", shapes: [[3, 21]]) { $0[0].centred() },
    Rule(name: "add to each row", shapes: [[3, 21], [21]]) { $0[0].adding(toEachRow: $0[1]) },
    Rule(name: "cap", shapes: [[3, 21]]) { $0[0].capped(at: 0.7) },
    Rule(name: "more columns", shapes: [[3, 5]]) { $0[0].withColumns(8) },
    Rule(name: "fewer columns", shapes: [[3, 5]]) { $0[0].withColumns(2) },
    Rule(name: "SiLU gate", shapes: [[2, 19], [2, 19]]) { $0[0].gated(up: $0[1], activation: .silu) },
    Rule(name: "GELU gate", shapes: [[2, 19], [2, 19]]) { $0[0].gated(up: $0[1], activation: .gelu) },
    Rule(name: "linear", shapes: [[5, 7], [4, 7]]) { $0[0].multiplied(byTransposeOf: .learned($0[1])) },
    Rule(name: "two linear maps of one input", shapes: [[3, 6], [4, 6], [4, 6]]) {
      let y = $0[0].multiplied(byTransposesOf: [.learned($0[1]), .learned($0[2])])
      return y[0].added(to: y[1])
    },
    Rule(name: "rotate neighbours", shapes: [[4, 32]]) { $0[0].rotated(by: angles) },
    Rule(name: "rotate halves", shapes: [[4, 32]]) { $0[0].rotated(by: halves) },
    Rule(name: "reshape", shapes: [[4, 6]]) { $0[0].reshaped([8, 3]) },
    Rule(name: "rows, one of them twice", shapes: [[4, 3]]) { $0[0].rows(at: [2, 0, 2]) },
    Rule(name: "concatenate", shapes: [[2, 3], [1, 3]]) { .concatenating([$0[0], $0[1], $0[0]]) },
    Rule(name: "attention", shapes: [[10, 64], [10, 32], [10, 32]]) {
      $0[0].attending(keys: $0[1], values: $0[2], packing: packing, size: 16, window: nil, scale: 0.25)
    },
    Rule(name: "attention with a window", shapes: [[10, 64], [10, 32], [10, 32]]) {
      $0[0].attending(keys: $0[1], values: $0[2], packing: packing, size: 16, window: 3, scale: 0.25)
    },
    Rule(name: "attention with capped scores", shapes: [[10, 64], [10, 32], [10, 32]]) {
      $0[0].attending(keys: $0[1], values: $0[2], packing: packing, size: 16, window: 4, scale: 0.5, cap: 0.8)
    },
    Rule(name: "attention without a prefix", shapes: [[18, 16], [18, 16], [18, 16]]) {
      $0[0].attending(
        keys: $0[1], values: $0[2], packing: Packing(lengths: [17, 1]), size: 16, window: nil, scale: 0.25)
    },
    Rule(name: "cross-entropy", shapes: [[3, 6], [9, 6]]) {
      $0[0].crossEntropy(weights: .learned($0[1]), targets: [8, 0, 4])
    },
    Rule(name: "cross-entropy of capped logits", shapes: [[3, 6], [9, 6]]) {
      $0[0].crossEntropy(weights: .learned($0[1]), targets: [8, 0, 4], cap: 1.5)
    },
    Rule(name: "divergence of capped logits", shapes: [[3, 6]]) {
      $0[0].divergence(from: teacher, weights: WeightMatrix(vocabulary), cap: 1.5, check: {})
    },
    Rule(name: "divergence", shapes: [[3, 6]]) {
      $0[0].divergence(from: teacher, weights: WeightMatrix(vocabulary), check: {})
    },
    Rule(name: "divergence in pieces", shapes: [[3, 6]]) {
      $0[0].divergence(from: teacher, weights: WeightMatrix(vocabulary), logitsAtOnce: 20, check: {})
    },
    Rule(name: "mean square", shapes: [[3, 6]]) { $0[0].meanSquare(from: teacher) },
    Rule(name: "cross-entropy in pieces", shapes: [[100, 4], [5, 4]]) {
      $0[0].crossEntropy(weights: .learned($0[1]), targets: (0..<100).map { $0 % 5 })
    },
  ]

  /// A number that depends on every element of a result differently.
  static func loss(_ y: Variable) -> Variable {
    let weights = Tensor((0..<y.value.count).map { Float(($0 * 7) % 11) / 11 - 0.4 }, shape: [1, y.value.count])
    return y.reshaped([1, y.value.count]).multiplied(byTransposeOf: .frozen(WeightMatrix(weights)))
  }

  @Test(arguments: rules)
  func gradientsMatchCentralDifferences(rule: Rule) {
    let inputs = rule.inputs
    let leaves = inputs.map { Variable.leaf($0) }
    let found = gradients(of: Self.loss(rule.operation(leaves)), for: leaves)
    for (which, input) in inputs.enumerated() {
      #expect(found[which].shape == input.shape)
      for element in stride(from: 0, to: input.count, by: max(1, input.count / 23)) {
        func value(_ change: Float) -> Double {
          var elements = input.elements
          elements[element] += change
          var changed = inputs
          changed[which] = Tensor(elements, shape: input.shape)
          return Double(Self.loss(rule.operation(changed.map { Variable($0) })).value.number)
        }
        let step: Float = 1e-2
        let difference = (value(step) - value(-step)) / Double(2 * step)
        let gradient = Double(found[which].floats[element])
        #expect(abs(gradient - difference) < 3e-3 + 0.01 * abs(difference), "input \(which), element \(element)")
      }
    }
  }

  @Test(arguments: elementwise)
  func valuesMatchTheScalarFunction(rule: Rule) throws {
    let scalar = try #require(rule.scalar)
    let inputs = rule.inputs
    let y = rule.operation(inputs.map { Variable($0) }).value
    let shape = try #require(
      rule.shapes.reduce(Shape([])) { whole, shape in whole.flatMap { Shape.broadcast($0, shape) } })
    #expect(y.shape == shape)
    for (place, index) in indices(of: shape).enumerated() {
      let numbers = inputs.map { Double($0.floats[position(of: index, in: $0.shape)]) }
      let expected = scalar(numbers)
      #expect(abs(Double(y.floats[place]) - expected) <= 1e-6 * max(abs(expected), 1e-3), "f(\(numbers))")
    }
  }

  /// The indices of all elements of a shape, in order.
  private func indices(of shape: Shape) -> [[Int]] {
    shape.sizes.reduce([[]]) { paths, size in paths.flatMap { path in (0..<size).map { path + [$0] } } }
  }

  /// Where the element at `index` of a shape is found in one that was broadcast to it.
  private func position(of index: [Int], in shape: Shape) -> Int {
    zip(index.suffix(shape.rank), shape.sizes).reduce(0) { $0 * $1.1 + ($1.1 == 1 ? 0 : $1.0) }
  }

  @Test func constantsKeepNoRecord() {
    let x = Variable(Tensor([1, 2], shape: [1, 2]))
    #expect(!x.added(to: x).rmsNormed(weights: x, epsilon: 0).isDifferentiable)
  }

  @Test func gradientOfWhatIsNotUsedIsZero() {
    let (a, b) = (Variable.leaf(Tensor([1, 2])), Variable.leaf(Tensor([3])))
    let found = gradients(
      of: a.reshaped([1, 2]).multiplied(byTransposeOf: .learned(a.reshaped([1, 2]))), for: [a, b])
    #expect(found[0].elements == [2, 4])
    #expect(found[1].elements == [0])
  }

  /// Predictions that are no distance apart; and two outcomes at logits 1 and 0 against two at 0 and 0, by hand.
  @Test func divergenceOfKnownPredictions() {
    let teacher = Variable(Self.teacher)
    func divergence(_ x: Variable, from other: Tensor, _ weights: Tensor) -> Float {
      x.divergence(from: other, weights: WeightMatrix(weights), check: {}).value.number
    }
    #expect(abs(divergence(teacher, from: Self.teacher, Self.vocabulary)) < 1e-6)
    let two = Tensor([1, 0, 0, 0], shape: [2, 2])
    // p = (1 / 2, 1 / 2), q = (e / (1 + e), 1 / (1 + e)): log (1 + e) − log 2 − 1 / 2.
    let found = divergence(Variable(Tensor([1, 0], shape: [1, 2])), from: Tensor([0, 0], shape: [1, 2]), two)
    #expect(abs(found - 0.120114) < 1e-5)
  }

  /// A long chain neither overflows the stack, also when it is freed, nor loses a factor.
  @Test func deepChain() {
    let leaf = Variable.leaf(Tensor(1))
    var x = leaf
    for _ in 0..<300_000 { x = x.added(to: Variable(Tensor(0))) }
    #expect(gradients(of: x, for: [leaf])[0].number == 1)
  }
}
