import Tensors
import Testing

/// Stored numbers are read as the format's own library reads them, by every reader that the kernels have.
struct DecodingTests {
  @Test(arguments: ElementType.allCases, Engine.kernelSets)
  func rowsDecode(_ type: ElementType, _ engine: Engine) throws {
    let (weights, values) = try StoredRows.fixture(type).matrix(rows: 3, columns: 512, step: 512 / type.blockElements)
    let decoded = engine.run { weights.decoded(rows: [0, 1, 2]) }
    #expect(decoded.shape == [3, 512])
    #expect(difference(decoded.elements, values) == nil)
  }

  @Test func rowsDecodeInAnyOrder() throws {
    let (weights, values) = try StoredRows.fixture(.q4_K).matrix(rows: 5, columns: 256)
    let decoded = weights.decoded(rows: [4, 0, 4])
    #expect(difference(decoded.elements, [4, 0, 4].flatMap { values[$0 * 256..<($0 + 1) * 256] }) == nil)
    #expect(weights.decoded(rows: []).elements.isEmpty)
  }

  /// Rows of types without blocks end anywhere.
  @Test(arguments: [ElementType.f32, .f16, .bf16], [1, 31, 33, 100])
  func plainRowsEndAnywhere(_ type: ElementType, _ columns: Int) throws {
    let (weights, values) = try StoredRows.fixture(type).matrix(rows: 2, columns: columns, step: 13)
    for engine in Engine.kernelSets {
      #expect(difference(engine.run { weights.decoded(rows: [0, 1]) }.elements, values) == nil)
    }
  }

  /// Products read a row a lane, 64 rows at a time for a single left-hand row, 16 for several, and what is left over in
  /// another way. By unit vectors they give the numbers that they read.
  @Test(arguments: ElementType.allCases, Engine.kernelSets)
  func productsReadTheSameNumbers(_ type: ElementType, _ engine: Engine) throws {
    let (inputs, outputs) = (256, 64 + 16 + 3)
    let (weights, values) = try StoredRows.fixture(type).matrix(rows: outputs, columns: inputs)
    var identity = [Float](repeating: 0, count: inputs * inputs)
    for i in 0..<inputs { identity[i * inputs + i] = 1 }
    let unitVectors = Tensor(identity, shape: [inputs, inputs])
    // A sum that starts at zero turns −0 into 0.
    let expected = (0..<inputs).flatMap { i in (0..<outputs).map { values[$0 * inputs + i] + 0 } }

    let together = engine.run { unitVectors.multiplied(byTransposeOf: weights) }
    #expect(difference(together.elements, expected) == nil)
    let oneByOne = engine.run {
      (0..<inputs).flatMap { unitVectors.rows($0..<$0 + 1).multiplied(byTransposeOf: weights).elements }
    }
    #expect(difference(oneByOne, expected) == nil)
  }

  /// The same for X · W, which reads stored rows as rows.
  @Test(arguments: ElementType.allCases, Engine.kernelSets)
  func productsWithRowsReadTheSameNumbers(_ type: ElementType, _ engine: Engine) throws {
    let (outputs, inputs) = (7, 256)
    let (weights, values) = try StoredRows.fixture(type).matrix(rows: outputs, columns: inputs)
    var identity = [Float](repeating: 0, count: outputs * outputs)
    for i in 0..<outputs { identity[i * outputs + i] = 1 }
    let product = engine.run { Tensor(identity, shape: [outputs, outputs]).multiplied(by: weights) }
    #expect(difference(product.elements, values.map { $0 + 0 }) == nil)
  }
}
