/// Why a vocabulary can't be used.
package enum TokenizerError: Error, Equatable {
  /// `tokenizer.ggml.model` names an algorithm that is not here.
  case unknownModel(String)
  /// `tokenizer.ggml.pre` names a way to cut words that is not here.
  case unknownPreTokenizer(String)
  /// There are no tokens, or more than ids of 31 bits can name.
  case tokenCount(Int)
  /// A list that goes with the tokens is shorter than they are.
  case tooFew(what: String, count: Int, tokens: Int)
  /// A token of a kind that is not in `TokenKind`.
  case unknownKind(token: Int, kind: Int)
  /// A special token whose id no token has.
  case specialTokenOutside(name: String, id: Int, tokens: Int)
  /// A byte token that is not spelt `<0x`, two hexadecimal digits, `>`.
  case malformedByteToken(token: Int, text: String)
  /// A score that can't be compared.
  case scoreNotANumber(token: Int)
  /// A merge that is not two tokens with a space between.
  case malformedMerge(merge: Int, text: String)
  /// A merge whose parts, or whose result, are not in the vocabulary.
  case mergeOfAbsentToken(merge: Int, text: String)
  /// Training on texts without a word.
  case noText
  /// Training towards fewer tokens than leave room for a merge.
  case smallVocabulary(Int, smallest: Int)
}

extension TokenizerError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .unknownModel(let name):
      "the tokenizer is of kind \(name.debugDescription), but only 'gpt2' (byte-level BPE) and 'llama' (SentencePiece) "
        + "can be used"
    case .unknownPreTokenizer(let name):
      "the tokenizer cuts words by \(name.debugDescription), which is not known here (known are \(PreTokenizerName.all.joined(separator: ", ")))"
    case .tokenCount(let count): "the vocabulary has \(count) tokens, but must have from 1 to \(Int32.max)"
    case .tooFew(let what, let count, let tokens): "there are \(count) \(what) for \(tokens) tokens"
    case .unknownKind(let token, let kind): "token \(token) is of kind \(kind), but kinds go from 1 to 6"
    case .specialTokenOutside(let name, let id, let tokens):
      "the \(name) token has the id \(id), but ids go from 0 to \(tokens - 1)"
    case .malformedByteToken(let token, let text):
      "token \(token) stands for a byte, but is spelt \(text.debugDescription) and not like <0x0A>"
    case .scoreNotANumber(let token): "the score of token \(token) is not a number"
    case .malformedMerge(let merge, let text):
      "merge \(merge), \(text.debugDescription), is not two tokens with a space between"
    case .mergeOfAbsentToken(let merge, let text):
      "merge \(merge), \(text.debugDescription), needs a token that is not in the vocabulary"
    case .noText: "there is no text to learn tokens from"
    case .smallVocabulary(let size, let smallest):
      "a vocabulary of \(size) tokens is too small: the bytes and the ending alone take \(smallest - 1)"
    }
  }
}
