import TestSupport
import Testing

@testable import Script

@Suite("A false condition says what did not hold")
struct JudgementTests {
  @Test(arguments: [
    ("3 > 2", true, []),
    ("let x = 3\n$x > 5", false, ["$x is 3; more than 5"]),
    ("let x = 3\n5 < $x", false, ["$x is 3; more than 5"]),
    ("let x = 3\n5 >= $x and $x >= 4", false, ["$x is 3; at least 4"]),
    ("let x = 3\n$x <= 2 or ($x == 7)", false, ["$x is 3; at most 2", "$x is 3; 7"]),
    ("let x = 3\n$x <= 2 or ($x == 3)", true, []),
    ("let x = \"a\"\n$x != a", false, ["$x is a; anything but a"]),
    ("not (1 == 1)", false, ["(1 == 1) is true; false"]),
    ("let x = false\n$x", false, ["$x is false; true"]),
    ("(count [1, 2]) == 3", false, ["(count [1, 2]) is 2; 3"]),
    ("[a, b] == [a, c]", false, ["[a, b] is [a, b]; [a, c]"]),
  ])
  func judges(text: String, holds: Bool, shortfalls: [String]) throws {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    let judgement = try session.judgement(of: SourceText(text))
    #expect(judgement.value == .boolean(holds))
    #expect(judgement.shortfalls.map { "\($0.subject) is \($0.seen.short); \($0.wanted)" } == shortfalls)
  }

  @Test(arguments: ["let x = 3", "show-text yes", "3"])
  func otherValuesAreNoConditions(text: String) throws {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    #expect(try session.judgement(of: SourceText(text)).shortfalls.isEmpty)
  }

  @Test(arguments: ["$answer == 3", "1 and true", "true and 1", "[1] < 2", "(1"])
  func mistakesAreThrown(text: String) {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    #expect(throws: Diagnostic.self) { try session.judgement(of: SourceText(text)) }
  }
}

@Suite("The names of a text")
struct OutlineTests {
  @Test(
    arguments: [
      ("let x = 1\nshow-text a", [["$x"], []]),
      ("for x in [1] {\n  let y = $x\n}", [["$x", "$y"]]),
      ("if true { let a = 1 } else if false { let b = 1 } else { let c = 2 }", [["$a", "$b", "$c"]]),
      ("def double x { let y = 2; $x * $y }", [["double"]]),
    ] as [(String, [Set<String>])])
  func names(text: String, names: [Set<String>]) throws {
    let program = try Program(parsing: SourceText(text))
    #expect(program.outline.map(\.names) == names)
    #expect(program.names == names.reduce([]) { $0.union($1) })
  }

  @Test(arguments: [
    ("ask cheese", true), ("tune prompt", true), ("let x = 1", true), ("?ask", true), ("$x", true), ("$x.length", true),
    ("cheese", false), ("bread => pain", false), ("bread => pain, butter => beurre", false), ("150", false),
    ("[a => b]", false), ("\"queso\"", false), ("", false), ("ask a\ncheese", false), ("(1", false),
  ])
  func statementsAreToldFromParts(text: String, isStatement: Bool) {
    #expect(Session(registry: Registry(testCommands), host: TestHost()).understands(text) == isStatement)
  }

  @Test func restoringKeepsNamesThatAreNew() throws {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    try session.run(SourceText("let x = 1"))
    let snapshot = session.snapshot()
    try session.run(SourceText("let x = 2\nlet y = 3\ndef own z { $z }\nlet other = 4"))
    #expect(session.restore(snapshot, keeping: ["$x", "$y", "own"]) == ["$x"])
    #expect(session.bindings.variables == ["x": .number(1), "y": .number(3)])
    #expect(session.command(named: "own") != nil)
    try session.run(SourceText("let x = 5"))
    #expect(session.restore(snapshot, keeping: ["$x", "$y"], replacing: ["$x"]).isEmpty)
    #expect(session.bindings.variables == ["x": .number(5), "y": .number(3)])
  }
}
