import Gradients
import Tensors

extension RuleTests {
  /// Operations that put elements together or elsewhere.
  static let reductions: [Rule] =
    [nil, 0, 1, 2].flatMap { axis in
      let name = axis.map { "along axis \($0)" } ?? "over all elements"
      return [
        Rule(name: "sum \(name)", shapes: [[2, 3, 4]]) { $0[0].sum(axis: axis) },
        Rule(name: "mean \(name)", shapes: [[2, 3, 4]]) { $0[0].mean(axis: axis) },
        Rule(name: "norm \(name)", shapes: [[2, 3, 4]]) { $0[0].norm(axis: axis) },
      ]
    } + [
      Rule(name: "sum", shapes: [[5]]) { $0[0].sum(axis: 0) },
      Rule(name: "softmax", shapes: [[5]]) { $0[0].softmax() },
      Rule(name: "softmax", shapes: [[2, 3, 4]]) { $0[0].softmax() },
      Rule(name: "cosine", shapes: [[5], [5]]) { $0[0].cosine(with: $0[1]) ?? $0[0] },
      Rule(name: "cosine", shapes: [[3, 5], [5]]) { $0[0].cosine(with: $0[1]) ?? $0[0] },
      Rule(name: "cosine", shapes: [[1, 5], [2, 3, 5]]) { $0[0].cosine(with: $0[1]) ?? $0[0] },
      Rule(name: "cosine with itself and another", shapes: [[5], [5]]) {
        $0[0].combined(.add, with: $0[1])?.cosine(with: $0[0]) ?? $0[0]
      },
      Rule(name: "product", shapes: [[3, 4], [4, 5]]) { $0[0].multiplied(by: $0[1]) },
      Rule(name: "product", shapes: [[1, 4], [4, 1]]) { $0[0].multiplied(by: $0[1]) },
      Rule(name: "product with itself", shapes: [[4, 4]]) { $0[0].multiplied(by: $0[0]) },
      Rule(name: "transpose", shapes: [[3, 4]]) { $0[0].permuted([1, 0]) },
      Rule(name: "axes in another order", shapes: [[2, 3, 4]]) { $0[0].permuted([2, 0, 1]) },
      Rule(name: "slices", shapes: [[4, 3]]) { $0[0].slices(1..<3) },
      Rule(name: "slice", shapes: [[4, 3]]) { $0[0].slice(3).slice(1) },
      Rule(name: "assemble", shapes: [[2], [2]]) {
        .assembling(
          Tensor($0[0].value.elements + [7, 8] + $0[1].value.elements + $0[0].value.elements, shape: [4, 2]),
          from: [(0, $0[0]), (4, $0[1]), (6, $0[0])])
      },
    ]
}
