import Models
import Script
import Testing

@testable import Commands

/// Questions with an adaptation each, and adaptations that vote, at the prompt, on a tiny model with random weights.
@Suite struct MixedAskTests {
  private static let setUp = """
    let soft = tune prompt on: $words length: 3 steps: 6 batch: 3 rate: 0.1 seed: 1
    let other = tune prompt on: $words length: 2 steps: 6 batch: 3 rate: 0.1 seed: 2
    let lora = tune lora on: $words rank: 2 steps: 6 batch: 3 rate: 0.02 seed: 1
    let go = prompt Go [a => b]
    """

  private static func values(_ sources: String...) throws -> [Value] {
    let session = try TuneCommandTests.session()
    try session.run(SourceText(setUp))
    return try sources.map { try session.value(of: SourceText($0)) }
  }

  /// What is asked together gets the answers of asking one by one.
  static let equalities: [(together: String, apart: String)] = [
    (
      "ask [a, c, e, g, a] with: [$soft, $go, none, $lora, $other] max: 6",
      "[(ask a with: $soft max: 6), (ask c with: $go max: 6), (ask e with: none max: 6), (ask g with: $lora max: 6), "
        + "(ask a with: $other max: 6)]"
    ),
    ("ask a with: [$soft, $lora] max: 6", "[(ask a with: $soft max: 6), (ask a with: $lora max: 6)]"),
    (
      "ask [a, c, e] with: $soft max: 6",
      "[(ask a with: $soft max: 6), (ask c with: $soft max: 6), (ask e with: $soft max: 6)]"
    ),
    ("ask [a, cde] max: 6", "[(ask a max: 6), (ask cde max: 6)]"),
    (
      "ask [a, c] with: [$soft, $go] temperature: 1 seed: 3 max: 6",
      "[(ask a with: $soft temperature: 1 seed: 3 max: 6), (ask c with: $go temperature: 1 seed: 3 max: 6)]"
    ),
    ("ask [a] with: [(ensemble [$soft, $go])] max: 6", "[(ask a with: (ensemble [$soft, $go]) max: 6)]"),
  ]

  @Test(arguments: equalities) func togetherAndApartAnswersAreTheSame(_ together: String, _ apart: String) throws {
    let values = try Self.values(together, apart)
    #expect(values[0] == values[1])
    #expect(values[0].list?.isEmpty == false)
  }

  @Test func anEnsembleIsAnAdaptation() throws {
    let values = try Self.values(
      "(ensemble [$soft, $other, $go]).members[2].description", "(score (ensemble [$soft, $other, $go]) on: $words).of",
      "(compare [none, (ensemble [$soft, $other])] on: $words).numbers", "$soft.numbers + $other.numbers",
      "(compare [(ensemble [$soft, $other]), (ensemble [$lora, none])] on: $words).steps",
      "(compare [(ensemble [$soft, $other]), (ensemble [$lora, none])] on: $words).adaptation",
      "(ensemble [$soft, none]) == (ensemble [$soft, none])")
    #expect(values[0] == .text("Go"))
    #expect(values[1] == .number(4))
    #expect(values[2] == .list([.number(0), values[3]]))
    #expect(values[4] == .list([.number(12), .number(6)]))
    #expect(values[5] == .list([.text("ensemble 1"), .text("ensemble 2")]))
    #expect(values[6] == .boolean(true))
  }

  /// With several seeds the members are learned again, each with a seed of its own.
  @Test func anEnsembleIsLearnedAgain() throws {
    let values = try Self.values(
      "let again = compare [(ensemble [$soft, $other, none])] on: $words seeds: [0, 4]\n$again[0].seeds",
      "$again[0].steps", "$again[0].numbers",
      "let zero = tune prompt on: $words length: 3 steps: 6 batch: 3 rate: 0.1 seed: 0\n"
        + "let one = tune prompt on: $words length: 2 steps: 6 batch: 3 rate: 0.1 seed: 1\n"
        + "(compare [(ensemble [$soft, $other, none])] on: $words seeds: [0])[0].loss",
      "(score (ensemble [$zero, $one, none]) on: $words).loss",
      "(compare [(ensemble [none, $go])] on: $words seeds: [0, 4])[0].steps")
    #expect(values[0] == .number(2) && values[1] == .number(12))
    #expect(values[2].number.map { $0 > 0 } == true)
    #expect(values[3] == values[4])
    // Where nothing is learned there is nothing to learn again.
    #expect(values[5] == .number(0))
  }

  @Test func anEnsembleShowsItsMembers() {
    let output = printed(
      "ensemble [none, (prompt Go)]\n[(ensemble [none, (prompt Go)])]\nshow (ensemble [none, (prompt Go)])")
    let table = "member  what\n     1  none\n     2  prompt \"Go\"\n"
    #expect(output == table + "[ensemble of 2]\n" + table)
  }

  @Test func adaptationsOfAnotherModelAreRefused() throws {
    let session = try TuneCommandTests.session()
    try session.run(SourceText(Self.setUp))
    let error = #expect(throws: Diagnostic.self) {
      try session.run(SourceText("use '\(Places.tinyLlama)'\nask [a, b] with: [none, $soft]"))
    }
    #expect(error?.message.contains("architecture") == true && error?.span.text == "[none, $soft]")
  }
}
