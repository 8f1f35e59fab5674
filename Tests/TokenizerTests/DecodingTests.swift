import Testing
import Tokenizers

struct DecodingTests {
  static let tokenizers: [Tokenizer] = [Trained.byteLevel, .sentencePiece].compactMap { try? Tokenizer($0.vocabulary) }

  @Test func bothVocabulariesLoad() {
    #expect(Self.tokenizers.count == 2)
  }

  /// Any bytes, UTF-8 or not, come back as they were.
  @Test(arguments: tokenizers, 0..<20)
  func roundTrip(_ tokenizer: Tokenizer, seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        // Often letters, spaces and the bytes that make up multi-byte characters.
        [UInt8.random(in: 0...255, using: &random), 0x20, 0x61, 0xC3, 0xA9, 0xF0, 0x9F, 0x98].randomElement(
          using: &random) ?? 0
      }
      #expect(tokenizer.decode(tokenizer.encode(bytes)) == bytes)
    }
  }

  /// What streaming gives, token by token, is what decoding at once gives, malformed parts included.
  @Test(arguments: tokenizers, 0..<20)
  func streaming(_ tokenizer: Tokenizer, seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    for _ in 0..<50 {
      let ids = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
        Int.random(in: 0..<tokenizer.count, using: &random)
      }
      var decoder = StreamingDecoder(tokenizer)
      let streamed = ids.map { decoder.push($0) }.joined() + decoder.flush()
      let whole = String(decoding: tokenizer.decode(ids), as: UTF8.self)
      #expect(Array(streamed.unicodeScalars) == Array(whole.unicodeScalars))
      #expect(decoder.flush() == "")
    }
  }

  /// A character is given when its last byte has come, and not before.
  @Test func streamingWaits() throws {
    let tokenizer = try #require(Self.tokenizers.last)
    let ids = tokenizer.encode("𐍈x")
    var decoder = StreamingDecoder(tokenizer)
    #expect(ids.map { decoder.push($0) } == ["", "", "", "𐍈", "x"])
    _ = decoder.push(ids[0])
    #expect(decoder.flush() == "\u{FFFD}")
  }

  @Test func controlTokens() throws {
    let tokenizer = try #require(Self.tokenizers.last)
    #expect(tokenizer.isControl(2) && !tokenizer.isControl(300) && !tokenizer.isControl(-1))
    #expect(tokenizer.isEnding(1) && !tokenizer.isEnding(2))
    #expect(tokenizer.decode([2, 1]) == [])
    #expect(tokenizer.decode([2, 1], controls: true) == Array("<bos><eos>".utf8))
    #expect(tokenizer.bytes(of: tokenizer.count) == [] && tokenizer.bytes(of: -1) == [])
    var decoder = StreamingDecoder(tokenizer, controls: true)
    #expect(decoder.push(2) == "<bos>")
  }

  /// The end of a turn is found by its spelling, but only as a control token.
  @Test(arguments: [("<|im_end|>", 3, 1), ("<end_of_turn>", 3, 1), ("<|im_end|>", 1, nil), ("<other>", 3, nil)])
  func endOfTurn(spelling: String, kind: Int, id: Int?) throws {
    let tokenizer = try Tokenizer(vocabulary(["a", spelling], kinds: [1, kind]))
    #expect(tokenizer.special.endOfTurn == id)
    #expect(tokenizer.isEnding(1) == (id != nil))
  }
}
