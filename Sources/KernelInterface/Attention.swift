/// What one query of one head attends to, as the kernel sees it.
///
/// Keys stand in blocks of sixteen positions, a position a lane: element d of the key at position p is at
/// `keys[(p / 16) * keyBlockStride + d * 16 + p % 16]`. Values stand a position a row: `values[p * valueStride + d]`.
public struct Attention {
  public var keys: UnsafePointer<Float>
  public var keyBlockStride: Int
  public var values: UnsafePointer<Float>
  public var valueStride: Int
  /// The size of a head, a multiple of 16.
  public var size: Int
  /// What the products of query and key are multiplied by before the softmax.
  public var scale: Float

  public init(
    keys: UnsafePointer<Float>, keyBlockStride: Int, values: UnsafePointer<Float>, valueStride: Int, size: Int,
    scale: Float
  ) {
    self.keys = keys
    self.keyBlockStride = keyBlockStride
    self.values = values
    self.valueStride = valueStride
    self.size = size
    self.scale = scale
  }
}
