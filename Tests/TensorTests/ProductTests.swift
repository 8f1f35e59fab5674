import Tensors
import Testing

/// Products equal a plain chain of fused products bit for bit, whatever the shape, the element type, the kernels and
/// the threads.
struct ProductTests {
  /// Tiles have 12 or 6 rows and 4 or 1 beside them.
  static let rowCounts = [1, 3, 4, 5, 6, 12, 13, 25, 37]
  static let mostRows = 37

  /// Depths and columns of products with stored rows of a type: whole blocks along a stored row.
  struct Sizes: Sendable {
    let depths: [Int]
    let columns: [Int]

    static let anywhere = ([1, 31, 32, 33, 100, 512, 513, 1100], [1, 15, 16, 31, 32, 33, 64, 65, 100, 200])

    static func alongRows(_ type: ElementType) -> [Int]? {
      switch type.blockElements {
      case 1: nil
      case 32: [32, 64, 96, 512, 544, 1088]
      default: [256, 512, 1024]
      }
    }

    static func byTranspose(_ type: ElementType) -> Sizes {
      Sizes(depths: alongRows(type) ?? anywhere.0, columns: anywhere.1)
    }

    static func byRows(_ type: ElementType) -> Sizes {
      Sizes(depths: anywhere.0, columns: (alongRows(type) ?? anywhere.1).filter { $0 <= 256 })
    }

    var deepest: Int { depths[depths.count - 1] }
    var widest: Int { columns[columns.count - 1] }
  }

  /// Activations [37 × depth] of ordinary size.
  private static func activations(_ depth: Int) -> Tensor {
    var random = SeededGenerator(seed: 11)
    return Tensor((0..<mostRows * depth).map { _ in Float(random.uniform() * 2 - 1) }, shape: [mostRows, depth])
  }

  /// The first columns of the first rows, as a tensor of its own.
  private static func part(_ x: Tensor, rows: Int, columns: Int) -> Tensor {
    let elements = x.elements
    let kept = (0..<rows).flatMap { elements[$0 * x.columns..<$0 * x.columns + columns] }
    return Tensor(kept, shape: [rows, columns])
  }

  @Test(arguments: ElementType.allCases)
  func byTranspose(_ type: ElementType) throws {
    let sizes = Sizes.byTranspose(type)
    let stored = try StoredRows.ordinary(type)
    let x = Self.activations(sizes.deepest)
    let (_, values) = stored.matrix(rows: sizes.widest, columns: sizes.deepest, step: 5)
    let chains = Chains(
      x, values, depthStride: 1, columnStride: sizes.deepest, columns: sizes.widest, depths: sizes.depths)
    for depth in sizes.depths {
      let left = Self.part(x, rows: Self.mostRows, columns: depth)
      for columns in sizes.columns {
        let (weights, _) = stored.matrix(rows: columns, columns: depth, step: 5)
        for rows in Self.rowCounts {
          let expected = chains.result(rows: rows, depth: depth, columns: columns)
          for engine in Engine.kernelSets {
            let product = engine.run { left.rows(0..<rows).multiplied(byTransposeOf: weights) }
            let found = difference(product.elements, expected)
            #expect(found == nil, "\(rows) × \(depth) × \(columns), \(engine.testDescription)")
          }
        }
      }
    }
  }

  @Test(arguments: ElementType.allCases)
  func byRows(_ type: ElementType) throws {
    let sizes = Sizes.byRows(type)
    let stored = try StoredRows.ordinary(type)
    let x = Self.activations(sizes.deepest)
    let (_, values) = stored.matrix(rows: sizes.deepest, columns: sizes.widest, step: 5)
    let chains = Chains(
      x, values, depthStride: sizes.widest, columnStride: 1, columns: sizes.widest, depths: sizes.depths)
    for depth in sizes.depths {
      let left = Self.part(x, rows: Self.mostRows, columns: depth)
      for columns in sizes.columns {
        let (weights, _) = stored.matrix(rows: depth, columns: columns, step: 5)
        for rows in Self.rowCounts {
          let expected = chains.result(rows: rows, depth: depth, columns: columns)
          for engine in Engine.kernelSets {
            let product = engine.run { left.rows(0..<rows).multiplied(by: weights) }
            let found = difference(product.elements, expected)
            #expect(found == nil, "\(rows) × \(depth) × \(columns), \(engine.testDescription)")
          }
        }
      }
    }
  }

  /// Threads share out columns; several matrices go out at once.
  @Test(arguments: ElementType.allCases)
  func threadsChangeNothing(_ type: ElementType) throws {
    let stored = try StoredRows.ordinary(type)
    let x = Self.activations(512)
    let matrices = [200, 1, 64].map { stored.matrix(rows: $0, columns: 512).weights }
    let across = stored.matrix(rows: 512, columns: 256).weights
    for rows in [1, 7, 37] {
      let results = Engine.all.map { engine in
        engine.run {
          let left = x.rows(0..<rows)
          return (left.multiplied(byTransposesOf: matrices) + [left.multiplied(by: across)]).map(\.elements)
        }
      }
      for (engine, result) in zip(Engine.all, results) {
        for (actual, expected) in zip(result, results[0]) {
          #expect(difference(actual, expected) == nil, "\(engine.testDescription)")
        }
      }
    }
  }

  /// A token alone gives what it gives within a prompt.
  @Test(arguments: ElementType.allCases, Engine.kernelSets)
  func aRowAloneEqualsTheRowAmongMany(_ type: ElementType, _ engine: Engine) throws {
    let x = Self.activations(512)
    let weights = try StoredRows.ordinary(type).matrix(rows: 100, columns: 512).weights
    engine.run {
      let many = x.multiplied(byTransposeOf: weights)
      for row in [0, 7, 36] {
        let alone = x.rows(row..<row + 1).multiplied(byTransposeOf: weights)
        #expect(difference(alone.elements, many.rows(row..<row + 1).elements) == nil)
      }
    }
  }

  @Test func noRowsGiveNone() throws {
    let weights = try StoredRows.ordinary(.q8_0).matrix(rows: 4, columns: 32).weights
    #expect(Tensor([], shape: [0, 32]).multiplied(byTransposeOf: weights).shape == [0, 4])
  }
}
