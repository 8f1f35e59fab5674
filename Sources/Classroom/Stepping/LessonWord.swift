/// A word that, alone on a line, speaks to the lesson and not to the language.
package enum LessonWord: String, CaseIterable, Sendable {
  case next
  case back
  case again
  case skip
  case hint
  case solution
  case check
  case place = "where"
  case reset
  case help
  case quit

  /// The word that a line holds and nothing else; `exit` is `quit`.
  package init?(line: String) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count == 1 else { return nil }
    self.init(rawValue: words[0] == "exit" ? "quit" : String(words[0]))
  }

  /// What it does.
  package var summary: String {
    switch self {
    case .next: "runs the cell and goes on; Enter does the same"
    case .back: "goes back a step; everything is as it was there"
    case .again: "shows the step again"
    case .skip: "passes over the cell; an exercise is solved for you"
    case .hint: "helps a little with an exercise, then a little more"
    case .solution: "shows how an exercise can be solved"
    case .check: "takes what you tried last as your answer"
    case .place: "tells how far you are"
    case .reset: "starts the lesson again"
    case .help: "lists these words"
    case .quit: "leaves; you can go on later at the same place"
    }
  }
}
