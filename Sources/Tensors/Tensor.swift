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

extension Tensor {
  /// The parts of the outermost axis in `range`, [range × …], over the same storage. The tensor has an axis.
  package func slices(_ range: Range<Int>) -> Tensor {
    precondition(
      shape.rank > 0 && range.lowerBound >= 0 && range.upperBound <= shape[0], "a range of the outermost axis")
    let inner = Shape(Array(shape.sizes.dropFirst()))
    return Tensor(
      shape: Shape([range.count] + inner.sizes), storage: storage, offset: offset + range.lowerBound * inner.count)
  }

  /// The part of the outermost axis at `index`, without that axis, over the same storage.
  package func slice(_ index: Int) -> Tensor {
    slices(index..<index + 1).reshaped(Shape(Array(shape.sizes.dropFirst())))
  }
}

extension Tensor {
  /// FNV-1a (Fowler, Noll and Vo; 64 bits) of the number of axes and their sizes, 8 bytes each, and the elements' 4
  /// bytes, all little-endian: two tensors with one checksum almost certainly have the same bits. Every NaN counts as
  /// the same one.
  package var checksum: UInt64 {
    var hash = FNV1a()
    hash.add(UInt64(shape.rank))
    for size in shape.sizes { hash.add(UInt64(size)) }
    for i in 0..<count { hash.add(floats[i].isNaN ? 0x7FC0_0000 : floats[i].bitPattern) }
    return hash.value
  }
}

private struct FNV1a {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add<Bits: FixedWidthInteger>(_ bits: Bits) {
    for shift in stride(from: 0, to: Bits.bitWidth, by: 8) {
      value = (value ^ UInt64(truncatingIfNeeded: (bits >> Bits(shift)) & 0xFF)) &* 0x100_0000_01B3
    }
  }
}
