/// How plots are shown as text.
package enum PlotStyle: Equatable, Sendable {
  /// Drawn with braille and box-drawing characters.
  case unicode
  /// Drawn with ASCII characters only.
  case ascii
  /// Not drawn: sentences and a table, for screen readers.
  case accessible

  /// `ACCESSIBLE=1` (any value but nothing and 0) asks for sentences, `TERM=dumb` for ASCII. Lessons that are checked
  /// don't ask: their outputs are the same everywhere.
  package init(environment: [String: String]) {
    if let accessible = environment["ACCESSIBLE"], !["", "0"].contains(accessible) {
      self = .accessible
    } else {
      self = environment["TERM"] == "dumb" ? .ascii : .unicode
    }
  }
}
