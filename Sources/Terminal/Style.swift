/// Whether colour is wanted, as the command line says.
package enum ColourChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never
}

/// How text is set off on a terminal. Colour only ever repeats what the words say.
package struct Style: Equatable, Sendable {
  /// Whether escape sequences may be used.
  package let isColoured: Bool

  package init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// Decides by, in this order, the command line, `NO_COLOR` (no-color.org), `FORCE_COLOR`, and whether a terminal
  /// that knows more than `dumb` is there. Empty variables count as not set.
  package init(_ choice: ColourChoice, environment: [String: String], isTerminal: Bool) {
    let isSet = { (name: String) in !(environment[name] ?? "").isEmpty }
    isColoured =
      switch choice {
      case .always: true
      case .never: false
      case .auto where isSet("NO_COLOR"): false
      case .auto where isSet("FORCE_COLOR"): environment["FORCE_COLOR"] != "0"
      case .auto: isTerminal && environment["TERM"] != "dumb"
      }
  }

  /// A rendered diagnostic with the word `error:` and the carets set off.
  package func diagnostic(_ text: String) -> String {
    guard isColoured else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("error:") { return wrong("error:") + line.dropFirst(6) }
      guard let bar = line.firstIndex(of: "|"), line[..<bar].allSatisfy({ $0 == " " }),
        let caret = line.firstIndex(of: "^"), line[line.index(after: bar)..<caret].allSatisfy({ $0 == " " })
      else { return String(line) }
      return line[..<caret] + wrong(String(line[caret...]))
    }.joined(separator: "\n")
  }

  private func wrong(_ text: String) -> String { "\u{1B}[1;31m\(text)\u{1B}[0m" }
}
