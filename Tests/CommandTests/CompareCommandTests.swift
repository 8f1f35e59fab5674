import Commands
import Foundation
import Script
import Testing

@Suite struct CompareCommandTests {
  private static let setUp = """
    use '\(Places.tinyLlama)'
    let few = [a => b, c => d]
    let go = prompt [a => b]
    let soft = tune prompt on: $few length: 2 steps: 3 seed: 1
    let opposites = (data opposites | take 6)

    """

  private static func printed(_ source: String, host: CommandsHost = CommandsHost()) -> String {
    CommandTests.printed(setUp + source, host: host)
  }

  @Test func rowsAreWhatScoreSays() {
    let source = """
      let c = compare [none, $go, $soft] on: $few
      let s = score $soft on: $few
      $c[2].loss == $s.loss and $c.right[2] == $s.right and (count $c) == 3
      """
    #expect(Self.printed(source) == "true\n")
  }

  @Test func columnsAreFields() {
    let all = "(compare [none, $go, $soft] on: $few)"
    #expect(Self.printed("\(all).adaptation") == "[none, prompt, soft prompt]\n")
    #expect(Self.printed("\(all).numbers") == "[0, 0, 64]\n")
    #expect(Self.printed("\(all).bytes") == "[0, 7, 256]\n")
    #expect(Self.printed("\(all).examples") == "[0, 1, 2]\n")
    #expect(Self.printed("\(all).steps") == "[0, 0, 3]\n")
    #expect(Self.printed("\(all).gflop[2] > 0") == "true\n")
    #expect(Self.printed("(compare [$soft, $soft] on: $few).adaptation") == "[soft prompt 1, soft prompt 2]\n")
    #expect(Self.printed("(compare [$go, none] on: $few labels: [shots, bare]).adaptation") == "[shots, bare]\n")
  }

  /// Without any adaptation nothing can be forgotten.
  @Test func otherTasksBeforeAndAfter() {
    let source = """
      let c = compare [none, $soft] on: $few others: [$opposites] shots: 1
      $c.opposites-before[0] == $c.opposites-after[0] and $c.opposites-before[1] == $c.opposites-before[0]
      """
    #expect(Self.printed(source) == "true\n")
  }

  @Test func tablesAndBars() {
    let output = Self.printed("compare [none, $go] on: $few others: [$opposites] shots: 1 labels: [bare, shots]")
    #expect(
      output == """
        On list, 2 examples
        adaptation  right  of  exact-match     loss
        bare            0   2            0   6.5266
        shots           0   2            0  7.05703

        What it took
        adaptation  numbers  bytes  examples  steps  gflop  seconds  peak-mb
        bare              0      0         0      0      0        0        0
        shots             0      7         1      0      0        0        0

        Exact match on other tasks, shown 1 example
        adaptation  opposites-before  opposites-after
        bare                       0                0
        shots                      0                0

        """)
    let plot = Self.printed("plot (compare [none, $go] on: $few) width: 44")
    #expect(
      plot == """
        Exact match on list
        list
        none   0 │
        prompt 0 │
                 └┬────────────────────────────────┬
                  0                                1
                             exact match

        """)
  }

  /// A run of each seed is the run of `tune` with that seed.
  @Test func seedsAreRunsOfTune() {
    let source = """
      let other = tune prompt on: $few length: 2 steps: 3 seed: 5
      let c = compare [none, $soft] on: $few others: [$opposites] shots: 1 seeds: [1, 5]
      print $c.seeds $c.steps
      let a = score $soft on: $few
      let b = score $other on: $few
      print ($c.loss[1] == ($a.loss + $b.loss) / 2) ($a.loss == $b.loss)
      print ($c.lowest[1] <= $c.exact-match[1]) ($c.exact-match[1] <= $c.highest[1])
      print ($c.opposites-lowest[1] <= $c.opposites-after[1]) ($c.opposites-after[1] <= $c.opposites-highest[1])
      """
    let host = CommandsHost()
    #expect(
      Self.printed(source, host: host) == "[1, 2] [0, 3]\ntrue false\ntrue true\ntrue true\n")
    // The run with the seed that is given already is not made again: one with 3 steps, and examples asked.
    let total = 3 + 3 * 2 + 3 * 5
    let last = host.progress.last { $0.title == "compare" }
    #expect(last?.completed == total && last?.total == total)
  }

  @Test func spreadIsDrawn() {
    let source = "let p = plot (compare [none, $soft] on: $few seeds: [1, 5])\nprint $p.csv"
    let lines = Self.printed(source).split(whereSeparator: \.isNewline)
    #expect(lines == ["name,category,exact match,low,high", "none,list,0,,", "soft prompt,list,0,0,0"])
  }

  static let memories: [(peak: Int?, shown: String)] = [(5_400_000, "[0, 5]\n"), (nil, "[0, nothing]\n")]

  @Test(arguments: memories) func memoryIsShownWhereItIsKnown(_ peak: Int?, _ shown: String) {
    let source = "let c = compare [none, $soft] on: $few\nprint $c.peak-mb"
    #expect(Self.printed(source, host: CommandsHost(peakMemory: peak)) == shown)
  }

  @Test func curvesHoldARowForEachMethodAndSize() {
    let source = """
      let c = curve [prompt, lora] on: (data capitals) test: $few sizes: [2, 4] seeds: [1, 2] steps: 2
      print $c.method $c.examples $c.seeds
      plot $c width: 50 height: 10
      """
    #expect(
      Self.printed(source) == """
        [soft prompt, soft prompt, LoRA, LoRA] [2, 4, 2, 4] [2, 2, 2, 2]
        Exact match on 2 examples of list
        exact match
        1 ┤
          │
          │
        0 ┤#⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀#
          └┬──────────────┬───────────┬─────────┬────────┬
          2.0            2.5         3.0       3.5     4.0
                       examples to learn from
        A soft prompt   B LoRA   # several

        """)
  }

  /// A run of a curve is the run of `tune` with that seed.
  @Test func curvesAreRunsOfTune() {
    let source = """
      let c = curve [prompt] on: (data capitals) test: $few sizes: [4] seeds: [7] steps: 3
      let soft = tune prompt on: (data capitals | shuffle seed: 7 | take 4) steps: 3 seed: 7
      $c.loss[0] == (score $soft on: $few).loss
      """
    #expect(Self.printed(source) == "true\n")
  }

  @Test func progressIsReported() {
    let host = CommandsHost()
    _ = CommandTests.printed(Self.setUp + "compare [none, $go] on: $few others: [$opposites] shots: 1", host: host)
    let last = host.progress.last
    #expect(last?.title == "compare" && last?.completed == 14 && last?.total == 14)
  }

  @Test(arguments: ["score none on: $few", "compare [none] on: $few", "curve [prompt] on: $few test: $few sizes: [2]"])
  func canBeStopped(_ source: String) throws {
    let host = CommandsHost(checksUntilStopped: 12)
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: host)
    try session.run(SourceText("use '\(Places.tinyLlama)'\nlet few = (data capitals | take 400)"))
    let error = #expect(throws: Diagnostic.self) {
      for _ in 0..<20 { try session.run(SourceText(source)) }
    }
    #expect(error?.kind == .cancelled)
  }
}
