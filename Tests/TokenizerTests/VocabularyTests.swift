import Testing
import Tokenizers

/// Vocabularies that are refused, one a row: what is changed in a good one, and the error.
struct VocabularyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout Vocabulary) -> Void
    let error: TokenizerError

    init(_ description: String, _ error: TokenizerError, _ change: @escaping @Sendable (inout Vocabulary) -> Void) {
      testDescription = description
      self.error = error
      self.change = change
    }
  }

  static let rows: [Row] = [
    Row("model", .unknownModel("bert")) { $0.model = "bert" },
    Row("words", .unknownPreTokenizer("gpt-4o")) { $0.preTokenizer = "gpt-4o" },
    Row("no tokens", .tokenCount(0)) { $0.tokens = ByteStrings([[UInt8]]()) },
    Row("few kinds", .tooFew(what: "token types", count: 2, tokens: 4)) { $0.kinds = [1, 1] },
    Row("kind 0", .unknownKind(token: 1, kind: 0)) { $0.kinds = [1, 0, 1, 1] },
    Row("kind 7", .unknownKind(token: 3, kind: 7)) { $0.kinds = [1, 1, 1, 7] },
    Row("kind 300", .unknownKind(token: 3, kind: 300)) { $0.kinds = [1, 1, 1, 300] },
    Row("no scores", .tooFew(what: "scores", count: 0, tokens: 4)) { $0.model = "llama" },
    Row("few scores", .tooFew(what: "scores", count: 3, tokens: 4)) {
      $0.model = "llama"
      $0.scores = [1, 2, 3]
    },
    Row("score", .scoreNotANumber(token: 2)) {
      $0.model = "llama"
      $0.scores = [1, 2, .nan, 4]
    },
    Row("byte token", .malformedByteToken(token: 0, text: "a")) { $0.kinds = [6, 1, 1, 1] },
    Row("byte token's digits", .malformedByteToken(token: 0, text: "<0x+1>")) {
      $0.tokens = ByteStrings(["<0x+1>".utf8])
      $0.kinds = [6]
    },
    Row("beginning", .specialTokenOutside(name: "beginning", id: 4, tokens: 4)) { $0.special.beginning = 4 },
    Row("end", .specialTokenOutside(name: "end", id: -1, tokens: 4)) { $0.special.end = -1 },
    Row("turn", .specialTokenOutside(name: "end-of-turn", id: 9, tokens: 4)) { $0.special.endOfTurn = 9 },
    Row("unknown", .specialTokenOutside(name: "unknown", id: .max, tokens: 4)) { $0.special.unknown = .max },
    Row("padding", .specialTokenOutside(name: "padding", id: 4, tokens: 4)) { $0.special.padding = 4 },
    Row("merge of one", .malformedMerge(merge: 1, text: "ab")) { $0.merges = ByteStrings(["a b".utf8, "ab".utf8]) },
    Row("merge of three", .malformedMerge(merge: 0, text: "a b c")) { $0.merges = ByteStrings(["a b c".utf8]) },
    Row("merge without right", .malformedMerge(merge: 0, text: "a ")) { $0.merges = ByteStrings(["a ".utf8]) },
    Row("empty merge", .malformedMerge(merge: 0, text: "")) { $0.merges = ByteStrings(["".utf8]) },
    Row("absent left", .mergeOfAbsentToken(merge: 0, text: "x b")) { $0.merges = ByteStrings(["x b".utf8]) },
    Row("absent right", .mergeOfAbsentToken(merge: 0, text: "a x")) { $0.merges = ByteStrings(["a x".utf8]) },
    Row("absent result", .mergeOfAbsentToken(merge: 0, text: "b a")) { $0.merges = ByteStrings(["b a".utf8]) },
  ]

  @Test(arguments: rows)
  func refuses(_ row: Row) {
    var vocabulary = vocabulary(["a", "b", "c", "ab"], merges: ["a b"])
    row.change(&vocabulary)
    #expect(throws: row.error) { try Tokenizer(vocabulary) }
    #expect(!row.error.description.isEmpty)
  }

  @Test func accepts() throws {
    let tokenizer = try Tokenizer(vocabulary(["a", "b", "c", "ab"], merges: ["a b"]))
    #expect(tokenizer.count == 4)
    #expect(tokenizer.encode("abc") == [3, 2])
  }
}
