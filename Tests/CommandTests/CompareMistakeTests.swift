import Commands
import Script
import Testing

/// Mistakes that users make with scores, comparisons, curves and plots.
@Suite struct CompareMistakeTests {
  typealias Mistake = CommandMistakeTests.Mistake

  private static let otherModel =
    "this was learned for tiny-gemma.gguf.bin, whose architecture is gemma3, but that of tiny-llama.gguf.bin is llama"

  static let mistakes: [Mistake] = [
    Mistake("score none on: []", "there is no example to judge by", at: "[]"),
    Mistake(
      "score none on: [a => '']", "the answer to 'a' has no token, so nothing can be judged by it", at: "[a => '']"),
    Mistake("score french on: $d", "`adaptation` takes an adaptation or `none`, not the text \"french\"", at: "french"),
    Mistake(
      "score none", "`score` needs `on:`, a dataset or a list of pairs: the data set, or a list of pairs", at: "score",
      "usage: score ADAPTATION on: VALUE [model: VALUE]"),
    Mistake("score $other on: $d", otherModel, at: "$other"),
    Mistake(
      "score $long on: $d",
      "'a' and its answer take 109 tokens with what stands in front, but the model has room for 64", at: "$d"),
    Mistake("compare [] on: $d", "there is nothing to compare: the list is empty", at: "[]"),
    Mistake(
      "compare [none, $d] on: $d",
      "`adaptations` takes a list of adaptations or `none`, not a list where an adaptation or `none` is"
        + " wanted",
      at: "$d"),
    Mistake("compare [$other] on: $d", otherModel, at: "[$other]"),
    Mistake(
      "compare [none] on: $d labels: [a, b]", "there is 1 adaptation, but 2 labels", at: "[a, b]"),
    Mistake(
      "compare [none, $p] on: $d labels: [a, a]",
      "`labels:` has a name twice, and then adaptations"
        + " can't be told apart",
      at: "[a, a]"),
    Mistake(
      "compare [none] on: $d others: [$c] shots: 2", "capitals has too few examples to show 2 and ask about another",
      at: "[$c]"),
    Mistake(
      "compare [none] on: $d others: [$c, $c]",
      "two of these data sets have one name, and then columns can't be told apart", at: "[$c, $c]"),
    Mistake("compare [$soft] on: $d seeds: []", "`seeds:` needs a number: the list is empty", at: "[]"),
    Mistake("compare [$soft] on: $d seeds: [1, 1]", "`seeds:` has a number twice", at: "[1, 1]"),
    Mistake(
      "let saved = save $soft folder\nlet loaded = load folder\ncompare [none, $loaded] on: $d seeds: [1]",
      "soft prompt can't be learned again with other seeds: it comes from a file, or from a universal prompt, "
        + "which does not say how it was learned alone",
      at: "[none, $loaded]"),
    Mistake(
      "let saved = save $soft folder\nlet loaded = load folder\ncompare [(ensemble [none, $loaded])] on: $d seeds: [1]",
      "ensemble, member 2 can't be learned again with other seeds: it comes from a file, or from a universal prompt, "
        + "which does not say how it was learned alone",
      at: "[(ensemble [none, $loaded])]"),
    Mistake("compare [none] on: []", "there is no example to judge by", at: "[]"),
    Mistake("curve [] on: $d test: $d", "there is nothing to tune: the list is empty", at: "[]"),
    Mistake("curve [prompt, prompt] on: $d test: $d", "a method is named twice", at: "[prompt, prompt]"),
    Mistake(
      "curve [soft] on: $d test: $d",
      "`methods` takes a list of items, each `prompt`, `lora` or `weights`, not the text \"soft\" where `prompt`,"
        + " `lora` or `weights` is wanted",
      at: "soft"),
    Mistake(
      "curve [prompt] on: $d test: $d sizes: [1]",
      "`sizes:` takes a list of whole numbers, not the number 1 where a whole number from 2 to 1000000 is wanted",
      at: "1"),
    Mistake("curve [prompt] on: $d test: $d", "there are no 5 examples to learn from, only 2", at: "curve"),
    Mistake("curve [prompt] on: $d test: $d sizes: [2, 2]", "`sizes:` has a number twice", at: "[2, 2]"),
    Mistake(
      "curve [prompt] on: $d test: $d sizes: [2] seeds: []", "`seeds:` needs a number: the list is empty", at: "[]"),
    Mistake("curve [prompt] on: $d test: [] sizes: [2] steps: 1", "there is no example to judge by", at: "[]"),
    Mistake("plot []", "there is nothing to plot: the list is empty", at: "[]"),
    Mistake(
      "plot cheese",
      "`numbers` takes a list of numbers, pairs or lists or a comparison, a curve, an experiment, a score matrix, an"
        + " attention matrix or an inspection, not the text \"cheese\"",
      at: "cheese"),
    Mistake(
      "plot [a, b]",
      "`numbers` takes a list of numbers, pairs or lists or a comparison, a curve, an experiment, a score matrix, an"
        + " attention matrix or an inspection, not the text \"a\" where a number, a pair or a list of numbers or pairs is wanted",
      at: "a"),
    Mistake(
      "plot [1, 2 => 3]", "a line is a list of numbers, or a list of pairs of numbers, not of both", at: "[1, 2 => 3]"),
    Mistake(
      "plot [1, a => 3]", "a line is a list of numbers, or a list of pairs of numbers, not of both", at: "[1, a => 3]"),
    Mistake("plot [1, 2] labels: [a, b]", "there is 1 line, but 2 labels", at: "[a, b]"),
    Mistake("plot [[1], [2]] labels: [a]", "there are 2 lines, but 1 label", at: "[a]"),
    Mistake("plot [a => 1] labels: [a]", "`labels:` names lines, and bars have their names", at: "[a]"),
    Mistake("plot [a => 1] log: x", "bars have one axis of numbers: `log: y` is for it", at: "x"),
    Mistake("plot [1] log: z", "`log:` takes `x`, `y` or `both`, not the text \"z\"", at: "z"),
    Mistake("plot [1] width: 5", "`width:` takes a whole number from 20 to 1000, not the number 5", at: "5"),
    Mistake(
      "save (plot [1, 2]) loss.png", "a plot is saved as a .svg, .csv or .txt file, and `loss.png` is none of them",
      at: "loss.png"),
  ]

  @Test(arguments: mistakes) func areExplained(_ mistake: Mistake) throws {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: CommandsHost())
    let long = String(repeating: "0123456789", count: 10)
    let setUp = """
      use '\(Places.tinyGemma)'
      let other = tune prompt on: [a => b, c => d] steps: 1
      use '\(Places.tinyLlama)'
      let d = [a => b, c => d]
      let c = (data capitals | take 2)
      let p = prompt [a => b]
      let soft = tune prompt on: $d steps: 1
      let long = prompt '\(long)'
      """
    try session.run(SourceText(setUp))
    try mistake.check(in: session)
  }
}
