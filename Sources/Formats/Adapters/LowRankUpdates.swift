/// Low-rank updates of a model's matrices: W becomes W + scale · B A.
package struct LowRankUpdates: Equatable, Sendable {
  package var rank: Int
  /// The α of the scale.
  package var alpha: Double
  /// The share of inputs that were left out while training. Of no effect afterwards.
  package var dropout: Double
  /// Whether the scale is α/√rank (Kalajdzievski 2023) instead of α/rank.
  package var isRankStabilised: Bool
  /// Whether the base model keeps its matrices as [inputs × outputs], as GPT-2 does. A and B are not affected.
  package var isFanInFanOut: Bool
  /// Which modules PEFT shall give updates to: full names, or their ends (`q_proj` for that of every layer).
  package var targetModules: [String]
  /// The updates by the module's name.
  package var updates: [String: LowRankFactors]

  package init(
    rank: Int, alpha: Double, dropout: Double = 0, isRankStabilised: Bool = false, isFanInFanOut: Bool = false,
    targetModules: [String], updates: [String: LowRankFactors]
  ) {
    self.rank = rank
    self.alpha = alpha
    self.dropout = dropout
    self.isRankStabilised = isRankStabilised
    self.isFanInFanOut = isFanInFanOut
    self.targetModules = targetModules
    self.updates = updates
  }

  /// What the product B A is multiplied with.
  package var scale: Double { alpha / (isRankStabilised ? Double(rank).squareRoot() : Double(rank)) }
}

/// The factors of the update of one matrix [outputs × inputs].
package struct LowRankFactors: Equatable, Sendable {
  package var inputs: Int
  package var outputs: Int
  /// [rank × inputs].
  package var a: [Float]
  /// [outputs × rank].
  package var b: [Float]

  package init(inputs: Int, outputs: Int, a: [Float], b: [Float]) {
    self.inputs = inputs
    self.outputs = outputs
    self.a = a
    self.b = b
  }
}

extension LowRankUpdates {
  /// PEFT makes room for updates by the targets' names alone. Throws `invalid` for one that no target names.
  func checkTargets() throws(FormatError) {
    for module in updates.keys where !targetModules.contains(where: { module == $0 || module.hasSuffix(".\($0)") }) {
      throw .invalid(.key("target_modules"), problem: "none of them is \(quoted(module)), which has an update")
    }
  }
}

/// One of the two factors of a module's update, and what the file calls it.
enum LowRankTensor {
  case a(String)
  case b(String)

  private static let start = "base_model.model."
  private static let aEnd = ".lora_A.weight"
  private static let bEnd = ".lora_B.weight"

  var name: String {
    switch self {
    case .a(let module): Self.start + module + Self.aEnd
    case .b(let module): Self.start + module + Self.bEnd
    }
  }

  init?(name: String) {
    guard name.hasPrefix(Self.start), name.hasSuffix(Self.aEnd) || name.hasSuffix(Self.bEnd) else { return nil }
    let module = String(name.dropFirst(Self.start.count).dropLast(Self.aEnd.count))
    guard !module.isEmpty else { return nil }
    self = name.hasSuffix(Self.aEnd) ? .a(module) : .b(module)
  }
}
