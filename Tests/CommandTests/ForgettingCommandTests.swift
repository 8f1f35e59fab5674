import Commands
import Script
import Testing

/// `forgetting` with a tiny model.
@Suite struct ForgettingCommandTests {
  private static let setUp = """
    use '\(Places.tinyLlama)'
    let a = [a => b, c => d, e => b]
    let b = [x => y, z => y]
    let o = (data opposites | take 4)

    """

  private static func printed(_ source: String, host: CommandsHost = CommandsHost()) -> String {
    CommandTests.printed(setUp + source, host: host)
  }

  private static let made =
    "let f = forgetting on: [$a, $o] unseen: [$a, $b] seeds: [1, 2] steps: 2 batch: 2 length: 2\n"

  @Test func fieldsAreTablesAndMatrices() {
    let source = """
      print $f.tasks $f.ways
      print (count $f.average) $f.forgetting[0].way (count $f.backward) (count $f.forward)
      print (shape $f.next.mean) (count $f.replay) ($f.prompt[1].list == $f.prompt.mean[1][0])
      print ($f.weights.lowest[2][0] <= $f.weights.mean[2][0]) ($f.weights.mean[2][0] <= $f.weights.highest[2][0])
      """
    #expect(
      Self.printed(Self.made + source) == """
        [list, opposites] [next, prompt, weights, replay]
        4 next 4 4
        [3, 2] 3 true
        true true

        """)
  }

  @Test func tablesAndPlots() {
    let lines = Self.printed(Self.made + "$f\nplot $f width: 40 height: 8\nplot $f.next width: 40")
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(2) == ["2 tasks in this order: list, opposites", "Exact match on unseen examples, 2 seeds"])
    #expect(lines.contains("Average of all tasks at the end"))
    #expect(lines.count { $0.hasPrefix("replay") } == 4)
    #expect(lines.contains("Exact match on the tasks learned so far"))
    #expect(lines.contains("next: exact match, the mean of 2 seeds"))
    #expect(lines.contains { $0.hasPrefix("(nothing)") })
  }

  @Test func namesAreLabelsOrCounted() {
    let run = "seeds: [1] ways: [prompt] steps: 1"
    #expect(Self.printed("(forgetting on: [$a, $b] unseen: [$a, $b] \(run)).tasks") == "[list-1, list-2]\n")
    #expect(
      Self.printed("(forgetting on: [$a, $b] unseen: [$a, $b] labels: [first, second] \(run)).tasks")
        == "[first, second]\n")
  }

  static let mistakes: [CommandMistakeTests.Mistake] = [
    .init(
      "forgetting on: [$a] unseen: [$a]", "one task can't be forgotten for another: this takes two at least",
      at: "[$a]"),
    .init("forgetting on: [$a, $b] unseen: [$a]", "there are 2 tasks, but unseen examples of 1", at: "[$a]"),
    .init("forgetting on: [$a, $b] unseen: [$a, []]", "list-2: there is no example to judge by", at: "[$a, []]"),
    .init("forgetting on: [$a, []] unseen: [$a, $b]", "list-2: there is no example to learn from", at: "[$a, []]"),
    .init("forgetting on: [$a, $b] unseen: [$a, $b] seeds: []", "`seeds:` needs a number: the list is empty", at: "[]"),
    .init("forgetting on: [$a, $b] unseen: [$a, $b] seeds: [1, 1]", "`seeds:` has a number twice", at: "[1, 1]"),
    .init("forgetting on: [$a, $b] unseen: [$a, $b] ways: []", "there is no way to learn: the list is empty", at: "[]"),
    .init("forgetting on: [$a, $b] unseen: [$a, $b] ways: [next, next]", "a way is named twice", at: "[next, next]"),
    .init("forgetting on: [$a, $b] unseen: [$a, $b] labels: [x]", "there are 2 tasks, but 1 label", at: "[x]"),
    .init(
      "forgetting on: [$a, $b] unseen: [$a, $b] replay: 1",
      "`replay:` takes a number from 0 to 0.9, not the number 1", at: "1"),
  ]

  @Test(arguments: mistakes) func mistakesAreExplained(_ mistake: CommandMistakeTests.Mistake) throws {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: CommandsHost())
    try session.run(SourceText(Self.setUp))
    try mistake.check(in: session)
  }

  @Test func progressIsReportedAndCanBeStopped() throws {
    let host = CommandsHost()
    _ = Self.printed(Self.made, host: host)
    let last = host.progress.last { $0.title == "forgetting" }
    let total = 5 + 4 * 2 * 2 * (2 + 5)
    #expect(last?.completed == total && last?.total == total)

    let stopping = CommandsHost(checksUntilStopped: 300)
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: stopping)
    try session.run(SourceText(Self.setUp))
    let error = #expect(throws: Diagnostic.self) { try session.run(SourceText(Self.made)) }
    #expect(error?.kind == .cancelled)
  }
}
