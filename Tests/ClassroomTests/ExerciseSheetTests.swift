import Testing

@testable import Classroom

@Suite("What is typed at an exercise")
struct ExerciseSheetTests {
  static let opposite = "let opposite = prompt \"Write the opposite\" [___]\nlet answer = ask hot with: $opposite"
  static let solved =
    "let opposite = prompt \"Write the opposite\" [big => small]\nlet answer = ask hot with: $opposite"

  /// Statements are what begins with a command, `let` or a variable.
  private func isStatement(_ text: String) -> Bool {
    ["ask", "let", "$", "print"].contains { text.hasPrefix($0) }
  }

  @Test(arguments: [
    // What belongs in the blank, with or without the brackets that are there.
    (opposite, "big => small", solved),
    (opposite, "[big => small]", solved),
    (
      opposite, "[a], [b]",
      "let opposite = prompt \"Write the opposite\" [[a], [b]]\nlet answer = ask hot with: $opposite"
    ),
    ("print \"___\"", "\"hello there\"", "print \"hello there\""),
    ("pretrain pebble until: ___", "150", "pretrain pebble until: 150"),
    // The whole line.
    (opposite, "let opposite = prompt \"Write the opposite\" [big => small]", solved),
    ("  ask cheese with: ___", "ask cheese with: $french", "  ask cheese with: $french"),
    ("ask ___ with: ___", "ask cheese with: $french", "ask cheese with: $french"),
    // Something else under the same name.
    (
      opposite, "let opposite = prompt [big => small]",
      "let opposite = prompt [big => small]\nlet answer = ask hot with: $opposite"
    ),
    // The whole cell, and more.
    (
      opposite, "let p = 1\nlet opposite = prompt [big => small]\nlet answer = \"cold\"",
      "let p = 1\nlet opposite = prompt [big => small]\nlet answer = \"cold\""
    ),
    // One blank of two.
    ("print ___ ___", "a", "print a ___"),
  ])
  func fills(cell: String, input: String, filled: String) {
    #expect(ExerciseSheet(text: cell).read(input, isStatement: isStatement) == .filled(ExerciseSheet(text: filled)))
  }

  @Test(arguments: [
    (
      opposite, "ask cold",
      "let opposite = prompt \"Write the opposite\" [(ask cold)]\nlet answer = ask hot with: $opposite"
    ),
    ("let answer = ___", "ask cheese", "let answer = (ask cheese)"),
    ("let answer = ___", "$x", "let answer = $x"),
    (opposite, "let x = [a => b]", nil),
    (opposite, "let answer = 3", nil),
    ("pretrain pebble until: ___", "$x | count", "pretrain pebble until: ($x | count)"),
    ("print \"___\"", "ask \"cheese\"", nil),
  ])
  func othersAreTriedOut(cell: String, input: String, filling: String?) {
    let reading = ExerciseSheet(text: cell).read(input, isStatement: isStatement)
    #expect(reading == .other(filling: filling.map { ExerciseSheet(text: $0) }))
  }
}
