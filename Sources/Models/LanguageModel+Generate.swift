import Gradients
import Tensors
import Tokenizers

extension LanguageModel {
  /// Limits and sampling for continuing a text.
  package struct Generation: Sendable {
    package var maximumTokens: Int
    package var sampling: Sampling
    package var seed: UInt64

    package init(maximumTokens: Int, sampling: Sampling = .greedy, seed: UInt64 = 0) {
      self.maximumTokens = maximumTokens
      self.sampling = sampling
      self.seed = seed
    }
  }

  /// How a text went on.
  package struct Continuation: Equatable, Sendable {
    package fileprivate(set) var text = ""
    /// log p of its tokens, a last one that ended it counted: the sum in nats.
    package fileprivate(set) var logProbability = 0.0
  }

  /// Texts that are continued at a time, unless they are long: more would hardly be faster and need more memory.
  private static let (textsAtOnce, positionsAtOnce) = (16, 8192)

  /// Continues `tokens`, calling `emit` with each piece of text as soon as it is complete; gives the whole text. It
  /// ends at an ending token, at the limit of tokens or of the context. Throws `ModelError`, and what `check` throws.
  package func generate(
    after tokens: [Int], _ generation: Generation, check: () throws -> Void = {},
    emit: (String) -> Void = { _ in }
  ) throws -> String {
    let continuations = try generate(after: [unread(tokens)], generation, check: check) { _, piece in
      emit(piece)
      return true
    }
    return continuations[0].text
  }

  /// Continues several texts, each as if it were alone, bit by bit: every step reads the weights once for all of them.
  /// A text that has ended leaves, and another takes its place.
  ///
  /// - Parameters:
  ///   - texts: Where to go on from. What their caches hold is read, and not changed.
  ///   - emit: Gets the index of a text and a piece of what follows, as soon as it is complete; the text ends there
  ///     unless it gives true.
  /// - Throws: `ModelError`, and what `check` throws.
  package func generate(
    after texts: [UnreadText], _ generation: Generation, check: () throws -> Void = {},
    emit: (_ index: Int, _ piece: String) -> Bool = { _, _ in true }
  ) throws -> [Continuation] {
    var results = texts.map { _ in Continuation() }
    guard generation.maximumTokens > 0 else { return results }
    var waiting = texts.indices[...]
    var active: [ActiveText] = []
    while true {
      while let index = waiting.first, active.count < Self.textsAtOnce,
        active.isEmpty || active.reduce(texts[index].count, { $0 + $1.unread.count }) <= Self.positionsAtOnce
      {
        active.append(ActiveText(index, texts[index].copy(), generation, tokenizer))
        waiting.removeFirst()
      }
      if active.isEmpty { return results }
      let logits = try logits(after: active.map(\.unread), check: check)
      let sums = logits.logSumExp()
      var tokens: [Int] = []
      for i in active.indices {
        let row = logits.rows(i..<i + 1).reshaped([logits.columns])
        let token = generation.sampling.token(from: row, using: &active[i].generator)
        let hasRoom = active[i].unread.cache.count < configuration.contextLength
        let piece = active[i].say(token, generation, hasRoom: hasRoom)
        let index = active[i].index
        results[index].logProbability += Double(row.floats[token]) - sums[i]
        results[index].text += piece
        if !piece.isEmpty, !emit(index, piece) { active[i].hasEnded = true }
        if !active[i].hasEnded { tokens.append(token) }
      }
      active.removeAll(where: \.hasEnded)
      guard !tokens.isEmpty else { continue }
      let rows = decoder.embedded(tokens).value
      for i in active.indices { active[i].unread.rows = rows.rows(i..<i + 1) }
    }
  }
}

/// A text while it is continued.
private struct ActiveText {
  let index: Int
  var unread: UnreadText
  var generator: SeededGenerator
  var hasEnded = false
  private let tokenizer: Tokenizer
  private var decoder: StreamingDecoder
  private var count = 0

  init(_ index: Int, _ unread: UnreadText, _ generation: LanguageModel.Generation, _ tokenizer: Tokenizer) {
    self.index = index
    self.unread = unread
    self.tokenizer = tokenizer
    generator = SeededGenerator(seed: generation.seed)
    decoder = StreamingDecoder(tokenizer)
  }

  /// Goes on by a token, and gives what text becomes complete with it. `hasRoom` is whether the model can read it.
  mutating func say(_ token: Int, _ generation: LanguageModel.Generation, hasRoom: Bool) -> String {
    count += 1
    if tokenizer.isEnding(token) {
      hasEnded = true
      return decoder.flush()
    }
    let piece = decoder.push(token)
    hasEnded = count == generation.maximumTokens || !hasRoom
    return hasEnded ? piece + decoder.flush() : piece
  }
}
