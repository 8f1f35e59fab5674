import Commands
import Script
import Testing

@Suite struct CommandCompletionTests {
  static let lines: [(line: String, candidates: [String])] = [
    ("use gem", ["gemma3-270m"]),
    ("use ", ["gemma3-270m", "smollm2-135m"]),
    ("fetch s", ["smollm2-135m"]),
    ("ask cheese model: sm", ["smollm2-135m"]),
    ("ask cheese wi", ["with:"]),
    ("ask cheese with: ", ["$french", "none"]),
    ("show ", ["$french", "none", "with:", "model:"]),
    ("data en", ["en-fr"]),
    ("split $capitals t", ["train:", "test:"]),
    ("$french.e", ["examples"]),
    ("$capitals.li", ["licence"]),
  ]

  @Test(arguments: lines) func candidatesFitTheirPlace(_ line: String, _ candidates: [String]) throws {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: CommandsHost())
    try session.run(SourceText("let french = prompt [bread => pain]\nlet capitals = data capitals"))
    let completion = complete(line, cursor: line.utf8.count, session: session)
    #expect(completion.candidates.map(\.text) == candidates)
  }
}
