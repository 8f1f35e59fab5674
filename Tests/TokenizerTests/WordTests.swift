import Foundation
import Testing

@testable import Tokenizers

/// How texts are cut into words, and which tokens words become, against the `tokenizers` library (`make_words.py`).
struct WordTests {
  /// By the name of a way to cut: the words of each text.
  static let words: [String: [[String]]] = {
    let url = Bundle.module.url(forResource: "words", withExtension: "json", subdirectory: "Fixtures")
    do {
      return try JSONDecoder().decode([String: [[String]]].self, from: Data(contentsOf: url ?? URL(filePath: "words")))
    } catch { fatalError("\(error)") }
  }()

  @Test(arguments: words.keys.sorted()) func wordsAreCutAlike(_ name: String) throws {
    let cutter = try #require(PreTokenizerName(name)).preTokenizer
    for expected in try #require(Self.words[name]) {
      let bytes = Array(expected.joined().utf8)
      var found: [[UInt8]] = []
      bytes.withUnsafeBytes { text in cutter.forEachWord(in: text) { found.append(Array(text[$0])) } }
      #expect(found == expected.map { Array($0.utf8) }, "\(expected)")
    }
  }

  /// Whatever bytes come, words are all of them, in order.
  @Test(arguments: words.keys.sorted()) func wordsAreTheWholeText(_ name: String) throws {
    let cutter = try #require(PreTokenizerName(name)).preTokenizer
    var generator = SeededGenerator(state: 3)
    for _ in 0..<200 {
      let bytes = (0..<30).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var end = 0
      bytes.withUnsafeBytes { text in
        cutter.forEachWord(in: text) { word in
          #expect(word.lowerBound == end && !word.isEmpty)
          end = word.upperBound
        }
      }
      #expect(end == bytes.count)
    }
  }

  /// A word that is a token as a whole becomes it in Llama 3's way, though no merge makes it.
  @Test func wholeWordsAreNotMerged() throws {
    var merging = vocabulary(["a", "b", "c", "ab", "abc"], merges: ["a b"])
    #expect(try Tokenizer(merging).encode("abc") == [3, 2])
    merging.ignoresMerges = true
    #expect(try Tokenizer(merging).encode("abc") == [4])
    merging.ignoresMerges = false
    merging.preTokenizer = "llama-bpe"
    #expect(try Tokenizer(merging).encode("abc") == [4])
    merging.preTokenizer = "dbrx"
    #expect(try Tokenizer(merging).encode("abc") == [3, 2])
  }

  /// Merges of `tokenizer.json` have ranks; the scores of a SentencePiece model say the same.
  @Test func rankedMergesAreMadeInTheirOrder() throws {
    let kinds = [2, 1, 1, 1, 1, 1, 1]
    var ranked = vocabulary(
      ["<unk>", "▁", "a", "b", "c", "ab", "bc"], merges: ["b c", "a b"], scores: [], kinds: kinds)
    ranked.hasRankedMerges = true
    #expect(try Tokenizer(ranked).encode("abc ab") == [2, 6, 1, 5])
    let scored = vocabulary(
      ["<unk>", "▁", "a", "b", "c", "ab", "bc"], scores: [0, 0, 0, 0, 0, -2, -1], kinds: kinds)
    #expect(try Tokenizer(scored).encode("abc ab") == [2, 6, 1, 5])
  }

  @Test func charactersAreComposed() throws {
    #expect(composed(Array("e\u{301} \u{1112}\u{1161}\u{11AB}".utf8)) == Array("\u{E9} \u{D55C}".utf8))
    #expect(composed(Array("plain".utf8)) == Array("plain".utf8))
    #expect(composed([0xFF, 0x65, 0xCC, 0x81]) == [0xFF, 0x65, 0xCC, 0x81])
    var composing = vocabulary(["e", "Ã", "©", "Ã©", "Ì", "ģ"], merges: ["Ã ©"])
    #expect(try Tokenizer(composing).encode("e\u{301}") == [0, 4, 5])
    composing.composesCharacters = true
    #expect(try Tokenizer(composing).encode("e\u{301}") == [3])
  }

  /// A text that follows another has no space put before it.
  @Test func aTextThatGoesOnHasNoPrefix() throws {
    var prefixed = vocabulary(["<unk>", "▁", "a"], scores: [0, 0, 0], kinds: [2, 1, 1])
    prefixed.addsSpacePrefix = true
    let tokenizer = try Tokenizer(prefixed)
    #expect(tokenizer.encode("a") == [1, 2])
    #expect(tokenizer.encode("a", continuing: true) == [2])
    #expect(tokenizer.encode(" a", continuing: true) == [1, 2])
  }
}
