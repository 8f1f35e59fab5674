/// What a model file says about its tokens, as it says it: `Tokenizer` checks it. The names are GGUF's.
package struct Vocabulary: Sendable {
  /// `tokenizer.ggml.model`: `gpt2` (byte-level BPE) or `llama` (SentencePiece BPE).
  package var model: String
  /// `tokenizer.ggml.pre`: how byte-level BPE cuts a text into words, such as `gpt-2`; `PreTokenizerName` has all.
  package var preTokenizer = "gpt-2"
  /// The tokens as they are spelt in the file: byte-level BPE writes a space `Ġ`, SentencePiece `▁`.
  package var tokens: ByteStrings
  /// The kind of each token, numbered as in `TokenKind`; all are normal when there are none.
  package var kinds: [Int] = []
  /// SentencePiece's scores: of two possible merges the one whose token scores higher is made.
  package var scores: [Float] = []
  /// Whether SentencePiece's merges are made in the order of `merges`, and not by `scores`.
  package var hasRankedMerges = false
  /// Byte-level BPE's merges, two tokens with a space between, the first to be made first; also those of SentencePiece
  /// where they are ranked.
  package var merges = ByteStrings([[UInt8]]())
  /// Whether a word that is a token as a whole becomes that token, whatever the merges say.
  package var ignoresMerges = false
  /// Whether letters and their accents are composed first (Unicode's NFC).
  package var composesCharacters = false
  package var special = SpecialTokens()
  /// Whether a text begins with the token `special.beginning`.
  package var addsBeginning = false
  /// Whether SentencePiece puts a space before a text. (GGUF's default for `llama` is that it does.)
  package var addsSpacePrefix = false

  /// A vocabulary of tokens alone, to which the rest is added.
  package init(model: String, tokens: ByteStrings) {
    self.model = model
    self.tokens = tokens
  }
}

/// The ids of tokens that have a meaning of their own; `nil` where a model has none.
package struct SpecialTokens: Equatable, Sendable {
  /// `bos`: stands before a text.
  package var beginning: Int?
  /// `eos`: ends a text.
  package var end: Int?
  /// `eot`: ends what one speaker of a conversation says.
  package var endOfTurn: Int?
  /// Stands for what the vocabulary can't express.
  package var unknown: Int?
  /// Fills up rows of unequal texts.
  package var padding: Int?

  /// The given ids; the others there are not.
  package init(
    beginning: Int? = nil, end: Int? = nil, endOfTurn: Int? = nil, unknown: Int? = nil, padding: Int? = nil
  ) {
    self.beginning = beginning
    self.end = end
    self.endOfTurn = endOfTurn
    self.unknown = unknown
    self.padding = padding
  }
}

/// What a token stands for, numbered as `tokenizer.ggml.token_type`.
package enum TokenKind: UInt8, Sendable {
  case normal = 1
  case unknown = 2
  /// Stands for no text, but for an event such as the end of a turn.
  case control = 3
  /// A text that is always one token, whatever the merges say.
  case userDefined = 4
  case unused = 5
  /// One byte, spelt `<0x0A>`, for characters that are no tokens.
  case byte = 6
}
