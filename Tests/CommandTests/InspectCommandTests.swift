import Models
import Script
import Testing

@testable import Commands

/// Finding wrong labels and putting them right, on a tiny model with random weights.
@Suite struct InspectCommandTests {
  private static func session() throws -> Session {
    let session = try TuneCommandTests.session()
    try session.run(
      SourceText(
        """
        let noisy = spoil $words part: 0.25 seed: 2
        let soft = tune prompt on: $noisy length: 3 steps: 4 batch: 4 rate: 0.1 seed: 1
        let ranked = inspect $soft top: 3
        """))
    return session
  }

  /// Pairs of expressions that have one value.
  static let equalities: [(String, String)] = [
    ("count $noisy.spoiled", "1"),
    ("$ranked.wrong", "1"),
    ("count $ranked", "3"),
    ("count $ranked.losses", "4"),
    ("$ranked.found", "count $ranked.corrections"),
    ("$ranked.precision", "$ranked.found / 3"),
    ("$ranked.rows[0].question", "$ranked.questions[0]"),
    ("$ranked[1].says", "$ranked.says[1]"),
    ("(inspect $soft top: 4).corrections", "$noisy.spoiled"),
    ("(inspect $soft on: $noisy top: 4) == (inspect $soft top: 4)", "true"),
    ("(fix $noisy (inspect $soft top: 4).corrections).examples", "$words"),
    ("(fix $noisy $noisy.spoiled).spoiled", "[]"),
    ("(inspect $soft on: $noisy.examples truth: $words top: 4).corrections", "$noisy.spoiled"),
    ("(shuffle $noisy seed: 1).spoiled", "$noisy.spoiled"),
    ("(inspect $soft on: $words top: 2).answers[0]", "(inspect $soft on: $words).answers[0]"),
  ]

  @Test(arguments: equalities) func expressionsHaveOneValue(_ left: String, _ right: String) throws {
    let session = try Self.session()
    #expect(try session.value(of: SourceText(left)) == session.value(of: SourceText(right)))
  }

  @Test func theTableTellsWhatIsWrong() throws {
    let session = try Self.session()
    let known = try #require(session.value(of: SourceText("inspect $soft top: 4")).object).rendered(width: 80)
    #expect(known.hasPrefix("rank  question  answer "))
    #expect(known.hasSuffix("\n\n1 of the first 4 rows wrong, of 1 in all: precision 0.25"))
    let unknown = try #require(session.value(of: SourceText("inspect $soft on: $words")).object)
    #expect(!unknown.rendered(width: 80).contains("truth") && !unknown.fieldNames.contains("precision"))
    for name in unknown.fieldNames { #expect(try unknown.field(name) != nil, "\(name)") }
  }

  @Test func inspectionsAreDrawn() throws {
    let session = try Self.session()
    for source in ["plot $ranked", "plot (inspect $soft on: $words)"] {
      let text = try #require(session.value(of: SourceText(source)).object).rendered(width: 80)
      #expect(text.contains("list"))
    }
  }
}
