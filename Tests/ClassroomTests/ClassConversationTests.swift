import Terminal
import TestSupport
import Testing

@testable import Classroom

@Suite("The conversation of a lesson")
struct ClassConversationTests {
  private func converse(_ text: String, following: String? = nil, pace: Double = 0, _ inputs: [LineInput]) throws -> (
    shown: String, reader: ScriptedReader, isNextWanted: Bool
  ) {
    let walk = try WalkFixture(text, following: following)
    let reader = ScriptedReader(inputs)
    var time = 0.0
    let isNextWanted = ClassConversation(
      walk.walk, reader: reader,
      now: {
        time += pace
        return time
      }
    ).run()
    return (walk.host.taken(), reader, isNextWanted)
  }

  @Test func wordsAndStatementsLineByLine() throws {
    let (shown, reader, isNextWanted) = try converse(
      LessonWalkTests.lesson,
      [.line("next"), .line("say [1,"), .interrupted, .line("print [1,"), .line("2]"), .line("next")])
    #expect(shown.contains("[1, 2]\n2\n\nLast."))
    #expect(
      reader.prompts == [
        "small 1/2> ", "small 2/2> ", "      ...> ", "small 2/2> ", "      ...> ", "small 2/2> ", "small end> ",
      ])
    #expect(reader.remembered == ["print [1,\n2]"])
    #expect(!isNextWanted)
  }

  @Test func theEndOfTheInputLeaves() throws {
    let (shown, reader, isNextWanted) = try converse(LessonWalkTests.lesson, [])
    #expect(shown.contains("First.") && !shown.contains("Second."))
    #expect(reader.prompts == ["small 1/2> "])
    #expect(!isNextWanted)
  }

  @Test(arguments: [(0.1, 0), (2, 3)])
  func whatIsTypedDuringALongCellIsDropped(pace: Double, drops: Int) throws {
    let (_, reader, _) = try converse(LessonWalkTests.lesson, pace: pace, [.line(""), .line(""), .line("quit")])
    #expect(reader.drops == drops)
  }

  @Test func aGuessIsNoStatement() throws {
    let (shown, _, _) = try converse("```primer predict\nsay a\n```\n", [.line("(b"), .line("quit")])
    #expect(shown.contains("(b       │ a"))
  }

  @Test func theNextLessonFollows() throws {
    #expect(try converse("```primer\nsay a\n```\n", following: "Next", [.line(""), .line("")]).isNextWanted)
    #expect(try !converse("```primer\nsay a\n```\n", following: "Next", [.line(""), .line("quit")]).isNextWanted)
  }
}

@Suite("A lesson on a projector")
struct PresentationTests {
  private func present(_ text: String, _ keys: [KeyInput]) throws -> (pages: [String], fixture: WalkFixture) {
    let walk = try WalkFixture(text, following: "Next")
    var keys = keys
    var pages: [String] = []
    _ = Presentation(
      walk.walk, readKey: { keys.isEmpty ? .end : keys.removeFirst() }, clear: { pages.append(walk.host.taken()) }
    ).run()
    return (Array(pages.dropFirst()) + [walk.host.taken()], walk)
  }

  @Test func aKeyRunsTheCellAndAnotherTurnsThePage() throws {
    let (pages, walk) = try present(
      LessonWalkTests.lesson, [.character(" "), .other, .character("x"), .character("n"), .character("\n")])
    #expect(pages.count == 2)
    #expect(pages[0].contains("First.") && pages[0].hasSuffix("\n1\n"))
    #expect(pages[1].contains("Second.") && pages[1].hasSuffix("2\n"))
    #expect(walk.recorded.actions.contains(.place(cell: 2, line: 12)))
  }

  @Test func goingBack() throws {
    let (pages, _) = try present(
      LessonWalkTests.lesson, [.character(" "), .character("b"), .right, .pageDown, .left, .character("q"), .right])
    #expect(pages.count == 4)
    #expect(pages[1].contains("First.") && pages[1].hasSuffix("1\n"))
    #expect(pages[2].contains("Second."))
    #expect(pages[3].contains("First."))
  }

  @Test func anExerciseFirstShowsItsSolution() throws {
    let text = "```primer exercise\nsay ___\n```\n```solution\nsay b\n```\n```check\n$_ == b\n```\nEnd."
    let (pages, _) = try present(text, [.character(" "), .character(" "), .character(" "), .character("q")])
    #expect(pages.count == 2)
    #expect(pages[0].hasSuffix("say ___\n\n    say b\n\nb\n"))
    #expect(pages[1].contains("End."))
  }
}

@Suite("The course as a list")
struct CourseOverviewTests {
  @Test func showsWhatIsDoneAndWhatComes() throws {
    let course = try withFolder { folder in
      let lessons = [
        "README.md": """
        # Course

        ## First part
        - [a](01-alpha.md)
        - [b](02-beta.md)

        ## Second
        - [c](03-gamma.md)
        - [d](04-delta.md)
        """,
        "01-alpha.md": "---\nminutes: 15\n---\n# The alpha\n", "02-beta.md": "---\nneeds: huge\n---\n# The beta\n",
        "03-gamma.md": "# The gamma\n", "04-delta.md": "# The delta\n```primer\n",
      ]
      for (name, text) in lessons { try makeFile("\(folder)/\(name)", text) }
      return Course(folders: [folder], languages: [], files: StandardHost(environment: [:]))
    }
    let event = { (name: String, action: ProgressEvent.Action) in
      ProgressEvent(time: 0, lesson: LessonIdentity(name: name, language: nil, checksum: "0"), action)
    }
    let overview = CourseOverview(
      course, events: [event("alpha", .opened), event("alpha", .finished), event("gamma", .opened)],
      isAvailable: { $0 != "huge" })
    var shown = ""
    overview.show(on: Screen(width: { 70 }, isColoured: false) { shown += $0 })
    #expect(
      shown == """

        First part
          1 alpha  The alpha, 15 minutes, done
          2 beta   The beta, needs the model huge

        Second
          3 gamma  The gamma, begun
          4 delta  delta, cannot be read

        """)
    #expect(overview.firstOpen?.name == "gamma")
    #expect(overview.lesson(after: "alpha")?.name == "gamma")
    #expect(overview.lesson(after: "gamma") == nil)
    #expect(overview.lesson(after: "unknown") == nil)
  }
}
