import Formats
import Tensors

/// What distinguishes one family of decoder-only transformers from another. One forward pass reads it.
package struct DecoderConfiguration: Equatable, Sendable {
  package let family: Family
  package var layers: Int
  /// The size of an embedding.
  package var width: Int
  package var feedForwardWidth: Int
  /// Heads of queries.
  package var heads: Int
  /// Heads of keys and values, shared by equal groups of query heads.
  package var keyValueHeads: Int
  package var headSize: Int
  package var vocabulary: Int
  /// The most positions the model was made for.
  package var contextLength: Int
  package var normEpsilon: Float

  package var rotaryBase: Double
  package var rotaryPairing: Rotary.Pairing
  /// What positions are divided by, 1 for none.
  package var rotaryScale = 1.0

  package var activation: Activation
  /// What embeddings are multiplied by on their way in.
  package var embeddingScale: Float = 1
  /// Whether queries and keys are normed head by head.
  package var normsQueriesAndKeys = false
  /// Whether what attention and feed-forward give is normed before it is added.
  package var normsOutputs = false
  /// Whether a norm multiplies by its weights and one, so that other programs store them less one, as Gemma's.
  package var normsAddOne = false
  package var sliding: SlidingLayers?

  /// A family of models that can be run, by its name in GGUF.
  package enum Family: String, CaseIterable, Sendable { case llama, gemma3 }

  /// The family's name as GGUF has it.
  package var architecture: String { family.rawValue }

  /// Layers that attend to the nearest positions only.
  package struct SlidingLayers: Equatable, Sendable {
    /// How many positions they attend to, the token's own among them.
    package var window: Int
    /// Every so many layers one is global; the others slide.
    package var period: Int
    /// The base of the sliding layers' rotation.
    package var rotaryBase: Double
  }

  /// The window of layer `layer`, or `nil` when it attends to all positions.
  package func window(ofLayer layer: Int) -> Int? {
    guard let sliding, (layer + 1) % sliding.period != 0 else { return nil }
    return sliding.window
  }
}

extension DecoderConfiguration {
  /// A Llama (Touvron and others 2023) of a shape; its vocabulary is set when there is one.
  package init(
    llamaOf layers: Int, width: Int, feedForwardWidth: Int, heads: Int, keyValueHeads: Int, contextLength: Int
  ) {
    self.init(
      family: .llama, layers: layers, width: width, feedForwardWidth: feedForwardWidth, heads: heads,
      keyValueHeads: keyValueHeads, headSize: width / heads, vocabulary: 0, contextLength: contextLength,
      normEpsilon: 1e-5, rotaryBase: 10_000, rotaryPairing: .neighbours, activation: .silu)
  }
}

extension DecoderConfiguration {
  /// Reads the configuration of a GGUF file. Throws `FormatError` for missing keys and `ModelError` for values that
  /// make no sense.
  package init(_ file: GGUFFile) throws {
    let architecture = try file.text("general.architecture")
    guard let family = Family(rawValue: architecture) else { throw ModelError.unknownArchitecture(architecture) }

    func count(_ key: String, default value: Int? = nil, most: Int = 1 << 20) throws -> Int {
      let key = "\(architecture).\(key)"
      let number = try file.integer(key, default: value)
      guard (1...most).contains(number) else {
        throw ModelError.invalid(key: key, problem: "is \(number), but should be from 1 to \(most)")
      }
      return number
    }
    let layers = try count("block_count", most: 1024)
    guard file.optionalTensor("blk.\(layers - 1).attn_q.weight") != nil else {
      throw ModelError.invalid(
        key: "\(architecture).block_count", problem: "is \(layers), but the file has fewer layers")
    }
    let (width, heads) = (try count("embedding_length"), try count("attention.head_count", most: 1024))
    let keyValueHeads = try count("attention.head_count_kv", default: heads, most: 1024)
    guard heads % keyValueHeads == 0 else {
      throw ModelError.invalid(
        key: "\(architecture).attention.head_count_kv",
        problem: "is \(keyValueHeads), which does not divide \(heads) heads")
    }
    let headSize = try count("attention.key_length", default: max(1, width / heads), most: 4096)
    guard headSize % 16 == 0 else {
      throw ModelError.invalid(
        key: "\(architecture).attention.key_length", problem: "is \(headSize), but heads are multiples of 16 here")
    }
    guard try count("rope.dimension_count", default: headSize) == headSize else {
      throw ModelError.invalid(
        key: "\(architecture).rope.dimension_count",
        problem: "leaves a part of a head unrotated, which can't be run yet")
    }
    self.init(
      family: family, layers: layers, width: width,
      feedForwardWidth: try count("feed_forward_length"), heads: heads, keyValueHeads: keyValueHeads,
      headSize: headSize, vocabulary: try file.tensor("token_embd.weight").rows,
      contextLength: try count("context_length", most: 1 << 24),
      normEpsilon: Float(try file.number("\(architecture).attention.layer_norm_rms_epsilon")),
      rotaryBase: try file.number("\(architecture).rope.freq_base", default: family.rotaryBase),
      rotaryPairing: family.rotaryPairing, activation: family.activation)
    try checkRotation(of: file)
    switch family {
    case .llama: break
    case .gemma3: try addGemma(file)
    }
  }

  private mutating func checkRotation(of file: GGUFFile) throws {
    guard rotaryBase.isFinite, rotaryBase > 1 else {
      throw ModelError.invalid(key: "\(architecture).rope.freq_base", problem: "should be a number above 1")
    }
    let key = "\(architecture).rope.scaling.type"
    switch try file.text(key, default: "none") {
    case "none": break
    case "linear": rotaryScale = try file.number("\(architecture).rope.scaling.factor", default: 1)
    case let other: throw ModelError.invalid(key: key, problem: "is '\(other)', which can't be run yet")
    }
    guard rotaryScale.isFinite, rotaryScale > 0 else {
      throw ModelError.invalid(key: "\(architecture).rope.scaling.factor", problem: "should be a positive number")
    }
  }

  /// Gemma 3 (technical report, 2025): scaled embeddings, norms on queries, keys and outputs, five sliding layers for
  /// each global one.
  private mutating func addGemma(_ file: GGUFFile) throws {
    embeddingScale = Float(width).squareRoot()
    normsQueriesAndKeys = true
    normsOutputs = true
    normsAddOne = true
    let key = "\(architecture).attention.sliding_window"
    let window = try file.integer(key, default: 512)
    guard window > 0 else {
      throw ModelError.invalid(key: key, problem: "is \(window), but should be positive")
    }
    sliding = SlidingLayers(window: window, period: 6, rotaryBase: 10_000)
  }
}

// What a GGUF file does not say of its family, or need not.
extension DecoderConfiguration.Family {
  fileprivate var rotaryBase: Double {
    switch self {
    case .llama: 10_000
    case .gemma3: 1_000_000
    }
  }

  fileprivate var rotaryPairing: Rotary.Pairing {
    switch self {
    case .llama: .neighbours
    case .gemma3: .halves
    }
  }

  fileprivate var activation: Activation {
    switch self {
    case .llama: .silu
    case .gemma3: .gelu
    }
  }
}
