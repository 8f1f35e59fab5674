import Foundation
import Gradients
import Tensors

extension RuleTests {
  /// Operations that go element by element: the scalar function beside the tensor function.
  static let elementwise: [Rule] =
    functions.map { function, scalar, input in
      Rule(name: function.name, shapes: [[3, 5]], scalar: { scalar($0[0]) }, input: input) { $0[0].mapped(function) }
    }
    + operations.flatMap { operation, scalar, input in
      broadcasts.map { left, right in
        Rule(
          name: "\(operation)", shapes: [left, right], scalar: { scalar($0[0], $0[1]) }, input: input
        ) { $0[0].combined(operation, with: $0[1]) ?? $0[0] }
      }
    } + [
      Rule(name: "square", shapes: [[7]], scalar: { $0[0] * $0[0] }) {
        $0[0].combined(.multiply, with: $0[0]) ?? $0[0]
      },
      Rule(name: "whole powers of all numbers", shapes: [[2, 4]], scalar: { pow($0[0], 3) }) {
        $0[0].combined(.power, with: Variable(Tensor(3))) ?? $0[0]
      },
      Rule(name: "negation", shapes: [[7]], scalar: { -$0[0] }) { $0[0].scaled(by: -1) },
    ]

  private static let functions:
    [(ElementwiseFunction, scalar: @Sendable (Double) -> Double, input: @Sendable (Double) -> Double)] = [
      (.exp, { exp($0) }, { $0 }),
      (.log, { log($0) }, positive),
      (.sqrt, { sqrt($0) }, positive),
      (.tanh, { tanh($0) }, { $0 }),
      (.sigmoid, { 1 / (1 + exp(-$0)) }, { $0 }),
      (.relu, { max($0, 0) }, apart),
      (.abs, { abs($0) }, apart),
    ]

  private static let operations:
    [(ElementwiseOperation, scalar: @Sendable (Double, Double) -> Double, input: @Sendable (Double) -> Double)] = [
      (.add, { $0 + $1 }, { $0 }),
      (.subtract, { $0 - $1 }, { $0 }),
      (.multiply, { $0 * $1 }, { $0 }),
      (.divide, { $0 / $1 }, apart),
      (.power, { pow($0, $1) }, positive),
    ]

  private static let broadcasts: [(Shape, Shape)] = [
    ([2, 3], [2, 3]), ([2, 3], [3]), ([3], [2, 3]), ([2, 3], [1]), ([2, 3], []), ([], [2, 3]), ([], []),
    ([2, 1], [1, 3]), ([2, 1], [3]), ([2, 1, 2], [3, 1]), ([1, 1], [2]),
  ]

  /// Numbers of at least 0.6.
  @Sendable private static func positive(_ x: Double) -> Double { 0.6 + abs(x) }

  /// Numbers at least 0.6 from 0.
  @Sendable private static func apart(_ x: Double) -> Double { x < 0 ? x - 0.6 : x + 0.6 }
}
