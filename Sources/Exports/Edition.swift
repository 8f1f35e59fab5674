/// Whom a page or notebook is for.
package enum Edition: Equatable, Sendable {
  /// To read: with outputs, and with the exercises' solutions or without.
  case reading(solutions: Bool)
  /// To work through, on paper: no outputs and no solutions, but room to write.
  case handout

  var showsOutputs: Bool { self != .handout }
  var showsSolutions: Bool { self == .reading(solutions: true) }
}
