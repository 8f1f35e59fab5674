import Checking
import Lessons
import Script
import Testing

struct CheckingTests {
  private let good = Array("```primer\n1\n```\n```output\n1\n```\n".utf8)
  private let bad = Array("# A\n```primer\n1\n```\n```output\n2\n```\n".utf8)

  @Test func foldersAreCheckedInOrder() throws {
    let host = lessonHost(files: [
      "L/10-b.md": good, "L/02-a.md": bad, "L/sub/03.md": good, "L/data.csv": [], "other.md": good, "L/x.md": [0xFF],
    ])
    var seen: [String] = []
    let report = try LessonCheck(host, threads: 4).report(["other.md", "L/"]) { seen.append($0.path) }
    #expect(report.files.map(\.path) == ["other.md", "L/02-a.md", "L/10-b.md", "L/sub/03.md", "L/x.md"])
    #expect(seen == report.files.map(\.path))
    #expect(report.counts == (3, 2, 0))
    #expect(report.text.hasSuffix("\n3 passed, 2 failed, 0 skipped\n"))
    #expect(report.text.contains("L/x.md:1  this line is not UTF-8 text"))
    #expect(report.exitStatus == 1)
  }

  @Test func whatIsMissingIsAFailure() throws {
    let check = LessonCheck(lessonHost(files: ["empty/data.csv": [], "good.md": good]))
    let report = try check.report(["nowhere.md", "empty", "good.md"])
    #expect(
      report.files.map(\.problem?.sentence) == [
        "`nowhere.md` does not exist", "holds no lessons, which end in `.md`", nil,
      ])
    #expect(report.counts == (1, 2, 0))
  }

  @Test func aLessonWithoutItsModelIsSkippedUnlessModelsAreRequired() throws {
    let text = Array("---\nneeds: pocket, gemma3-270m\n---\n```primer\n1\n```\n```output\n2\n```\n".utf8)
    let host = lessonHost(files: ["a.md": text])
    let skipped = try LessonCheck(host).report(["a.md"])
    #expect(skipped.counts == (0, 0, 1))
    #expect(skipped.exitStatus == 0)
    #expect(skipped.text.contains("`gemma3-270m`"))

    var settings = LessonRunner.Settings()
    settings.requiresModels = true
    let required = try LessonCheck(host, settings).report(["a.md"])
    #expect(required.counts == (0, 1, 1))
    #expect(required.exitStatus == 1)
  }

  @Test func aReadmeIsNoLesson() throws {
    let host = lessonHost(files: ["L/README.md": bad, "L/README.fr.md": bad, "L/a.md": good, "M/README.md": good])
    let report = try LessonCheck(host).report(["L", "L/a.md", "M", "M/README.md"])
    #expect(report.files.map(\.path) == ["L/a.md", "M", "M/README.md"])
    #expect(report.counts == (2, 1, 0))
  }

  @Test func aLessonThatWasEditedMeanwhileIsLeftAlone() throws {
    let host = lessonHost(files: ["a.md": bad])
    let lesson = try Lesson(file: "a.md", source: bad)
    var report = try LessonRunner().check(lesson)
    try host.writeFile("a.md", good)
    try report.update(lesson, host)
    #expect(host.files["a.md"] == good)
    #expect(report.problem?.sentence.contains("edited") == true)
    #expect(CheckReport(files: [report]).exitStatus == 1)
  }

  @Test func onlyWhatIsAcceptedIsWritten() throws {
    let text = "```primer\n1\n```\n```primer\n2\n```\n```primer\n3\n```\n"
    let host = lessonHost(files: ["a.md": Array(text.utf8)])
    let lesson = try Lesson(file: "a.md", source: Array(text.utf8))
    var report = try LessonRunner().check(lesson)
    try report.update(lesson, host) { $0 == 1 }
    #expect(report.cells.map { $0.outcome == .updated } == [false, true, false])
    let written = host.files["a.md"].map { String(decoding: $0, as: UTF8.self) }
    #expect(written == text.replacing("2\n```\n", with: "2\n```\n```output\n2\n```\n"))
  }

  @Test func aFloodOfOutputIsStopped() throws {
    let text = """
      ```primer
      let t = "0123456789abcdef"
      for i in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] { let t = $t + $t }
      for i in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] { print $t }
      ```
      ```primer
      1
      ```
      """
    var settings = LessonRunner.Settings()
    settings.timeout = .seconds(100_000)
    let report = try LessonRunner(settings).check(lesson(text))
    #expect(report.cells.map(\.outcome) == [.failed(.tooMuchOutput(16 << 20)), .blocked(line: 1)])
  }

  /// Output that is shown and not kept counts as well.
  @Test(arguments: [CapturingHost.Output.keep, .passOn, .both, .drop])
  func theLimitOfOutputIsTheSameForEveryPolicy(policy: CapturingHost.Output) throws {
    let host = lessonHost()
    let runner = CellRunner(CapturingHost(host, policy), session: { Session(registry: Registry(), host: $0) })
    let text = """
      let t = "0123456789abcdef"
      for i in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] { let t = $t + $t }
      for i in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] { print $t }
      """
    let cell = try lesson("```primer\n\(text)\n```").cells[0]
    let run = runner.run(cell.block, cell.options)
    #expect(try run.failure() == .tooMuchOutput(16 << 20))
    #expect(run.output.text.utf8.count <= 16 << 20 && host.output.utf8.count <= 16 << 20)
    // The next one begins anew.
    #expect(try runner.run("print 1", cell.options).failure() == nil)
  }

  @Test func aLessonIsReadOnceAndItsTranslationComparedWithIt() throws {
    let host = lessonHost(files: ["L/a.md": good, "L/a.fr.md": good + good])
    let report = try LessonCheck(host).report(["L"])
    #expect(host.reads == ["L/a.fr.md": 1, "L/a.md": 1])
    #expect(report.files.map { $0.problem == nil } == [false, true])
  }

  @Test func slowCellsRunWhenAskedFor() throws {
    var settings = LessonRunner.Settings()
    settings.runsSlowCells = true
    let report = try LessonRunner(settings).check(lesson("```primer slow\n1\n```\n```output\n1\n```"))
    #expect(report.cells.map(\.outcome) == [.passed])
  }

  @Test func aCellThatNeverLooksUpIsLateAllTheSame() throws {
    // The clock of the host moves on by a second whenever it is looked at.
    let report = try LessonRunner().check(lesson("```primer timeout=1ms\n1\n```\n```output\n1\n```"))
    #expect(report.cells.map(\.outcome) == [.failed(.timeout(.milliseconds(1)))])
  }

  @Test func eachLessonHasAFreshSession() throws {
    let host = lessonHost(files: [
      "a.md": Array("```primer\nlet x = 1\n```".utf8),
      "b.md": Array("```primer fails\n$x\n```\n```output\n...\n```".utf8),
    ])
    #expect(try LessonCheck(host).report(["a.md", "b.md"]).counts == (2, 0, 0))
  }

  @Test func theUserCanStopIt() throws {
    let host = lessonHost(files: ["a.md": good], isStopped: true)
    #expect(throws: CancellationError.self) {
      try LessonCheck(host).report(["a.md"])
    }
  }

  @Test func errorsInEarlierDefinitionsGoBackToTheCall() throws {
    let text = "```primer\ndef f { nonsense $x }\n```\n\n```primer\nlet y = 1\nf\n```\n"
    let report = try LessonRunner().check(lesson(text))
    #expect(report.cells.map(\.place) == [1, 7])
  }

  @Test func annotationsEscapeWhatGitHubReads() throws {
    let text = "```primer\nprint \"50%, a: b\"\n```\n```output\n50%\n```\n"
    let host = lessonHost(files: ["L/a,b.md": Array(text.utf8), "good.md": good])
    let report = try LessonCheck(host).report(["L/a,b.md", "good.md", "none.md"])
    let difference = "the output differs%0A- 50%25%0A+ 50%25, a: b%0A     ^^^^^^"
    #expect(
      report.githubAnnotations == """
        ::error file=L/a%2Cb.md,line=5,title=print "50%25%2C a%3A b"::\(difference)
        ::error file=none.md,title=lesson::`none.md` does not exist

        """)
  }
}
