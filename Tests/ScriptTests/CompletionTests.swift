import TestSupport
import Testing

@testable import Script

@Suite struct CompletionTests {
  private func session() throws -> Session {
    let names = ["notes.txt", "my data.csv", "lessons/01.md", "lessons/02.md", ".hidden"]
    let files = Dictionary(uniqueKeysWithValues: names.map { ($0, [UInt8]()) })
    let session = Session(registry: Registry(testCommands), host: TestHost(files: files))
    try session.run(
      SourceText(
        """
        let french = vector 1 2
        let french-soft = vector 3
        let number = 3
        let rows = (table)
        def double value { $value * 2 }
        """))
    return session
  }

  /// The line up to the cursor, and the candidates that are wanted.
  static let cases: [(String, [String])] = [
    ("pri", ["print"]),
    ("dou", ["double"]),
    ("tu", ["tune lora", "tune prompt"]),
    ("tune ", ["tune lora", "tune prompt"].map { String($0.dropFirst(5)) }),
    ("tune pr", ["prompt"]),
    ("let x = pri", ["print"]),
    ("let x = time cou", ["count"]),
    ("print 1 | cou", ["count"]),
    ("print (cou", ["count"]),
    ("for x in $rows { pri", ["print"]),
    ("if pri", ["print"]),
    ("if true { } else if pri", ["print"]),
    ("print 1; pri", ["print"]),
    ("print $rows[cou", ["count"]),
    ("le", ["let"]),
    ("for x ", ["in"]),
    ("let pri", []),
    ("print $fr", ["$french", "$french-soft"]),
    ("$", ["$french", "$french-soft", "$number", "$rows"]),
    ("print \"say $fr", ["$french", "$french-soft"]),
    ("print 'abc", []),
    ("for item in $rows { print $it", ["$item"]),
    ("def f first { print $fi", ["$first"]),
    ("$french.", ["length", "first"]),
    ("$french.le", ["length"]),
    ("print $rows.x", []),
    ("ask a w", ["with:"]),
    ("ask a with: ", ["$french", "$french-soft"]),
    ("ask a with: $french ", ["top:"]),
    ("ask a with: $french t", ["top:"]),
    ("tune prompt to: ", ["html", "ipynb"]),
    ("tune prompt exact: t", ["true"]),
    ("tune prompt base: p", ["pocket"]),
    ("tune prompt from: ", ["lessons/", "'my data.csv'", "notes.txt"]),
    ("tune prompt from: lessons/", ["lessons/01.md", "lessons/02.md"]),
    ("tune prompt from: .h", [".hidden"]),
    ("?cou", ["count"]),
    ("??cou", ["count"]),
    ("help cou", ["count"]),
    ("[bread, but", []),
    ("xyzzy ", []),
    ("print \"done\"", []),
  ]

  @Test(arguments: cases) func candidates(_ line: String, _ expected: [String]) throws {
    let completion = complete(line, cursor: line.utf8.count, session: try session())
    #expect(completion.candidates.map(\.text) == expected)
  }

  @Test func startOfTheCandidateIsGivenInBytes() throws {
    let line = "print é $fren and more"
    let completion = complete(line, cursor: "print é $fren".utf8.count, session: try session())
    #expect(completion.start == "print é ".utf8.count)
    #expect(completion.candidates.map(\.kind) == [.variable, .variable])
  }

  @Test func aLabelShowsWhatItIsFor() throws {
    let line = "ask a to"
    let completion = complete(line, cursor: line.utf8.count, session: try session())
    #expect(completion.candidates.map(\.display) == ["top: how many tokens to show"])
  }

  @Test func aCursorBehindTheLineIsItsEnd() throws {
    #expect(complete("pri", cursor: 99, session: try session()).candidates.map(\.text) == ["print"])
  }
}
