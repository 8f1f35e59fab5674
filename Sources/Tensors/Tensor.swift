/// Floats in a shape, row-major and contiguous. A value: changing one never changes another that shares its storage.
package struct Tensor: Sendable {
  package let shape: Shape
  package private(set) var storage: Storage
  /// Where in the storage the first element stands.
  private(set) var offset: Int

  /// A view of `storage` from `offset` on; the storage must hold that many elements.
  package init(shape: Shape, storage: Storage, offset: Int = 0) {
    precondition(offset >= 0 && offset + shape.count <= storage.count, "a view reaches past its storage")
    self.shape = shape
    self.storage = storage
    self.offset = offset
  }

  /// A tensor whose elements `fill` writes: it gets the address of `shape.count` floats of arbitrary content.
  package init(shape: Shape, fill: (UnsafeMutablePointer<Float>) -> Void) {
    let storage = Storage(uninitialized: shape.count)
    fill(storage.floats)
    self.init(shape: shape, storage: storage)
  }

  /// The elements in order; there must be as many as the shape holds.
  package init(_ elements: [Float], shape: Shape) {
    precondition(elements.count == shape.count, "as many elements as the shape holds")
    self.init(shape: shape) { floats in
      elements.withUnsafeBufferPointer { floats.update(from: $0.baseAddress!, count: $0.count) }
    }
  }

  package init(_ elements: [Float]) { self.init(elements, shape: [elements.count]) }
  package init(_ number: Float) { self.init([number], shape: []) }

  package init(repeating number: Float, shape: Shape) {
    self.init(shape: shape) { $0.update(repeating: number, count: shape.count) }
  }

  package var count: Int { shape.count }
  /// The innermost size.
  package var columns: Int { shape.columns }
  /// How many rows of `columns` elements there are.
  package var rows: Int { shape.rows }

  /// The address of the first element, alive as long as the storage.
  package var floats: UnsafePointer<Float> { UnsafePointer(storage.floats + offset) }

  /// All elements in order.
  package var elements: [Float] { Array(UnsafeBufferPointer(start: floats, count: count)) }

  /// The single element of a tensor with one.
  package var number: Float { floats[0] }

  package subscript(row: Int, column: Int) -> Float { floats[row * columns + column] }

  /// The same elements in another shape with as many.
  package func reshaped(_ shape: Shape) -> Tensor {
    precondition(shape.count == count, "a reshape keeps the number of elements")
    return Tensor(shape: shape, storage: storage, offset: offset)
  }

  /// Rows `range` as a tensor [rows × columns] over the same storage.
  package func rows(_ range: Range<Int>) -> Tensor {
    Tensor(shape: [range.count, columns], storage: storage, offset: offset + range.lowerBound * columns)
  }

  /// Lets `body` change the elements in place. They are copied first where anything else can see them: another
  /// tensor, or a matrix made of this one.
  mutating func modify(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    if !isKnownUniquelyReferenced(&storage) {
      let copy = Storage(uninitialized: count)
      copy.floats.update(from: floats, count: count)
      (storage, offset) = (copy, 0)
    }
    body(storage.floats + offset)
  }
}
