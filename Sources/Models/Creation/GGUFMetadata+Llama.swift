import Formats
import Tokenizers

extension GGUFMetadata {
  /// What a GGUF file says about a model of the Llama family with a byte-level vocabulary, by the names of the GGUF
  /// specification.
  package init(name: String, _ c: DecoderConfiguration, _ vocabulary: Vocabulary) {
    self.init()
    func set(_ key: String, _ value: Int) { self[key] = EncodedValue(UInt32(value)) }
    self["general.architecture"] = EncodedValue(c.architecture)
    self["general.name"] = EncodedValue(name)
    set("llama.context_length", c.contextLength)
    set("llama.embedding_length", c.width)
    set("llama.block_count", c.layers)
    set("llama.feed_forward_length", c.feedForwardWidth)
    set("llama.attention.head_count", c.heads)
    set("llama.attention.head_count_kv", c.keyValueHeads)
    self["llama.attention.layer_norm_rms_epsilon"] = EncodedValue(c.normEpsilon)
    set("llama.rope.dimension_count", c.headSize)
    self["llama.rope.freq_base"] = EncodedValue(Float(c.rotaryBase))
    set("llama.vocab_size", c.vocabulary)

    self["tokenizer.ggml.model"] = EncodedValue(vocabulary.model)
    self["tokenizer.ggml.pre"] = EncodedValue(vocabulary.preTokenizer)
    self["tokenizer.ggml.tokens"] = EncodedValue(vocabulary.tokens)
    self["tokenizer.ggml.token_type"] = EncodedValue(vocabulary.kinds.map { Int32($0) })
    self["tokenizer.ggml.merges"] = EncodedValue(vocabulary.merges)
    for (key, id) in [
      ("bos", vocabulary.special.beginning), ("eos", vocabulary.special.end), ("padding", vocabulary.special.padding),
    ] {
      if let id { set("tokenizer.ggml.\(key)_token_id", id) }
    }
    self["tokenizer.ggml.add_bos_token"] = EncodedValue(vocabulary.addsBeginning)
  }
}
