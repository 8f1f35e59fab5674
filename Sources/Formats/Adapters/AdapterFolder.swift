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
  /// The key of `PromptRows.beginText` in the metadata of the weights, and its value where that is true.
  static let rowsKey = "primer.rows"
  static let rowsThatBeginText = "begin the text"
  /// The key of a task's name in the metadata of the weights.
  static func nameKey(ofTask index: Int) -> String { "primer.task.\(index)" }
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
