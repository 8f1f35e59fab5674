import Synchronization
import Tensors
import Testing

@testable import Gradients

/// How gradients are summed on the way back.
struct GradientSumTests {
  private static func sum(_ x: Variable) -> Variable {
    let ones = WeightMatrix(Tensor(repeating: 1, shape: [1, x.value.count]))
    return x.reshaped([1, x.value.count]).multiplied(byTransposeOf: .frozen(ones))
  }

  /// Sums grow in place, but never one that is seen as another gradient too.
  @Test func sumsDoNotTouchEachOther() {
    let (a, b) = (Variable.leaf(Tensor([1, 2])), Variable.leaf(Tensor([3, 4])))
    let y = a.added(to: b)
    let z = y.added(to: a).added(to: y.reshaped([2]))
    let found = gradients(of: Self.sum(z), for: [a, b, y, z])
    #expect(found.map(\.elements) == [[3, 3], [2, 2], [2, 2], [1, 1]])
    #expect(a.value.elements == [1, 2] && b.value.elements == [3, 4])
  }

  @Test(arguments: [true, false]) func rowsAreAddedToAMatrixInUse(isRowsFirst: Bool) {
    let matrix = Variable.leaf(Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2]))
    let rows = Self.sum(matrix.rows(at: [2, 0, 2]))
    let all = Self.sum(matrix)
    let found = gradients(of: isRowsFirst ? rows.added(to: all) : all.added(to: rows), for: [matrix])
    #expect(found[0].elements == [2, 2, 1, 1, 3, 3])
  }

  /// Steps above each other that note on the way back how many of them still keep something.
  private final class Steps: Sendable {
    private final class Kept: Sendable {
      let steps: Steps
      init(_ steps: Steps) {
        self.steps = steps
        steps.keeping.add(1, ordering: .relaxed)
      }
      deinit { steps.keeping.subtract(1, ordering: .relaxed) }
    }

    let keeping = Atomic(0)
    let notes = Mutex<[Int]>([])

    func chain(on leaf: Variable) -> Variable {
      (0..<3).reduce(leaf) { x, _ in
        let kept = Kept(self)
        return Variable(x.value, inputs: [x]) { dy in
          kept.steps.notes.withLock { $0.append(kept.steps.keeping.load(ordering: .relaxed)) }
          return [dy]
        }
      }
    }
  }

  /// Memory for gradients grows while that for the forward pass shrinks.
  @Test func aStepThatHasServedIsLetGo() {
    let leaf = Variable.leaf(Tensor(1))
    let steps = Steps()
    #expect(gradients(of: steps.chain(on: leaf), for: [leaf])[0].number == 1)
    #expect(steps.notes.withLock { $0 } == [3, 2, 1])
  }

  @Test func canBeGivenUpBeforeEachStep() {
    struct Stop: Error {}
    let leaf = Variable.leaf(Tensor([1, 2]))
    func loss() -> Variable { Self.sum(leaf.added(to: leaf).scaled(by: 2)) }
    var looks = 0
    #expect(gradients(of: loss(), for: [leaf], check: { looks += 1 })[0].elements == [4, 4])
    #expect(looks == 5)
    for last in 0..<looks {
      var left = last
      #expect(throws: Stop.self) {
        try gradients(of: loss(), for: [leaf]) { if left == 0 { throw Stop() } else { left -= 1 } }
      }
    }
  }

  /// Cross-entropy a few rows at a time is that of all rows.
  @Test(arguments: [1, 40, 64, 1000]) func crossEntropyInPieces(_ logitsAtOnce: Int) {
    var generator = SeededGenerator(seed: 5)
    func random(_ shape: Shape) -> Variable {
      .leaf(Tensor((0..<shape.count).map { _ in Float(generator.normal()) }, shape: shape))
    }
    let (x, weights) = (random([21, 6]), random([16, 6]))
    let targets = (0..<21).map { $0 * 5 % 16 }
    let whole = x.crossEntropy(weights: .learned(weights), targets: targets)
    let pieces = x.crossEntropy(
      weights: .learned(weights), targets: targets, logitsAtOnce: logitsAtOnce, check: {})
    #expect(pieces.value.number == whole.value.number)
    let (found, expected) = (gradients(of: pieces, for: [x, weights]), gradients(of: whole, for: [x, weights]))
    #expect(found[0].elements == expected[0].elements)
    #expect(zip(found[1].elements, expected[1].elements).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
