import Foundation
import Script
import Testing

@testable import Commands

/// Prompts for several tasks, and what is learned from and after others, on tiny models with random weights.
@Suite struct UniversalCommandTests {
  static let setUp = """
    let other = [a => x, c => y, e => 'z z', h => x]
    let universal = tune universal on: [$words, $other] labels: [w, o] length: 3 steps: 4 batch: 3 rate: 0.1 seed: 1
    let soft = tune prompt on: $words length: 2 steps: 2 seed: 2
    let lora = tune lora on: $words steps: 1
    """

  static func session(_ host: CommandsHost = CommandsHost()) throws -> Session {
    let session = try TuneCommandTests.session(host)
    try session.run(SourceText(setUp))
    return session
  }

  /// Each line is true.
  static let truths: [(String, String)] = [
    (
      "fields",
      """
      $universal.kind == 'universal prompt'
      $universal.tasks == [w, o]
      $universal.rows.rows == 3
      $universal.numbers-per-task == 3 + $universal.rows.columns
      $universal.bytes-per-task == 4 * $universal.numbers-per-task
      $universal.numbers == 3 * $universal.rows.columns + 2 * $universal.numbers-per-task
      $universal.length + $universal.rank == 4
      $universal.steps == 4
      $universal.examples == 8
      $universal.dataset == 'w, o'
      (count $universal.loss) == 4
      """
    ),
    (
      "the prompts of its tasks",
      """
      $universal.prompts.o.kind == 'soft prompt'
      $universal.prompts.o.length == 3
      $universal.prompts.o.numbers == $universal.numbers-per-task
      (logits a with: $universal.prompts.o) != (logits a with: $universal.prompts.w)
      (count (ask [a, c] with: $universal.prompts.w max: 2)) == 2
      (count (nearest $universal.prompts.w top: 1)) == 3
      (score $universal.prompts.w on: $words).of == 4
      """
    ),
    (
      "a new task's factors",
      """
      let new = tune prompt on: [b => m, d => n] from: $universal steps: 3 rate: 0.1 seed: 1
      $new.kind == 'soft prompt'
      $new.length == 3
      $new.numbers == $universal.numbers-per-task
      $new.bytes == $universal.bytes-per-task
      $new.moved > 0
      $new.rows != $universal.rows
      """
    ),
    (
      "recycled rows",
      """
      let still = tune prompt on: $other from: $soft steps: 1 rate: 0
      $still.rows == $soft.rows
      let new = tune prompt on: $other from: $soft steps: 2 rate: 0.1
      ($new.length == 2) and ($new.rows != $soft.rows)
      (tune prompt on: $other from: $universal.prompts.w steps: 1).length == 3
      """
    ),
    (
      "next prompts",
      """
      let second = tune next on: $other after: $soft length: 3 steps: 2 rate: 0.1 seed: 1
      let third = tune next on: [b => m, d => n] after: $second start: 'b c' steps: 2 rate: 0.1 seed: 1
      $second.length == 5
      $second.numbers == 3 * $soft.rows.columns
      $third.length == 5 + (count (tokens 'b c'))
      $second.rows[0] == $soft.rows[0]
      $third.rows[1] == $soft.rows[1]
      """
    ),
    (
      "names by the columns of answers",
      """
      let fr = data concepts question: english answer: french | take 4
      let es = data concepts question: english answer: spanish | take 4
      (tune universal on: [$fr, $es] length: 1 steps: 1).tasks == [french, spanish]
      (tune universal on: [$words, $other] length: 1 steps: 1).tasks == ['list-1', 'list-2']
      """
    ),
    (
      "a goal",
      """
      let reached = tune prompt on: $words dev: $words dev-every: 2 goal: 0 steps: 9
      ($reached.reached == 2) and ($reached.steps == 2) and ((count $reached.dev) == 1)
      let never = tune prompt on: $words dev: $words dev-every: 2 goal: 1 steps: 5 rate: 0
      let when = $never.reached
      ("$when" == nothing) and ($never.steps == 5)
      """
    ),
    (
      "teachers",
      """
      let taught = tune universal on: [$words, $other] teachers: [$soft, $soft] follow: 2 length: 1 steps: 2 seed: 1
      let alone = tune universal on: [$words, $other] length: 1 steps: 2 seed: 1
      let idle = tune universal on: [$words, $other] teachers: [$soft, $soft] follow: 0 length: 1 steps: 2 seed: 1
      $taught.rows != $alone.rows
      $idle.rows == $alone.rows
      $taught.loss[0] > $alone.loss[0]
      """
    ),
    (
      "similar prompts",
      """
      let ranked = similar $soft to: [$universal, $soft] labels: [u, s]
      (count $ranked) == 3
      $ranked[0].prompt == s
      ($ranked[0].means > 0.999) and ($ranked[0].means < 1.001)
      ($ranked[1].prompt == u.w) or ($ranked[1].prompt == u.o)
      $ranked[1].rows >= $ranked[2].rows
      """
    ),
    (
      "saved and loaded",
      """
      let a = save $universal both
      let b = save $universal.prompts.o one
      let back = load both
      ($back == $universal) and ($back.tasks == [w, o])
      (load one) == $universal.prompts.o
      (similar (load one) to: [both, one])[0].means > 0.999
      (tune prompt on: $words from: $back steps: 1 seed: 1) == (tune prompt on: $words from: $universal steps: 1 seed: 1)
      """
    ),
  ]

