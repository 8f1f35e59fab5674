import Printing

/// A user's mistake, or an interruption, with its place: the only error that parsing and evaluating throw.
package struct Diagnostic: Error, Sendable {
  /// What kind of end this is.
  package enum Kind: Sendable {
    /// Something is wrong at the place pointed at.
    case mistake
    /// The text ends too early, inside an open bracket or after a `|`: more lines could complete it.
    case incomplete
    /// The user stopped the command.
    case cancelled
  }

  /// A command of the user's own that was running, and where it was called.
  package struct Call: Sendable {
    /// The command's name.
    package let name: String
    /// The place of the call.
    package let span: Span
  }

  /// What kind of end this is.
  package var kind: Kind
  /// One sentence in the words of the field, without a full stop.
  package var message: String
  /// The place.
  package var span: Span
  /// At most one suggestion, printed behind the carets.
  package var suggestion: String?
  /// The calls of the user's own commands that were running, innermost first.
  package var calls: [Call] = []

  /// A mistake at `span`, or an end of another `kind`.
  package init(_ message: String, at span: Span, suggestion: String? = nil, kind: Kind = .mistake) {
    self.kind = kind
    self.message = message
    self.span = span
    self.suggestion = suggestion
  }

  /// Whether more lines could complete the text.
  package var isIncomplete: Bool { kind == .incomplete }
}

/// The name that `typed` most likely was meant to be, or nil when none is near.
///
/// Near is a Damerau-Levenshtein distance (insertions, deletions, substitutions and swaps of neighbours, restricted)
/// of at most a third of the length, or the start of a name, of at least three characters, that only one name has.
package func nearest(to typed: String, among names: some Sequence<String>) -> String? {
  guard typed.count <= 40, !typed.isEmpty else { return nil }
  let limit = max(1, typed.count / 3)
  var best: (name: String, distance: Int)?
  for name in names where name != typed && abs(name.count - typed.count) <= limit {
    let distance = distance(Array(typed.lowercased()), Array(name.lowercased()))
    if distance <= limit, distance < typed.count, distance < best?.distance ?? .max { best = (name, distance) }
  }
  if let best { return best.name }

  let starting = names.filter { typed.count >= 3 && $0.hasPrefix(typed) }
  return starting.count == 1 ? starting[0] : nil
}

private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var cost = min(last[column] + (character == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
