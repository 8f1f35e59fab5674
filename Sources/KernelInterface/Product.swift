/// One matrix product, C = A · B, as the kernels see it: addresses and strides.
///
/// A has `rows` × `depth` floats. B is stored in rows of any element type and read in one of two ways: `byRows`, a
/// stored row is a column of the product (a layer's weights, [outputs × inputs]: C = A · Wᵀ), or not, a stored row is
/// a row of the product's right-hand side (C = A · W).
public struct Product {
  public var rows: Int
  public var depth: Int
  public var columns: Int

  /// A, row-major; `leftStride` in floats.
  public var left: UnsafePointer<Float>
  public var leftStride: Int
  /// The full tiles of A as `KernelSet.packLeft` lays them out.
  public var packedLeft: UnsafePointer<Float>

  public var right: UnsafeRawPointer
  public var rightType: ElementType
  public var rightRowBytes: Int
  public var byRows: Bool
  /// The stored rows once more as `KernelSet.interleave` lays them out, sixteen at a time, where that was done.
  public var interleavedRight: UnsafeRawPointer?

  /// C, row-major; `resultStride` in floats.
  public var result: UnsafeMutablePointer<Float>
  public var resultStride: Int

  public init(
    rows: Int, depth: Int, columns: Int,
    left: UnsafePointer<Float>, leftStride: Int, packedLeft: UnsafePointer<Float>,
    right: UnsafeRawPointer, rightType: ElementType, rightRowBytes: Int, byRows: Bool,
    interleavedRight: UnsafeRawPointer? = nil,
    result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    self.rows = rows
    self.depth = depth
    self.columns = columns
    self.left = left
    self.leftStride = leftStride
    self.packedLeft = packedLeft
    self.right = right
    self.rightType = rightType
    self.rightRowBytes = rightRowBytes
    self.byRows = byRows
    self.interleavedRight = interleavedRight
    self.result = result
    self.resultStride = resultStride
  }
}
