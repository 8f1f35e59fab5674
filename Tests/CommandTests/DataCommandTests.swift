import Commands
import Foundation
import Script
import Testing

@Suite struct DataCommandTests {
  /// What a text prints in which `FILE` stands for a file with this content.
  private func printed(_ source: String, file name: String, _ content: String) throws -> String {
    let folder = Places.temporary()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(content.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    return CommandTests.printed(source.replacingOccurrences(of: "FILE", with: "'\(folder)/\(name)'"))
  }

  @Test func aDatasetShowsItsFirstExamples() throws {
    let rows = (1...10).map { "\($0)\t\($0 * $0)\n" }.joined()
    let content = "# title: Squares\n# source: us\n# licence: CC0-1.0\nnumber\tsquare\n" + rows
    #expect(
      try printed("data FILE", file: "squares.tsv", content) == """
        Squares (squares): 10 examples
        source: us; licence: CC0-1.0

        number  square
        1       1
        2       4
        3       9
        4       16
        5       25
        6       36
        7       49
        8       64
        … and 2 more

        """)
    #expect(try printed("[(data FILE)]", file: "squares.tsv", content) == "[dataset squares, 10 examples]\n")
  }

  /// What two expressions print alike.
  static let equalities: [(String, String)] = [
    ("count (data capitals)", "count (data capitals).examples"),
    ("(data capitals)[0]", "(take (data capitals) 1).examples[0]"),
    ("(data capitals).questions[-1]", "(data capitals)[-1].key"),
    ("(data capitals).answers[3]", "(data capitals question: capital answer: country)[3].key"),
    ("(data capitals).rows[0].kind", "'Africa'"),
    ("(data capitals).columns", "[country, capital, kind, pretraining]"),
    ("(data capitals).licence", "'CC0-1.0'"),
    ("shuffle (data capitals) seed: 4", "data capitals | shuffle seed: 4"),
    ("(split (data capitals) train: 10 seed: 4).train", "data capitals | shuffle seed: 4 | take 10"),
    ("(split (data capitals) seed: 0).test", "(split (data capitals)).test"),
    ("(split [a => 1, b => 2] train: 1 seed: 1).train.columns", "[question, answer]"),
    ("prompt Go (data capitals | take 2)", "prompt Go (data capitals | take 2).examples"),
  ]

  @Test(arguments: equalities) func expressionsPrintAlike(_ left: String, _ right: String) {
    let output = CommandTests.printed(left)
    #expect(!output.contains("error:"), "\(output)")
    #expect(output == CommandTests.printed(right))
  }

  @Test func whatAFileDoesNotSayIsLeftOut() throws {
    let content = "# title: Sums\nsum,value\n1 + 1,2\n\"1,5 + 1\",\"2,5\"\n"
    #expect(
      try printed("data FILE", file: "sums.csv", content) == """
        Sums (sums): 2 examples

        sum      value
        1 + 1    2
        1,5 + 1  2,5

        """)
    #expect(try printed("data FILE | take 0", file: "sums.csv", content) == "Sums (sums): 0 examples\n")
  }

  @Test func malformedFilesNameTheirLine() throws {
    let output = try printed("data FILE", file: "bad.csv", "a,b\n1,2,3\n")
    #expect(output.contains("/bad.csv, line 2: there are 3 cells, but 2 columns"))
  }

  @Test func questionsOfADatasetCanBeAsked() {
    let output = CommandTests.printed(
      "use '\(Places.tinyLlama)'\ncount (ask (data capitals | take 3).questions with: none max: 3)")
    #expect(output == "3\n")
  }
}
