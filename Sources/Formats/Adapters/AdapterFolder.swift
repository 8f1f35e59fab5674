/// An adapter as Hugging Face's PEFT stores it: a folder with `adapter_config.json` and `adapter_model.safetensors`.
///
/// What it holds belongs to a base model whose weights are not in the folder. Modules are called as in that model in
/// `transformers`, for instance `model.layers.0.self_attn.q_proj`.
package struct AdapterFolder: Equatable, Sendable {
  /// The name of the base model on Hugging Face's hub, or its folder.
  package var baseModel: String?
  package var method: Method

  package init(baseModel: String? = nil, method: Method) {
    self.baseModel = baseModel
    self.method = method
  }

  /// What PEFT calls the peft_type, with the learned numbers.
  package enum Method: Equatable, Sendable {
    /// `PROMPT_TUNING`: learned rows in front of the input's embeddings (Lester et al. 2021).
    case promptTuning(PromptRows)
    /// `MULTITASK_PROMPT_TUNING`: rows that all tasks share, times a low-rank matrix for each task (Wang et al. 2023).
    case multitaskPromptTuning(PromptRows, TaskFactors)
    /// `LORA`: low-rank updates of some of the model's matrices (Hu et al. 2021).
    case lora(LowRankUpdates)
  }

  static let configurationName = "adapter_config.json"
  static let weightsName = "adapter_model.safetensors"
}

extension AdapterFolder.Method {
  /// The method's name in the configuration.
  package var peftType: String {
    switch self {
    case .promptTuning: "PROMPT_TUNING"
    case .multitaskPromptTuning: "MULTITASK_PROMPT_TUNING"
    case .lora: "LORA"
    }
  }
}

/// The rows of a prompt, as floats [count × width], and the size of the model that they are for.
package struct PromptRows: Equatable, Sendable {
  package var count: Int
  package var width: Int
  package var values: [Float]
  /// The model's layers and attention heads, of which PEFT keeps a note.
  package var layers: Int?
  package var heads: Int?

  package init(count: Int, width: Int, values: [Float], layers: Int? = nil, heads: Int? = nil) {
    self.count = count
    self.width = width
    self.values = values
    self.layers = layers
    self.heads = heads
  }
}

/// For each task t the factors of the matrix that the prompt's rows [count × width] are multiplied with, number by number:
/// `columns`ₜ [count × rank] times `rows`ₜ [rank × width].
package struct TaskFactors: Equatable, Sendable {
  package var tasks: Int
  package var rank: Int
  /// [tasks × count × rank].
  package var columns: [Float]
  /// [tasks × rank × width].
  package var rows: [Float]

  package init(tasks: Int, rank: Int, columns: [Float], rows: [Float]) {
    self.tasks = tasks
    self.rank = rank
    self.columns = columns
    self.rows = rows
  }
}

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
  package var updates: [String: LowRankUpdate]

  package init(
    rank: Int, alpha: Double, dropout: Double = 0, isRankStabilised: Bool = false, isFanInFanOut: Bool = false,
    targetModules: [String], updates: [String: LowRankUpdate]
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

/// The update of one matrix [outputs × inputs].
package struct LowRankUpdate: Equatable, Sendable {
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
