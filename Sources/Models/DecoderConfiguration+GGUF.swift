import Formats
import Tensors

extension DecoderConfiguration {
  /// The families that can be run, by their GGUF names.
  package static let known = ["llama", "gemma3"]

  /// Reads the configuration of a GGUF file. Throws `FormatError` for missing keys and `ModelError` for values that
  /// make no sense.
  package init(_ file: GGUFFile) throws {
    let architecture = try file.text("general.architecture")
    guard Self.known.contains(architecture) else { throw ModelError.unknownArchitecture(architecture) }
    let isGemma = architecture == "gemma3"

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
      architecture: architecture, layers: layers, width: width,
      feedForwardWidth: try count("feed_forward_length"), heads: heads, keyValueHeads: keyValueHeads,
      headSize: headSize, vocabulary: try file.tensor("token_embd.weight").rows,
      contextLength: try count("context_length", most: 1 << 24),
      normEpsilon: Float(try file.number("\(architecture).attention.layer_norm_rms_epsilon")),
      rotaryBase: try file.number("\(architecture).rope.freq_base", default: isGemma ? 1_000_000 : 10_000),
      rotaryPairing: isGemma ? .halves : .neighbours, activation: isGemma ? .gelu : .silu)
    try checkRotation(of: file)
    if isGemma { try addGemma(file) }
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
    let window = try file.integer("gemma3.attention.sliding_window", default: 512)
    guard window > 0 else {
      throw ModelError.invalid(key: "gemma3.attention.sliding_window", problem: "is \(window), but should be positive")
    }
    sliding = SlidingLayers(window: window, period: 6, rotaryBase: 10_000)
  }
}