  @Test(arguments: truths.indices) func holds(_ index: Int) throws {
    let (name, lines) = Self.truths[index]
    let session = try Self.session()
    for line in lines.split(separator: "\n") {
      if line.hasPrefix("let ") {
        try session.run(SourceText(String(line)))
      } else {
        #expect(try session.value(of: SourceText(String(line))) == .boolean(true), "\(name): \(line)")
      }
    }
  }

  @Test func cardsSayWhatStayed() throws {
    let session = try Self.session()
    func card(_ source: String) throws -> String {
      try session.value(of: SourceText(source)).object?.rendered(width: 100) ?? ""
    }
    #expect(try card("$universal").contains("universal prompt of 3 rows for w, o for"))
    #expect(try card("$universal").contains("per task"))
    #expect(
      try card("tune prompt on: $words from: $universal steps: 1").contains("from      a universal prompt, whose"))
    let next = try card("tune next on: $words after: $soft length: 1 steps: 1")
    #expect(next.contains("soft prompt of 3 rows") && next.contains("after     2 rows that stayed as they are"))
  }

  @Test func aStoppedRunGoesOnToTheSameBits() throws {
    let command = "tune universal on: [$words, $other] labels: [w, o] length: 2 steps: 6 batch: 3 seed: 1"
    let patient = CommandsHost()
    let waiting = try Self.session(patient)
    let before = patient.checks
    let straight = try waiting.value(of: SourceText(command))
    let host = CommandsHost(checksUntilStopped: (before + patient.checks) / 2)
    let stopped = try Self.session(host)
    #expect(throws: Diagnostic.self) { try stopped.run(SourceText("let learned = \(command)")) }
    let session = try Self.session()
    session.bindings.bind("unfinished", to: try #require(stopped.bindings["unfinished"]))
    #expect(try session.value(of: SourceText("resume")) == straight)
  }

  // MARK: Mistakes

  static let mistakes: [CommandMistakeTests.Mistake] = [
    .init("tune universal on: []", "there is no task to learn", at: "[]"),
    .init(
      "tune universal on: [$words]", "what tasks have in common shows only when there are two of them at least",
      at: "[$words]"),
    .init(
      "tune universal on: [$words, $other, $words]", "list-1 and list-3 have the same examples",
      at: "[$words, $other, $words]"),
    .init("tune universal on: [$words, []] labels: [a, b]", "b: there is no example to learn from", at: "[$words, []]"),
    .init(
      "tune universal on: [$words, [a => ?]]", "an example in a data set has an answer, not a blank",
      at: "[$words, [a => ?]]"),
    .init(
      "tune universal on: [$words, $other] labels: [a]", "there are 2 tasks, but 1 label", at: "[a]"),
    .init(
      "tune universal on: [$words, $other] labels: [a, a]",
      "`labels:` has a name twice, and then tasks can't be told apart", at: "[a, a]"),
    .init(
      "tune universal on: [$words, $other] dev: [$words]", "there are 2 tasks, but development examples for 1",
      at: "[$words]"),
    .init(
      "tune universal on: [$words, $other] teachers: [$soft]", "there are 2 tasks, but 1 teacher", at: "[$soft]"),
    .init(
      "tune universal on: [$words, $other] teachers: [$soft, $lora]",
      "only a soft prompt has rows, and this is a LoRA", at: "[$soft, $lora]"),
    .init(
      "tune prompt on: $words from: $soft start: abc",
      "with `from:` the rows are those of what is given there, so `start:` has no effect", at: "abc",
      "leave one of the two out"),
    .init(
      "tune prompt on: $words from: $universal length: 3",
      "with `from:` the rows are those of what is given there, so `length:` has no effect", at: "3",
      "leave one of the two out"),
    .init("tune prompt on: $words from: $lora", "only a soft prompt has rows, and this is a LoRA", at: "$lora"),
    .init(
      "tune prompt on: $words from: (prompt x)", "only a soft prompt has rows, and this is a written prompt",
      at: "(prompt x)"),
    .init(
      "tune prompt on: $words goal: 0.9", "a goal is a score on development examples, and there are none", at: "0.9"),
    .init("tune next on: $words after: $lora", "only a soft prompt has rows, and this is a LoRA", at: "$lora"),
    .init(
      "tune next on: $words after: $universal",
      "a universal prompt does several tasks (w, o): choose the prompt of one", at: "$universal",
      "its field `prompts` has them: .prompts.w"),
    .init(
      "tune next on: $words after: $soft length: 62",
      "64 rows leave no room for a question: the model reads 64 at once",
      at: "62"),
    .init(
      "ask a with: $universal", "a universal prompt does several tasks (w, o): choose the prompt of one",
      at: "$universal", "its field `prompts` has them: .prompts.w"),
    .init(
      "score $universal on: $words", "a universal prompt does several tasks (w, o): choose the prompt of one",
      at: "$universal", "its field `prompts` has them: .prompts.w"),
    .init(
      "ask [a, c] with: [$universal, none]", "a universal prompt does several tasks (w, o): choose the prompt of one",
      at: "[$universal, none]", "its field `prompts` has them: .prompts.w"),
    .init(
      "ask a with: $universal top: 3", "a universal prompt does several tasks (w, o): choose the prompt of one",
      at: "$universal", "its field `prompts` has them: .prompts.w"),
    .init(
      "compare [$universal] on: $words", "a universal prompt does several tasks (w, o): choose the prompt of one",
      at: "[$universal]", "its field `prompts` has them: .prompts.w"),
    .init(
      "tune universal on: [[a => Yes, b => No, c => Yes, d => No, e => Yes, f => No, g => Yes, h => No], "
        + "[k => yes, l => no, m => yes, n => no, o => yes, p => no, q => yes, r => no]] labels: [s, t]",
      "one label is spelled in two ways: 'No' in s and 'no' in t",
      at: "[[a => Yes, b => No, c => Yes, d => No, e => Yes, f => No, g => Yes, h => No], "
        + "[k => yes, l => no, m => yes, n => no, o => yes, p => no, q => yes, r => no]]"),
    .init("similar $soft to: []", "there is nothing to rank: the list is empty", at: "[]"),
    .init("similar $soft to: [$lora]", "only a soft prompt has rows, and this is a LoRA", at: "[$lora]"),
    .init("similar $soft to: [$soft] labels: [a, b]", "there is 1 prompt, but 2 labels", at: "[a, b]"),
  ]

  @Test(arguments: mistakes) func areExplained(_ mistake: CommandMistakeTests.Mistake) throws {
    let session = try Self.session()
    try mistake.check(in: session)
    #expect(try session.value(of: SourceText("count $universal.tasks")) == .number(2))
  }

  @Test func anotherModelIsNamed() throws {
    let session = try Self.session()
    try session.run(SourceText("use '\(Places.tinyLlama)'"))
    for source in [
      "tune prompt on: $words from: $universal", "tune prompt on: $words from: $soft",
      "tune next on: $words after: $soft", "similar $soft to: [$soft]", "similar $soft to: [$universal]",
      "save $universal both", "ask [a, c] with: [none, $soft]", "ask a with: (ensemble [none, $soft])",
      "tune universal on: [$words, $other] teachers: [$soft, $soft]",
    ] {
      let error = #expect(throws: Diagnostic.self) { try session.run(SourceText(source)) }
      #expect(error?.message.contains("whose architecture is gemma3, but that of") == true, "\(source)")
      #expect(error?.span.text.contains("$") == true)
    }
  }
}
