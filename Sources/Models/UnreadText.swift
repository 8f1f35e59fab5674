import Gradients
import Tensors

/// A text that a model is to read: rows that follow what a cache holds.
package struct UnreadText: Sendable {
  /// What goes into the first layer, learned rows among it: at least one row of the model's width.
  package var rows: Tensor
  package let cache: KeyValueCache
  /// A decoder of the same weights whose low-rank updates hold for this text.
  package let updates: Decoder?

  package init(_ rows: Tensor, after cache: KeyValueCache, updates: Decoder? = nil) {
    self.rows = rows
    self.cache = cache
    self.updates = updates
  }

  /// The positions of what is read and unread.
  package var count: Int { cache.count + rows.rows }

  /// The same text with a cache of its own.
  func copy() -> UnreadText { UnreadText(rows, after: cache.copy(), updates: updates) }

  /// What the last layer of a decoder gives for all rows, which the text's cache holds already.
  fileprivate func hiddenAgain(_ decoder: Decoder) -> Tensor {
    let before = cache.copy()
    before.truncate(to: cache.count - rows.rows)
    let decoder = updates.map { decoder.updating([(0..<rows.rows, $0)]) } ?? decoder
    return decoder.hidden(Variable(rows), cache: before).value
  }
}

extension LanguageModel {
  /// Rows [positions × width] with which a text begins.
  package func unread(_ rows: Tensor) -> UnreadText { UnreadText(rows, after: KeyValueCache(configuration)) }

  /// Tokens with which a text begins.
  package func unread(_ tokens: [Int]) -> UnreadText { unread(decoder.embedded(tokens).value) }

  /// Rows that are read between two looks at whether to stop.
  private static let rowsAtOnce = 128

  /// Reads tokens into a cache and gives the logits [vocabulary] after the last one. Throws `ModelError`, and what
  /// `check` throws, which is called periodically.
  package func logits(
    after tokens: [Int], cache: KeyValueCache, check: () throws -> Void = {}
  ) throws -> Tensor {
    try logits(after: UnreadText(decoder.embedded(tokens).value, after: cache), check: check)
  }

  /// Reads a text into its cache and gives the logits [vocabulary] after its last row. Throws as the above.
  package func logits(after text: UnreadText, check: () throws -> Void = {}) throws -> Tensor {
    try logits(after: [text], check: check).reshaped([configuration.vocabulary])
  }

  /// Reads texts into their caches and returns the logits [texts × vocabulary] after the last row of each.
  package func logits(after texts: [UnreadText], check: () throws -> Void = {}) throws -> Tensor {
    let logits = decoder.logits(of: Variable(try read(texts, check: check)))
    try decoder.checkFinite(logits) { decoder in .concatenatingRows(texts.map { $0.hiddenAgain(decoder) }) }
    return logits
  }

  /// Reads texts into their caches, together, and gives what the last layer says of the last row of each
  /// [texts × width]. Throws `ModelError`, and what `check` throws, which is called periodically: the caches
  /// then hold as much as was read.
  @discardableResult package func read(_ texts: [UnreadText], check: () throws -> Void = {}) throws -> Tensor {
    for text in texts {
      guard text.rows.rows > 0 else { throw ModelError.emptyPrompt }
      guard text.count <= configuration.contextLength else {
        throw ModelError.contextExceeded(tokens: text.count, limit: configuration.contextLength)
      }
    }
    var last: [Tensor] = []
    var (pieces, room) = ([(text: UnreadText, rows: Range<Int>)](), Self.rowsAtOnce)
    for (index, text) in texts.enumerated() {
      var start = 0
      while start < text.rows.rows {
        let end = min(start + room, text.rows.rows)
        pieces.append((text, start..<end))
        (room, start) = (room - (end - start), end)
        let isLast = index + 1 == texts.count && end == text.rows.rows
        guard room == 0 || isLast else { continue }
        try check()
        last += read(pieces)
        (pieces, room) = ([], Self.rowsAtOnce)
      }
    }
    return Tensor.concatenatingRows(last)
  }

  /// Reads parts of texts in one pass; gives what the last layer says of each text's last row that was among them.
  private func read(_ pieces: [(text: UnreadText, rows: Range<Int>)]) -> [Tensor] {
    var (updates, ends, row) = ([(rows: Range<Int>, decoder: Decoder)](), [Int](), 0)
    for (text, rows) in pieces {
      if let decoder = text.updates { updates.append((row..<row + rows.count, decoder)) }
      row += rows.count
      if rows.upperBound == text.rows.rows { ends.append(row - 1) }
    }
    let decoder = updates.isEmpty ? decoder : decoder.updating(updates)
    let hidden = decoder.hidden(
      Variable(Tensor.concatenatingRows(pieces.map { $0.text.rows.rows($0.rows) })),
      following: pieces.map { ($0.text.cache, $0.rows.count) })
    return ends.map { hidden.value.rows($0..<$0 + 1) }
  }
}
