import Platform

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

/// The columns that a descriptor's terminal has: `COLUMNS` where it is a number, else what the terminal says, else 80.
package func terminalWidth(of descriptor: Int32, environment: [String: String]) -> Int {
  if let columns = environment["COLUMNS"].flatMap(Int.init), columns > 0 { return max(20, min(columns, 10_000)) }
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return max(20, Int(size.ws_col))
}
