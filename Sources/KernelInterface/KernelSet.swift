/// The kernels of one processor level. Every level computes the same bits.
///
/// Kernels work on addresses, allocate nothing and check nothing: shapes are checked by the tensors above them. One
/// set is chosen at start, and a call is one indirect call. `y`, `dx` and the like are where results go; they may be
/// the same memory as the input that stands element by element beside them.
public protocol KernelSet: Sendable {
  typealias Floats = UnsafePointer<Float>
  typealias MutableFloats = UnsafeMutablePointer<Float>

  /// `baseline`, `avx2` or `avx512`; `neon` on Arm.
  static var name: String { get }

  // MARK: Products

  /// The rows of a full tile of a matrix product.
  static var tileRows: Int { get }
  /// Floats of scratch memory that `multiplyColumns` needs.
  static var multiplyScratch: Int { get }

  /// Lays out a full tile of a product's left-hand side, whose rows are `stride` floats apart: the elements that
  /// `tileRows` rows have at one depth stand together. Tiles are `tileRows · depth` floats apart in `packed`.
  static func packLeft(_ left: Floats, stride: Int, depth: Int, tile: Int, into packed: MutableFloats)

  /// Columns `first ..< first + count` of a product, `first` a multiple of 32: any number of them for a single row, at
  /// most 64 for more.
  static func multiplyColumns(of product: UnsafePointer<Product>, first: Int, count: Int, scratch: MutableFloats)

  /// The first `count` elements of a stored row as floats; for a type with blocks, whole blocks.
  static func decodeRow(_ row: UnsafeRawPointer, type: ElementType, count: Int, into y: MutableFloats)

  /// Lays out sixteen stored rows of a type with blocks, `rowBytes` apart, for products with a single row: what stands at
  /// byte b of a block, a word or half a word, stands for all sixteen rows side by side from byte 16 · b on. As many
  /// bytes as the rows have.
  static func interleave(
    _ rows: UnsafeRawPointer, rowBytes: Int, type: ElementType, into interleaved: UnsafeMutableRawPointer)

  // MARK: Rows of `count` elements

  /// y = a + b.
  static func add(_ a: Floats, _ b: Floats, count: Int, into y: MutableFloats)
  /// y += factor · x.
  static func accumulate(_ x: Floats, times factor: Float, count: Int, into y: MutableFloats)
  /// Σ aᵢ bᵢ.
  static func dot(_ a: Floats, _ b: Floats, count: Int) -> Float
  /// Whether no element is infinite or NaN.
  static func isFinite(_ x: Floats, count: Int) -> Bool

  /// RMS norm of a row: yᵢ = xᵢ / √(mean(x²) + ε) · wᵢ.
  static func rmsNorm(_ x: Floats, weights: Floats, epsilon: Float, count: Int, into y: MutableFloats)
  /// RMS norm backward: the gradient of x. Returns s = 1/√(mean(x²) + ε), which that of the weights needs: dw = dy x s.
  static func rmsNormBackward(
    _ x: Floats, weights: Floats, epsilon: Float, dy: Floats, count: Int, into dx: MutableFloats
  ) -> Float

  /// Softmax of a row.
  static func softmax(_ x: Floats, count: Int, into y: MutableFloats)
  /// The largest element of a row and Σ e^(x − largest).
  static func largestAndSum(_ x: Floats, count: Int) -> (largest: Float, sum: Float)
  /// The gradient of cross-entropy with respect to a row of logits: (softmax(x) − one at the target) · factor.
  static func crossEntropyBackward(_ x: Floats, target: Int, factor: Float, count: Int, into dx: MutableFloats)

  /// f(gate) · up, f being an activation.
  static func gate(_ gate: Floats, up: Floats, activation: Activation, count: Int, into y: MutableFloats)
  /// `gate` backward: d gate = dy · up · f′(gate), d up = dy · f(gate).
  static func gateBackward(
    _ gate: Floats, up: Floats, activation: Activation, dy: Floats, count: Int, intoGate dGate: MutableFloats,
    intoUp dUp: MutableFloats)

  // MARK: Heads

  /// Rotary position of one head of `pairs` pairs, each with its cosine and sine.
  static func rotate(
    _ x: Floats, pairing: RotaryPairing, cosines: Floats, sines: Floats, pairs: Int, into y: MutableFloats)

  /// How many queries are best computed together.
  static var attentionQueries: Int { get }
  /// Floats of scratch memory that `attend` needs for so many queries, each to at most `positions` positions.
  static func attentionScratch(queries: Int, size: Int, positions: Int) -> Int

  /// Attention of several queries: y = Σ softmax(scale · q·k) v.
  static func attend(
    _ queries: UnsafePointer<AttentionQueries>, to attention: UnsafePointer<Attention>, scratch: MutableFloats)

  /// `attend` backward: the query's gradient is written, those of keys and values are added to where `backward` says;
  /// `scratch` has room for three times `Spans.scoreCount` floats.
  static func attendBackward(
    _ query: Floats, to attention: UnsafePointer<Attention>, over spans: UnsafePointer<Spans>,
    backward: UnsafePointer<AttentionBackward>, dy: Floats, scratch: MutableFloats, into dQuery: MutableFloats)

  // MARK: Optimising

  /// One AdamW step of `count` weights.
  static func adamW(
    _ weights: MutableFloats, gradient: Floats, m: MutableFloats, v: MutableFloats, count: Int, step: AdamWStep)

  /// One AdamW step with m and v in bfloat16, rounded stochastically. `noise` numbers the first element, and so chooses
  /// the random bits.
  static func adamWBFloat16(
    _ weights: MutableFloats, gradient: Floats, m: UnsafeMutablePointer<UInt16>, v: UnsafeMutablePointer<UInt16>,
    count: Int, step: AdamWStep, noise: UInt32)
}

/// The activation function of a gated feed-forward.
public enum Activation: Sendable {
  /// x · sigmoid(x).
  case silu
  /// The "tanh" form of GELU.
  case gelu
}

/// How a head's elements pair up for rotary positions.
public enum RotaryPairing: Sendable {
  /// (2i, 2i + 1), as Llama's GGUF files order them.
  case neighbours
  /// (i, i + size / 2).
  case halves
}

/// The numbers of one AdamW step (Loshchilov and Hutter 2019), in which m and v follow the gradient g and its square:
/// w −= rate · (m̂ / (√v̂ + ε) + decay · w).
public struct AdamWStep: Equatable, Sendable {
  public var rate: Float
  public var beta1: Float
  public var beta2: Float
  public var epsilon: Float
  public var decay: Float
  /// 1 / (1 − β₁ᵗ), which makes m̂ of m in step t.
  public var correction1: Float
  /// 1 / (1 − β₂ᵗ), which makes v̂ of v.
  public var correction2: Float
  /// What the gradient is multiplied by first.
  public var gradientFactor: Float

  public init(
    rate: Float, beta1: Float, beta2: Float, epsilon: Float, decay: Float, correction1: Float, correction2: Float,
    gradientFactor: Float
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    self.correction1 = correction1
    self.correction2 = correction2
    self.gradientFactor = gradientFactor
  }
}
