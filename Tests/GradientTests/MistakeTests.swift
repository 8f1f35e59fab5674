import Tensors
import Testing

@testable import Gradients

/// A mistake in an operation's backward ends the process: never a gradient of zeros.
struct MistakeTests {
  /// A sum of squares whose backward is made by a programmer who errs.
  private static func broken(_ pullback: @escaping @Sendable (Tensor) -> [Tensor?]) {
    let leaf = Variable.leaf(Tensor([1, 2, 3]))
    let loss = Variable(
      Tensor(Float(leaf.value.sumOfSquares())), operation: "squares", inputs: [leaf], pullback: pullback)
    _ = gradients(of: loss, for: [leaf])
  }

  @Test func aGradientOfAnotherShapeTraps() async {
    await #expect(processExitsWith: .failure) { MistakeTests.broken { dy in [dy] } }
  }

  @Test func aMissingGradientTraps() async {
    await #expect(processExitsWith: .failure) { MistakeTests.broken { _ in [nil] } }
    await #expect(processExitsWith: .failure) { MistakeTests.broken { _ in [] } }
  }

  @Test func shapesThatDoNotFitInABackwardTrap() async {
    await #expect(processExitsWith: .failure) { MistakeTests.broken { dy in [Tensor([1, 2]) * Tensor([1, 2, 3])] } }
    await #expect(processExitsWith: .failure) { MistakeTests.broken { dy in [Tensor([1, 2]) - Tensor([1, 2, 3])] } }
  }

  @Test func theSentenceNamesTheOperationAndTheShapes() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        MistakeTests.broken { _ in [Tensor([1, 2], shape: [2, 1])] }
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(
      text.contains(
        "the backward of squares should give input 1, of 3, a gradient of its shape, but gives it one of 2 × 1"))
  }
}
