import Formats
import Tensors

extension DecoderConfiguration {
  /// Tensors of a GGUF file that say how positions are rotated.
  static let rotaryTensors: Set = ["rope_freqs.weight", "rope_factors_short.weight", "rope_factors_long.weight"]

  /// Reads the configuration of a GGUF file. Throws `FormatError` for missing keys and `ModelError` for values that
  /// make no sense, and for keys that nothing here reads.
  package init(_ file: GGUFFile) throws {
    let type = try file.text("general.type", default: "model")
    guard type == "model" else {
      throw ModelError.invalid(key: "general.type", problem: "is '\(type)', but a whole model is needed")
    }
    let parts = try file.integer("split.count", default: 1)
    guard parts <= 1 else {
      throw ModelError.invalid(
        key: "split.count", problem: "says that this is one of \(parts) files; join them: llama-gguf-split --merge")
    }
    let architecture = try file.text("general.architecture")
    guard let family = ModelFamily.all.first(where: { $0.isInGGUF && $0.name == architecture }) else {
      throw ModelError.unknownArchitecture(architecture)
    }
    let d = ModelDescription(file, architecture: architecture)
    var keys = DescriptionKeys.gguf
    if family == .gpt2 { keys.normEpsilon = "attention.layer_norm_epsilon" }
    try self.init(
      family, d, keys, vocabulary: try file.tensor("token_embd.weight").rows, pairing: family.pairing)
    guard file.optionalTensor(family.namesInGGUF.name(of: .projection(.query, layer: layers - 1))) != nil else {
      throw d.invalid(keys.layers, "is \(layers), but the file has fewer layers")
    }
    guard try d.count("attention.value_length", default: headSize) == headSize else {
      throw d.invalid("attention.value_length", "differs from the size of keys, which can't be run")
    }
    try d.require("attention.causal", is: true)
    try readRotation(d, file)
    try family.readGGUF(&self, d)
    try d.checkAllAsked(but: .gguf)
  }

  private mutating func readRotation(_ d: ModelDescription, _ file: GGUFFile) throws {
    guard try d.count("rope.dimension_count", default: headSize) == headSize else {
      throw d.invalid("rope.dimension_count", "leaves a part of a head unrotated, which can't be run yet")
    }
    rotaryBase = try d.number("rope.freq_base", default: rotaryBase)
    guard rotaryBase.isFinite, rotaryBase > 1 else { throw d.invalid("rope.freq_base", "should be a number above 1") }
    // Older files have another key for the factor, and none for the type; 0 is no factor.
    let factorKey = d.has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear"
    let stored = try d.number(factorKey, default: 1)
    let factor = stored == 0 ? 1 : stored
    guard factor.isFinite, factor > 0 else { throw d.invalid(factorKey, "should be a positive number") }
    let original = try d.count("rope.scaling.original_context_length", default: contextLength, most: 1 << 24)
    rotaryAmplitude = try d.positive("rope.scaling.attn_factor", default: 1)
    switch try d.text("rope.scaling.type", default: "linear") {
    case "none": break
    case "linear": if factor != 1 { rotaryDivisors = Array(repeating: factor, count: headSize / 2) }
    case "yarn":
      let yarn = YaRN(
        factor: factor, original: original, fast: try d.positive("rope.scaling.yarn_beta_fast", default: 32),
        slow: try d.positive("rope.scaling.yarn_beta_slow", default: 1))
      rotaryDivisors = yarn.divisors(size: headSize, base: rotaryBase)
      rotaryAmplitude *= yarn.amplitude
    case "longrope": break
    case let other: throw d.invalid("rope.scaling.type", "is '\(other)', which can't be run yet")
    }
    if let factors = try factors("rope_freqs.weight", file) {
      let before = rotaryDivisors
      rotaryDivisors = factors.enumerated().map { (before.isEmpty ? 1 : before[$0]) * $1 }
    }
    if let short = try factors("rope_factors_short.weight", file) {
      // Longer texts have other factors from their first position on. A text that grows would change as a whole, so
      // the model reads what it reads with the short ones.
      rotaryDivisors = short
      contextLength = min(contextLength, original)
    }
  }

  /// Divisors of the rotation, as a tensor holds them.
  private func factors(_ name: String, _ file: GGUFFile) throws -> [Double]? {
    guard file.optionalTensor(name) != nil else { return nil }
    let factors = try file.vector(name, count: headSize / 2).elements.map(Double.init)
    guard factors.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw FormatError.invalid(.tensor(name), problem: "it should hold positive numbers")
    }
    return factors
  }
}
