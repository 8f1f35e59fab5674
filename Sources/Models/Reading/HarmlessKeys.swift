import Formats

/// Keys of a model's description that change nothing that is computed here, and why each does not.
struct HarmlessKeys {
  /// By key: the reason.
  let reasons: [String: String]

  /// Whether a key with this value is one of them.
  func contains(_ key: String, _ value: JSONValue) -> Bool {
    if reasons[key] != nil { return true }
    // A number of experts of 0 says that there are none.
    return (key.contains("expert") || key.contains("moe")) && value.integer == 0
  }

  static let gguf = HarmlessKeys(reasons: [
    "vocab_size": "the embeddings' rows are counted",
    "rope.scaling.finetuned": "a note on how the model was trained",
    "tensor_data_layout": "names the order of rows that all files have by now",
    "attention.sliding_window":
      "where a family has sliding layers it is asked for; files of others carry it along, and llama.cpp ignores it",
  ])

  private static let unusedAtInference = "is for training, or for what a program returns"

  static let transformers = HarmlessKeys(
    reasons: [
      "architectures": "`model_type` says it", "model_type": "asked for before all others",
      "auto_map": "names Python files, which are not run", "transformers_version": "a note",
      "_name_or_path": "a note", "name_or_path": "a note", "dtype": "the tensors say it",
      "torch_dtype": "the tensors say it", "cache_implementation": "how another program keeps keys and values",
      "_attn_implementation": "how another program computes the same",
      "_attn_implementation_autoset": "how another program computes the same",
      "reorder_and_upcast_attn": "changes the precision of another program, not what it computes",
      "pretraining_tp": "cuts a product into pieces",
      "bos_token_id": "the tokenizer's", "eos_token_id": "the tokenizer's", "pad_token_id": "the tokenizer's",
      "unk_token_id": "the tokenizer's", "sep_token_id": "the tokenizer's",
      "max_window_layers": "asked for where layers slide", "_sliding_window_pattern": "`layer_types` says it",
      "sliding_window_pattern": "asked for where `layer_types` does not say it",
      "n_ctx": "`n_positions` says it", "task_specific_params": "settings of another program",
      "unsloth_fixed": "a note", "unsloth_version": "a note",
    ].merging(
      [
        "use_cache", "initializer_range", "attention_dropout", "hidden_dropout", "resid_pdrop", "embd_pdrop",
        "attn_pdrop", "classifier_dropout", "output_attentions", "output_hidden_states", "return_dict",
        "is_decoder", "is_encoder_decoder", "chunk_size_feed_forward", "problem_type", "id2label", "label2id",
        "summary_type", "summary_use_proj", "summary_activation", "summary_proj_to_labels", "summary_first_dropout",
        "gradient_checkpointing", "keys_to_ignore_at_inference",
      ].map { ($0, unusedAtInference) }, uniquingKeysWith: { first, _ in first }))
}
