/// The kernels of one processor level. Every level computes the same bits.
///
/// Kernels work on addresses, allocate nothing and check nothing: shapes are checked by the tensors above them.
public struct KernelTable: Sendable {
  public typealias Floats = UnsafePointer<Float>
  public typealias MutableFloats = UnsafeMutablePointer<Float>
  public typealias MutableHalves = UnsafeMutablePointer<UInt16>

  /// `baseline`, `avx2` or `avx512`.
  public var name: String
  /// The rows of a full tile of a matrix product.
  public var tileRows: Int
  /// Floats of scratch memory that `multiplyColumns` needs.
  public var multiplyScratch: Int

  /// (A, stride, depth, first tile, tiles, packed): lays out full tiles of a product's left-hand side.
  public var packLeft: @Sendable (Floats, Int, Int, Int, Int, MutableFloats) -> Void
  /// (product, first column, columns, scratch): up to 64 columns of a product.
  public var multiplyColumns: @Sendable (UnsafePointer<Product>, Int, Int, MutableFloats) -> Void
  /// (element type, row, elements, y): a stored row as floats.
  public var decodeRow: @Sendable (UInt32, UnsafeRawPointer, Int, MutableFloats) -> Void
  /// (x, weights, ε, elements, y): RMS norm of a row.
  public var rmsNorm: @Sendable (Floats, Floats, Float, Int, MutableFloats) -> Void
  /// (x, elements, y): softmax of a row.
  public var softmaxRow: @Sendable (Floats, Int, MutableFloats) -> Void
  /// (x, elements, y): the largest element of a row and Σ e^(x − largest).
  public var largestAndSum: @Sendable (Floats, Int, MutableFloats) -> Void
  /// (GELU or SiLU, gate, up, elements, y): f(gate) · up.
  public var gate: @Sendable (Bool, Floats, Floats, Int, MutableFloats) -> Void
  /// (a, b, elements, y): a + b.
  public var add: @Sendable (Floats, Floats, Int, MutableFloats) -> Void
  /// (neighbours or halves, x, cosines, sines, pairs, y): rotary position of one head.
  public var rotate: @Sendable (Bool, Floats, Floats, Floats, Int, MutableFloats) -> Void
  /// (attention, query, spans, scores, y): attention of one query and head.
  public var attend:
    @Sendable (UnsafePointer<Attention>, Floats, UnsafePointer<Spans>, MutableFloats, MutableFloats) -> Void
  /// (GELU or SiLU, gate, up, dy, elements, d gate, d up): `gate` backward.
  public var gateBackward: @Sendable (Bool, Floats, Floats, Floats, Int, MutableFloats, MutableFloats) -> Void
  /// (factor, x, elements, y): y += factor · x.
  public var accumulate: @Sendable (Float, Floats, Int, MutableFloats) -> Void
  /// (x, elements, target, factor, y): (softmax(x) − one at the target) · factor.
  public var crossEntropyBackward: @Sendable (Floats, Int, Int, Float, MutableFloats) -> Void
  /// (attention, gradients, query, dy, spans, scratch, d query): `attend` backward.
  public var attendBackward:
    @Sendable (
      UnsafePointer<Attention>, UnsafePointer<AttentionBackward>, Floats, Floats, UnsafePointer<Spans>, MutableFloats,
      MutableFloats
    ) -> Void
  /// (weights, gradient, m, v, elements, step): one AdamW step.
  public var adamW: @Sendable (MutableFloats, Floats, MutableFloats, MutableFloats, Int, Floats) -> Void
  /// (weights, gradient, m, v, elements, step, noise): one AdamW step with m and v in bfloat16, rounded by chance.
  public var adamWBrief: @Sendable (MutableFloats, Floats, MutableHalves, MutableHalves, Int, Floats, UInt32) -> Void
  /// (a, b, elements): Σ a b.
  public var dot: @Sendable (Floats, Floats, Int) -> Float
  /// (x, weights, ε, dy, elements, dx): RMS norm backward; gives 1/√(mean(x²) + ε).
  public var rmsNormBackward: @Sendable (Floats, Floats, Float, Floats, Int, MutableFloats) -> Float

  public init(
    name: String, tileRows: Int, multiplyScratch: Int,
    packLeft: @escaping @Sendable (Floats, Int, Int, Int, Int, MutableFloats) -> Void,
    multiplyColumns: @escaping @Sendable (UnsafePointer<Product>, Int, Int, MutableFloats) -> Void,
    decodeRow: @escaping @Sendable (UInt32, UnsafeRawPointer, Int, MutableFloats) -> Void,
    rmsNorm: @escaping @Sendable (Floats, Floats, Float, Int, MutableFloats) -> Void,
    softmaxRow: @escaping @Sendable (Floats, Int, MutableFloats) -> Void,
    largestAndSum: @escaping @Sendable (Floats, Int, MutableFloats) -> Void,
    gate: @escaping @Sendable (Bool, Floats, Floats, Int, MutableFloats) -> Void,
    add: @escaping @Sendable (Floats, Floats, Int, MutableFloats) -> Void,
    rotate: @escaping @Sendable (Bool, Floats, Floats, Floats, Int, MutableFloats) -> Void,
    attend:
      @escaping @Sendable (UnsafePointer<Attention>, Floats, UnsafePointer<Spans>, MutableFloats, MutableFloats) -> Void,
    gateBackward: @escaping @Sendable (Bool, Floats, Floats, Floats, Int, MutableFloats, MutableFloats) -> Void,
    accumulate: @escaping @Sendable (Float, Floats, Int, MutableFloats) -> Void,
    crossEntropyBackward: @escaping @Sendable (Floats, Int, Int, Float, MutableFloats) -> Void,
    attendBackward:
      @escaping @Sendable (
        UnsafePointer<Attention>, UnsafePointer<AttentionBackward>, Floats, Floats, UnsafePointer<Spans>, MutableFloats,
        MutableFloats
      ) -> Void,
    adamW: @escaping @Sendable (MutableFloats, Floats, MutableFloats, MutableFloats, Int, Floats) -> Void,
    adamWBrief:
      @escaping @Sendable (MutableFloats, Floats, MutableHalves, MutableHalves, Int, Floats, UInt32) -> Void,
    dot: @escaping @Sendable (Floats, Floats, Int) -> Float,
    rmsNormBackward: @escaping @Sendable (Floats, Floats, Float, Floats, Int, MutableFloats) -> Float
  ) {
    self.name = name
    self.tileRows = tileRows
    self.multiplyScratch = multiplyScratch
    self.packLeft = packLeft
    self.multiplyColumns = multiplyColumns
    self.decodeRow = decodeRow
    self.rmsNorm = rmsNorm
    self.softmaxRow = softmaxRow
    self.largestAndSum = largestAndSum
    self.gate = gate
    self.add = add
    self.rotate = rotate
    self.attend = attend
    self.gateBackward = gateBackward
    self.accumulate = accumulate
    self.crossEntropyBackward = crossEntropyBackward
    self.attendBackward = attendBackward
    self.adamW = adamW
    self.adamWBrief = adamWBrief
    self.dot = dot
    self.rmsNormBackward = rmsNormBackward
  }
}
