import Checking
import Lessons
import Testing

/// `check` blocks behind ordinary cells. In a session, `seed` is the seed of the run.
struct ExpectationTests {
  private func outcome(_ check: String, cell: String = "let x = (seed)", options: String = "") throws -> CellReport {
    let text = "```primer\(options)\n\(cell)\n```\n```check\n\(check)\n```\n"
    let report = try LessonRunner(LessonRunner.Settings()).check(lesson(text))
    return try #require(report.cells.first)
  }

  @Test(arguments: [
    "$x == 0", "check $x == 0", "  check   $x == 0  ", "# a comment\n\n$x == 0\n$x < 1", "[\n1,\n2\n] == [1, 2]",
    "$x == 2 over 3 seeds", "check $x >= 2 over 3 seeds\n$x == 0", "$x == 1 over 1 seed",
    "$x * 2 < $x * 2 + 1 over 2 seeds",
  ])
  func whatIsTruePasses(check: String) throws {
    #expect(try outcome(check).outcome == .passed)
  }

  @Test func whatIsNotTrueFailsWithItsValues() throws {
    #expect(try outcome("$x == 0\n$x + 1 > 5").outcome == .failed(.expectation(line: 6, "it says false: 1 > 5")))
    #expect(try outcome("$x").outcome == .failed(.expectation(line: 5, "it says the number 0")))
    #expect(try outcome("$x == a or $x == b").outcome == .failed(.expectation(line: 5, "it says false")))
    guard case .failed(.checkError(line: 5, let text)) = try outcome("$y == 1").outcome else {
      Issue.record("no error")
      return
    }
    #expect(text.text.contains("`$y`"))
  }

  @Test func seedsGiveMeanLowestAndHighest() throws {
    let cell = try outcome("$x > 2 over 3 seeds")
    let statistics = try #require(cell.statistics.first)
    #expect(statistics.values == [1, 2, 3])
    #expect((statistics.mean, statistics.lowest, statistics.highest) == (2, 1, 3))
    #expect(cell.outcome == .failed(.statistics(statistics, wanted: "> 2")))
    #expect(cell.place == 5)
    #expect(statistics.sentence == "mean 2 over 3 seeds, from 1 to 3 (1, 2, 3)")
  }

  @Test func numbersAreKeptAlsoWhereTheyAreFine() throws {
    let text = "```primer\nlet x = (seed)\n```\n```check\n$x > 1 over 3 seeds\n```\n"
    let report = CheckReport(files: [try LessonRunner().check(lesson(text))])
    #expect(report.text.contains("lesson.md:5  $x > 1  (mean 2 over 3 seeds, from 1 to 3 (1, 2, 3))"))
  }

  @Test func bothSidesMayHaveASpread() throws {
    #expect(try outcome("$x + 1 > $x over 2 seeds").outcome == .passed)
    guard case .failed(.statistics(_, wanted: let wanted)) = try outcome("$x > $x + 1 over 2 seeds").outcome else {
      Issue.record("no failure")
      return
    }
    #expect(wanted.hasPrefix("> mean 2.5 over 2 seeds"))
  }

  @Test(arguments: [("[1] == [1] over 2 seeds", "`[1]` is a list, which has no mean")])
  func onlyNumbersHaveAMean(check: String, message: String) throws {
    #expect(try outcome(check).outcome == .failed(.expectation(line: 5, message)))
  }

  @Test func laterCellsSeeTheCellsOwnRun() throws {
    let text = """
      ```primer
      let x = 5
      ```
      ```primer
      let y = $x + (seed)
      ```
      ```check
      $y > 5 over 4 seeds
      ```
      ```primer
      $y
      ```
      ```output
      5
      ```
      """
    #expect(try LessonRunner().check(lesson(text)).cells.map(\.outcome) == [.passed, .passed, .passed])
  }

  @Test func anOutputIsNotUpdatedWhereTheCheckFails() throws {
    let text = "```primer\n1\n```\n```output\n2\n```\n```check\n1 == 2\n```\n"
    let host = lessonHost(files: ["a.md": Array(text.utf8)])
    var update = LessonCheck(host)
    update.writing = .all
    let report = try update.report(["a.md"]).files[0]
    #expect(report.cells.first?.outcome == .failed(.expectation(line: 8, "it says false: 1 == 2")))
    #expect(host.files["a.md"] == Array(text.utf8))
  }

  @Test func aCellThatFailsCanBeChecked() throws {
    #expect(try outcome("$x == 0", cell: "let x = (seed)\nnosuch", options: " fails").outcome != .passed)
    let text = "```primer fails\nlet x = 1\nnosuch\n```\n```output\n...\n```\n```check\n$x == 1\n```\n"
    #expect(try LessonRunner().check(lesson(text)).cells.map(\.outcome) == [.passed])
  }

  /// What is left open goes on to the end, whatever its length: a text, a bracket, and lines that are complete.
  @Test(.timeLimit(.minutes(1)), arguments: ["print \"\"\"", "$x == [", "$x == 0"])
  func aLongCheckIsReadInLinearTime(first: String) throws {
    let lines = [String](repeating: first == "$x == 0" ? first : "y", count: 20_000).joined(separator: "\n")
    let lesson = try lesson("```primer\nlet x = 0\n```\n```check\n\(first)\n\(lines)\n```\n")
    #expect(lesson.cells[0].expectations.count == (first == "$x == 0" ? 20_001 : 1))
  }

  @Test func linesGoOnWhereSomethingIsOpen() throws {
    let check = "# one\n(count\n  [a]) == 1\n\n$x |\n  count # two\n'''\na\n\n''' == $x\ncheck $x >\n$y) == 1"
    let lesson = try lesson("```primer\n1\n```\n```check\n\(check)\n```\n")
    #expect(lesson.cells[0].expectations.map(\.line) == [6, 9, 11, 15, 16])
    #expect(lesson.cells[0].expectations.map(\.text).first == "(count\n  [a]) == 1")
  }
}
