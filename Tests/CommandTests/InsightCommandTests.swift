import Commands
import Script
import Testing

/// What `attention`, `layers`, `discretise` and `cost` say about a tiny model.
@Suite struct InsightCommandTests {
  private static let setUp = """
    use '\(Places.tinyGemma)'
    let soft = tune prompt on: [a => b, c => d] length: 2 steps: 3 seed: 1

    """

  private static func printed(_ source: String, host: CommandsHost = CommandsHost()) -> String {
    CommandTests.printed(setUp + source, host: host)
  }

  private static func lines(_ source: String) -> [Substring] {
    printed(source).split(whereSeparator: \.isNewline)
  }

  @Test func attentionIsAMatrixOfTheTokens() {
    let lines = Self.lines("attention ab layer: 2 head: 1")
    #expect(lines.first == "Attention of layer 2, head 1")
    #expect(lines.dropFirst(3).prefix(3).map { $0.prefix { $0 != " " } } == ["<bos>", "\"a\"", "\"b\""])
    let source = """
      let a = attention ab with: $soft
      print $a.tokens
      print (shape $a.weights) (sum $a.weights[-1])
      plot $a
      """
    let output = Self.printed(source)
    let tokens = #"[<bos>, row 0, row 1, "a", "b", " ", "=", ">"]"#
    #expect(output.hasPrefix("\(tokens)\n[8, 8] 1\nAttention, mean of 7 layers\n"))
  }

  @Test func mostLookedAtComesFirst() {
    let source = """
      let a = attention abc layer: 1
      for row in (attention abc layer: 1 top: 2) { print $row.position $row.at ($row.weight == $a.weights[$row.position][$row.at]) }
      """
    let rows = Self.lines(source)
    #expect(rows.count == 7)
    #expect(rows.first == "0 0 true" && rows.allSatisfy { $0.hasSuffix(" true") })
  }

  @Test func layersEndInWhatIsAsked() {
    let source = """
      let grown = layers ab with: $soft
      let asked = (ask ab with: $soft top: 1)[0]
      print (count $grown) ($grown[-1].token == $asked.token) ($grown[-1].outcome == $grown[-1].probability)
      print (count (layers ab top: 3)) $grown[0].layer
      """
    #expect(Self.printed(source) == "8 true true\n24 0\n")
  }

  @Test func discretisedPromptsAreTokens() {
    let source = """
      let d = discretise $soft
      let again = discretise $d.prompt
      print ($again.text == $d.text) ($again.rows[0].distance) ($d.rows[0].distance > 0) (count $d.rows)
      (score $d.prompt on: [a => b]).of
      """
    #expect(Self.printed(source) == "true 0 true 2\n1\n")
  }

  static let energies: [(host: CommandsHost, joules: String, source: String)] = [
    (CommandsHost(processorSeconds: [2, 5], joules: 7), "7", "measured by the processor, for all programs"),
    (CommandsHost(processorSeconds: [2, 5]), "30", "estimated: 10 W for each busy core"),
    (CommandsHost(), "nothing", "nothing"),
  ]

  @Test(arguments: energies) func blocksAreMeasured(_ host: CommandsHost, _ joules: String, _ source: String) {
    let output = CommandTests.printed(
      "let c = cost { count [a, b] } watts: 10\nprint $c.joules\nprint $c.energy\nprint $c.value", host: host)
    #expect(output == "\(joules)\n\(source)\n2\n")
  }

  @Test func whatWasLearnedTellsItsCost() {
    let source = """
      let c = cost $soft
      print $c.numbers $c.bytes $c.steps ($c.gflop > 0) $c.peak-mb
      let again = compare [$soft] on: [a => b]
      $again.gflop[0] > 0
      """
    #expect(Self.printed(source, host: CommandsHost(peakMemory: 5_000_000)) == "64 256 3 true 5\ntrue\n")
  }

  @Test func textsCostWhatTheyTake() {
    let source = """
      let bare = cost ab with: none
      let long = cost ab with: $soft
      print $bare.positions $long.positions $long.learned-rows ($long.gflop > $bare.gflop)
      """
    #expect(Self.printed(source) == "6 8 2 true\n")
  }

  private static let text = String(repeating: "0123456789", count: 7)

  static let mistakes: [CommandMistakeTests.Mistake] = [
    .init("attention ''", "there is nothing to read: the text is empty", at: "''"),
    .init("attention", "there is nothing to read", at: "attention", "give a text"),
    .init("attention ab layer: 9", "there is no layer 9: the model has 7", at: "9"),
    .init("attention ab layer: 1 head: 5", "there is no head 5: a layer of the model has 4", at: "5"),
    .init("attention ab head: 1", "a head belongs to a layer", at: "1", "name its layer too: layer: 1"),
    .init("attention '\(text)'", "the text has 71 tokens, but the model has room for 64", at: "'\(text)'"),
    .init("layers ' ' with: none", "there is nothing to read: the text is empty", at: "' '"),
    .init(
      "discretise (prompt [a => b])", "only a soft prompt has rows, and this is a written prompt",
      at: "(prompt [a => b])"),
    .init(
      "cost (prompt [a => b])", "nothing was learned for a written prompt, so it took nothing",
      at: "(prompt [a => b])", "what reading it takes: cost QUESTION with: $prompt"),
    .init(
      "cost (ensemble [none, (prompt [a => b])])",
      "the members of an ensemble are learned one by one: ask for the cost of each",
      at: "(ensemble [none, (prompt [a => b])])"),
    .init(
      "attention a with: (ensemble [none, (prompt [a => b])])",
      "each member of an ensemble reads the question in its own way", at: "(ensemble [none, (prompt [a => b])])",
      "look through one of its members"),
    .init("cost { ask }", "there is nothing to ask", at: "ask", "give a text"),
    .init(
      "let saved = save $soft folder\nlet loaded = load folder\ncost $loaded",
      "nobody knows what this took: it comes from a file, which does not say", at: "$loaded"),
  ]

  @Test(arguments: mistakes) func mistakesAreExplained(_ mistake: CommandMistakeTests.Mistake) throws {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: CommandsHost())
    try session.run(SourceText(Self.setUp))
    try mistake.check(in: session)
  }

  @Test(arguments: ["attention abc", "layers abc"]) func canBeStopped(_ source: String) throws {
    let host = CommandsHost(checksUntilStopped: 40)
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: host)
    try session.run(SourceText("use '\(Places.tinyGemma)'"))
    let error = #expect(throws: Diagnostic.self) {
      for _ in 0..<20 { try session.run(SourceText(source)) }
    }
    #expect(error?.kind == .cancelled)
  }
}
