extension Value {
  /// Lists in lists deeper than this are refused, because comparing, printing and freeing them is recursive.
  static let depthLimit = 100
  /// Larger lists, with all that is in them, are refused. A few statements can otherwise fill the memory.
  static let sizeLimit = 1_000_000
  /// Longer texts, in UTF-8 bytes, are refused.
  static let textLimit = 64 << 20

  /// What makes this value, which has just been put together, larger than a session can keep; nil when nothing does.
  var excess: String? {
    if case .text(let text) = self {
      return text.utf8.count > Self.textLimit ? "this text is longer than \(Self.textLimit >> 20) MiB" : nil
    }
    var remaining = Self.sizeLimit
    guard isNested(atMost: Self.depthLimit, &remaining) else {
      return "lists are nested more than \(Self.depthLimit) deep"
    }
    return remaining < 0 ? "this list holds more than \(Self.sizeLimit) values" : nil
  }

  /// Whether lists, pairs and records stand in each other at most `limit` deep. Takes the number of values that are
  /// met off `remaining`, and stops looking once that is negative.
  private func isNested(atMost limit: Int, _ remaining: inout Int) -> Bool {
    guard limit >= 0 else { return false }
    switch self {
    case .list(let items): return areNested(items, limit, &remaining)
    case .pair(let key, let value): return areNested([key, value ?? .nothing], limit, &remaining)
    case .record(let record): return areNested(record.values, limit, &remaining)
    case .nothing, .boolean, .number, .text, .object: return true
    }
  }

  private func areNested(_ values: [Value], _ limit: Int, _ remaining: inout Int) -> Bool {
    remaining -= values.count
    for value in values where remaining >= 0 {
      guard value.isNested(atMost: limit - 1, &remaining) else { return false }
    }
    return true
  }
}
