/// The keys and values of one head, as the kernels see them.
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
  /// Where positive, a product p, so multiplied, becomes cap · tanh(p / cap).
  public var cap: Float

  public init(
    keys: UnsafePointer<Float>, keyBlockStride: Int, values: UnsafePointer<Float>, valueStride: Int, size: Int,
    scale: Float, cap: Float = 0
  ) {
    self.keys = keys
    self.keyBlockStride = keyBlockStride
    self.values = values
    self.valueStride = valueStride
    self.size = size
    self.scale = scale
    self.cap = cap
  }
}

/// The positions that a query attends to: two runs of them, the first one possibly empty. An example in a packed
/// batch attends to a prefix that all examples share, and to its own tokens.
public struct Spans {
  public var prefix: Range<Int>
  public var own: Range<Int>

  public init(prefix: Range<Int> = 0..<0, own: Range<Int>) {
    self.prefix = prefix
    self.own = own
  }

  /// The number of scores that a kernel writes: whole blocks of sixteen for each run.
  public var scoreCount: Int { Self.blocks(prefix).count * 16 + Self.blocks(own).count * 16 }

  /// The blocks of sixteen positions that hold a run.
  @inlinable public static func blocks(_ run: Range<Int>) -> Range<Int> {
    run.isEmpty ? 0..<0 : run.lowerBound >> 4..<(run.upperBound + 15) >> 4
  }
}

/// Queries of neighbouring rows, and in each row of neighbouring heads, that all attend to the same key-value head.
///
/// Head h of row r has its query at `queries[r * stride + h * size]` and its output at the same place in `outputs`.
public struct AttentionQueries {
  public var queries: UnsafePointer<Float>
  public var outputs: UnsafeMutablePointer<Float>
  public var stride: Int
  public var heads: Int
  /// What each row attends to.
  public var spans: UnsafeBufferPointer<Spans>

  public init(
    queries: UnsafePointer<Float>, outputs: UnsafeMutablePointer<Float>, stride: Int, heads: Int,
    spans: UnsafeBufferPointer<Spans>
  ) {
    self.queries = queries
    self.outputs = outputs
    self.stride = stride
    self.heads = heads
    self.spans = spans
  }

  public var count: Int { spans.count * heads }
}

/// What attention backward needs beside `Attention`: values in blocks, keys in rows, and where gradients are added,
/// in rows of `Attention.valueStride`.
public struct AttentionBackward {
  public var valueBlocks: UnsafePointer<Float>
  public var keyRows: UnsafePointer<Float>
  public var keyGradients: UnsafeMutablePointer<Float>
  public var valueGradients: UnsafeMutablePointer<Float>
  /// The same for the prefix, which several threads may add to, each in memory of its own.
  public var prefixKeyGradients: UnsafeMutablePointer<Float>
  public var prefixValueGradients: UnsafeMutablePointer<Float>

  public init(
    valueBlocks: UnsafePointer<Float>, keyRows: UnsafePointer<Float>, keyGradients: UnsafeMutablePointer<Float>,
    valueGradients: UnsafeMutablePointer<Float>, prefixKeyGradients: UnsafeMutablePointer<Float>,
    prefixValueGradients: UnsafeMutablePointer<Float>
  ) {
    self.valueBlocks = valueBlocks
    self.keyRows = keyRows
    self.keyGradients = keyGradients
    self.valueGradients = valueGradients
    self.prefixKeyGradients = prefixKeyGradients
    self.prefixValueGradients = prefixValueGradients
  }
}
