import Gradients
import Tensors
import Tokenizers

extension LanguageModel {
  /// How long and by what choice a text is continued.
  package struct Generation: Sendable {
    package var maximumTokens: Int
    package var sampling: Sampling
    package var seed: UInt64
    /// Ends the text before the first line break after something was said.
    package var stopsAtLineBreak: Bool

    package init(maximumTokens: Int, sampling: Sampling = .greedy, seed: UInt64 = 0, stopsAtLineBreak: Bool = false) {
      self.maximumTokens = maximumTokens
      self.sampling = sampling
      self.seed = seed
      self.stopsAtLineBreak = stopsAtLineBreak
    }
  }

  /// Rows that are read between two looks at whether to stop.
  private static let rowsAtOnce = 128

  /// Reads tokens into a cache and gives the logits [vocabulary] after the last one. Throws `ModelError`, and what
  /// `check` throws, which is called every now and then.
  package func logits(
    after tokens: [Int], cache: KeyValueCache, check: () throws -> Void = {}
  ) throws -> Tensor {
    let hidden = try read(tokens, cache: cache, check: check)
    let last = Variable(hidden.rows(hidden.rows - 1..<hidden.rows))
    return decoder.logits(of: last).reshaped([configuration.vocabulary])
  }

  /// Reads tokens into a cache and gives what the last layer says of the last piece of them.
  private func read(_ tokens: [Int], cache: KeyValueCache, check: () throws -> Void) throws -> Tensor {
    guard !tokens.isEmpty else { throw ModelError.emptyPrompt }
    let total = cache.count + tokens.count
    guard total <= configuration.contextLength else {
      throw ModelError.contextExceeded(tokens: total, limit: configuration.contextLength)
    }
    var hidden: Tensor?
    for start in stride(from: 0, to: tokens.count, by: Self.rowsAtOnce) {
      try check()
      let piece = Array(tokens[start..<min(start + Self.rowsAtOnce, tokens.count)])
      hidden = decoder.hidden(decoder.embedded(piece), cache: cache).value
    }
    return hidden!
  }

  /// Continues `tokens`, calling `emit` with each piece of text as soon as it is complete; gives the whole text. It
  /// ends at an ending token, at the limit of tokens or of the context. Throws `ModelError`, and what `check` throws.
  package func generate(
    after tokens: [Int], _ generation: Generation, cache: KeyValueCache? = nil, check: () throws -> Void = {},
    emit: (String) -> Void = { _ in }
  ) throws -> String {
    let cache = cache ?? KeyValueCache(configuration)
    var generator = SeededGenerator(seed: generation.seed)
    var decoder = StreamingDecoder(tokenizer)
    var text = ""
    var logits = try logits(after: tokens, cache: cache, check: check)
    for step in 0..<max(generation.maximumTokens, 0) {
      let token = generation.sampling.token(from: logits, using: &generator)
      if tokenizer.isEnding(token) { break }
      var piece = decoder.push(token)
      var isLast = step + 1 == generation.maximumTokens || cache.count == configuration.contextLength
      if generation.stopsAtLineBreak, let cut = lineBreak(in: piece, after: text) {
        piece = cut
        isLast = true
        decoder = StreamingDecoder(tokenizer)
      }
      text += piece
      if !piece.isEmpty { emit(piece) }
      if isLast { break }
      try check()
      logits = try self.logits(after: [token], cache: cache)
    }
    let rest = decoder.flush()
    if !rest.isEmpty { emit(rest) }
    return text + rest
  }

  /// `piece` up to its first line break that comes after something other than white space, or `nil` when there is none.
  private func lineBreak(in piece: String, after text: String) -> String? {
    var hasContent = text.contains { !$0.isWhitespace }
    for (index, character) in zip(piece.indices, piece) {
      if character.isNewline && hasContent { return String(piece[..<index]) }
      hasContent = hasContent || !character.isWhitespace
    }
    return nil
  }
}
