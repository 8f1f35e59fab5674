/// Turns tokens into text as they come, a character at the earliest when its last byte is there.
package struct StreamingDecoder: Sendable {
  private let tokenizer: Tokenizer
  private let controls: Bool
  /// The bytes of a character that is not complete yet.
  private var pending: [UInt8] = []

  /// A decoder for the tokens that follow others; control tokens give no text unless `controls`.
  package init(_ tokenizer: Tokenizer, controls: Bool = false) {
    self.tokenizer = tokenizer
    self.controls = controls
  }

  /// Adds a token and gives the text that is complete with it. Malformed bytes become U+FFFD.
  package mutating func push(_ id: Int) -> String {
    if controls || !tokenizer.isControl(id) { pending.append(contentsOf: tokenizer.bytes(of: id)) }
    let complete = pending.count - incompleteLength
    defer { pending.removeFirst(complete) }
    return String(decoding: pending[..<complete], as: UTF8.self)
  }

  /// Ends the text: what is pending will never be complete, and becomes U+FFFD.
  package mutating func flush() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  /// The number of bytes at the end that begin a character and lack its rest.
  private var incompleteLength: Int {
    for length in 1..<4 where length <= pending.count {
      let byte = pending[pending.count - length]
      if byte & 0xC0 != 0x80 { return utf8Length(of: byte) > length ? length : 0 }
    }
    return 0
  }
}
