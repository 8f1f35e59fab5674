/// The name of a way to cut words, as GGUF has it: what `tokenizer.ggml.pre` may say.
package struct PreTokenizerName {
  let preTokenizer: PreTokenizer
  /// Whether a word that is a token as a whole is never merged.
  let ignoresMerges: Bool

  init?(_ name: String) {
    switch name {
    case "gpt-2", "phi-2", "olmo", "mpt", "roberta-bpe": preTokenizer = .gpt2
    case "smollm", "starcoder", "refact", "command-r", "codeshell": preTokenizer = .smolLM
    case "llama-bpe", "llama3", "llama-v3", "dbrx", "smaug-bpe", "olmo2": preTokenizer = .gpt4(digits: 3)
    case "qwen2", "deepseek-r1-qwen": preTokenizer = .gpt4(digits: 1)
    case "tekken": preTokenizer = .tekken
    default: return nil
    }
    ignoresMerges = ["llama-bpe", "llama3", "llama-v3", "tekken"].contains(name)
  }

  /// The names that messages list.
  static let all = ["gpt-2", "smollm", "llama-bpe", "dbrx", "qwen2", "tekken", "olmo"]

  /// The name of a pattern that `tokenizer.json` gives for words, or `nil` for one that is not known.
  package static func of(pattern: String) -> String? { patterns[pattern] }

  private static let patterns: [String: String] = [
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#:
      "dbrx",
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#:
      "qwen2",
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#:
      "tekken",
    #"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: "gpt-2",
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: "gpt-2",
  ]
}
