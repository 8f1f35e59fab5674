import Testing
import Tokenizers

/// The ids of trained vocabularies agree with another program's.
struct EncodingTests {
  @Test(arguments: Trained.byteLevel.cases)
  func byteLevel(_ row: Trained.Case) throws {
    var vocabulary = Trained.byteLevel.vocabulary
    var tokenizer = try Tokenizer(vocabulary)
    #expect(tokenizer.encode(row.text) == row.gpt2)
    #expect(tokenizer.encode(row.text, parseSpecial: true) == row.special)
    vocabulary.preTokenizer = "smollm"
    tokenizer = try Tokenizer(vocabulary)
    #expect(tokenizer.encode(row.text) == row.smollm)
  }

  @Test(arguments: Trained.sentencePiece.cases)
  func sentencePiece(_ row: Trained.Case) throws {
    let tokenizer = try Tokenizer(Trained.sentencePiece.vocabulary)
    #expect(tokenizer.encode(row.text) == row.plain)
    #expect(tokenizer.encode(row.text, parseSpecial: true) == row.special)
    #expect(tokenizer.encode(row.text, addSpecial: true) == [2] + (row.plain ?? []))
  }

  /// Merging with a heap does what merging by looking again and again for the best pair does.
  @Test(arguments: 0..<40)
  func mergesAsTheDefinitionSays(seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    var tokens = ["a", "b", "c"]
    var merges: [[String]] = []
    while tokens.count < 20, let left = tokens.randomElement(using: &random),
      let right = tokens.randomElement(using: &random)
    {
      guard !merges.contains([left, right]) else { continue }
      merges.append([left, right])
      if !tokens.contains(left + right) { tokens.append(left + right) }
    }
    let tokenizer = try Tokenizer(vocabulary(tokens, merges: merges.map { "\($0[0]) \($0[1])" }))
    for _ in 0..<20 {
      var symbols = (0..<Int.random(in: 0..<60, using: &random)).compactMap { _ in "abc".randomElement(using: &random) }
        .map { String($0) }
      let text = symbols.joined()
      while let (position, _) = symbols.indices.dropLast()
        .compactMap({ index in merges.firstIndex(of: [symbols[index], symbols[index + 1]]).map { (index, $0) } })
        .min(by: { ($0.1, $0.0) < ($1.1, $1.0) })
      {
        symbols.replaceSubrange(position...position + 1, with: [symbols[position] + symbols[position + 1]])
      }
      #expect(tokenizer.encode(text) == symbols.map { tokens.firstIndex(of: $0) })
    }
  }

  /// Of equal scores the leftmost merge is made first, and 0 equals −0.
  @Test func equalScores() throws {
    let tokenizer = try Tokenizer(vocabulary(["a", "b", "ab", "ba"], scores: [-9, -9, 0, -0.0]))
    #expect(tokenizer.encode("aba") == [2, 0])
    #expect(tokenizer.encode("bab") == [3, 1])
  }

  /// Scores order merges: the highest first, whatever their signs.
  @Test(
    arguments: [(1, 2), (-2, -1), (-1, 1), (0, .leastNonzeroMagnitude), (-Float.infinity, -1e38)] as [(Float, Float)])
  func higherScore(low: Float, high: Float) throws {
    let tokenizer = try Tokenizer(vocabulary(["a", "b", "c", "ab", "bc"], scores: [0, 0, 0, low, high]))
    #expect(tokenizer.encode("abc") == [0, 4])
  }

  /// Words of a hundred thousand bytes end in time: an encoder that looks through the word for each merge would not.
  @Test(arguments: [Trained.byteLevel, .sentencePiece].map(\.vocabulary))
  func longWord(_ vocabulary: Vocabulary) throws {
    let tokenizer = try Tokenizer(vocabulary)
    for text in [String(repeating: "the", count: 33_000), String(repeating: "<", count: 50_000)] {
      #expect(tokenizer.decode(tokenizer.encode(text)) == Array(text.utf8))
    }
  }

  @Test func spacePrefix() throws {
    var vocabulary = vocabulary(["▁", "a", "▁a", "<s>"], scores: [-5, -5, -1, 0], kinds: [1, 1, 1, 3])
    vocabulary.addsSpacePrefix = true
    let tokenizer = try Tokenizer(vocabulary)
    #expect(tokenizer.encode("a a") == [2, 2])
    #expect(tokenizer.encode("") == [])
    #expect(tokenizer.decode([2, 2]) == Array("a a".utf8))
  }

  /// Tokens that show the same but differ in their scalars are different tokens.
  @Test func canonicalEquivalents() throws {
    let tokenizer = try Tokenizer(vocabulary(["é", "e\u{301}", "e", "\u{301}"], scores: [-1, -1, -2, -2]))
    #expect(tokenizer.encode("é") == [0])
    #expect(tokenizer.encode("e\u{301}") == [1])
  }

  /// The longest of the tokens that are taken out of a text wins, and of overlapping ones the first.
  @Test func userDefined() throws {
    let tokenizer = try Tokenizer(
      vocabulary(
        ["a", "b", "c", "ab", "abc", "bca", "x"], scores: Array(repeating: 0, count: 7), kinds: [1, 1, 1, 4, 4, 4, 3]))
    #expect(tokenizer.encode("abca") == [4, 0])
    #expect(tokenizer.encode("abb") == [3, 1])
    #expect(tokenizer.encode("xabx", parseSpecial: true) == [6, 3, 6])
  }
}
