import Testing

@testable import Classroom

@Suite("Stepping through a lesson")
struct LessonWalkTests {
  static let lesson = """
    # Small

    First.

    ```primer
    let x = 1
    print $x
    ```
    ```output
    1
    ```

    Second.

    ```primer
    $x + 1
    ```
    ```output
    2
    ```

    Last.
    """

  @Test func showsProseThenACellAndRunsIt() throws {
    let walk = try WalkFixture(Self.lesson)
    let first = walk.begin()
    #expect(first.contains("Small\n=====\n\nFirst.\n\n    let x = 1\n    print $x\n"))
    #expect(!first.contains("Second") && !first.contains("```"))
    #expect(walk.walk.prompt == "small 1/2> ")
    #expect(walk.take("") == "1\n\nSecond.\n\n    $x + 1\n")
    #expect(walk.walk.prompt == "small 2/2> ")
    #expect(walk.take("next").hasPrefix("2\n\nLast.\n\nThis is the end of the lesson."))
    #expect(walk.walk.prompt == "small end> ")
    #expect(walk.walk.take("") == .leaves)
    #expect(
      walk.recorded.actions == [
        .opened, .place(cell: 1, line: 1), .ran(cell: 1), .place(cell: 2, line: 12), .ran(cell: 2), .finished,
        .place(cell: 3, line: 21),
      ])
  }

  @Test(arguments: [(false, "*\n"), (true, "A star.\n")])
  func picturesAreToldToAScreenReader(isAccessible: Bool, shown: String) throws {
    let walk = try WalkFixture("```primer\ndraw\n```\n```output\n*\n```\n", isAccessible: isAccessible)
    _ = walk.begin()
    let text = walk.take("")
    #expect(text.hasPrefix(shown))
    #expect(!text.contains("differs"))
  }

  @Test func whatIsTriedDoesNoHarm() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin("")
    #expect(walk.take("let x = 50\nlet y = 7\n$x") == "50\n")
    #expect(walk.take("$x + $y") == "57\n")
    // The cell sees the lesson's own value; what the lesson does not use stays.
    let shown = walk.take("")
    #expect(shown.hasPrefix("2\n"))
    #expect(shown.contains("`$x` has the lesson's value again"))
    #expect(!shown.contains("differs"))
    #expect(walk.take("$x + $y") == "8\n")
    #expect(walk.recorded.actions.contains(.tried(cell: 2, "$x + $y")))
  }

  @Test func mistakesAndErrorsStay() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin()
    #expect(walk.take("frobnicate") == "there is no command `frobnicate`\n")
    #expect(walk.walk.prompt == "small 1/2> ")
    let failing = try WalkFixture("```primer\nlet y = 1\n1 / 0\n```\nEnd.")
    _ = failing.begin()
    #expect(failing.take("").contains("division by zero\nThe lesson did not expect that."))
    #expect(failing.walk.prompt == "small 1/1> ")
    #expect(failing.take("$y") == "there is no variable `$y`\n")
    #expect(failing.take("skip").contains("End."))
  }

  @Test func goingBackRestoresTheSession() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin("", "let z = 1")
    #expect(walk.take("back").contains("First."))
    #expect(walk.take("$x") == "there is no variable `$x`\n")
    #expect(walk.take("$z") == "there is no variable `$z`\n")
    #expect(walk.take("").hasPrefix("1\n"))
    #expect(walk.take("again").contains("Second."))
    #expect(walk.take("where") == "Small: step 2 of 2.\n")
    #expect(walk.take("reset").contains("First."))
    #expect(walk.take("back") == "This is the first step.\n")
  }

  @Test func wordsAreTheLessonsEvenWhenTheyAreCommands() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin("def next { say mine }")
    #expect(walk.take(" next ").contains("Second."))
    #expect(walk.take("help").contains("skip"))
    #expect(walk.take("hint") == "`hint` belongs to exercises, and this step has no exercise.\n")
    #expect(walk.walk.take("exit") == .leaves)
  }

  @Test func differencesAreTold() throws {
    let walk = try WalkFixture("```primer\nsay b\n```\n```output\na\n```\n")
    _ = walk.begin()
    #expect(
      walk.take("").hasPrefix("b\nThis differs from the lesson (`-` there, `+` here):\n- a\n+ b\n"))
  }

  @Test func cellsRunAsTheyAreMarked() throws {
    let walk = try WalkFixture(
      "```primer fails\nsay a\n1 / 0\n```\n```output\na\nerror: division by zero\n...\n```\n"
        + "```primer skip\nlet y = 1\n```\n```primer slow\nsay slow\n```\n```primer seed=7\nseed\n```\n")
    let first = walk.begin()
    #expect(first.contains("1 / 0"))
    let failed = walk.take("")
    #expect(failed.hasPrefix("a\nerror: division by zero\n"))
    #expect(failed.contains("only to read"))
    #expect(walk.take("").contains("some minutes"))
    #expect(walk.take("$y").contains("no variable"))
    #expect(!walk.take("skip").contains("slow\n\n"))
    #expect(walk.recorded.actions.contains(.skipped(cell: 3)))
  }

  @Test func ctrlCStaysInPlace() throws {
    let walk = try WalkFixture("```primer\nlet a = 1\nlet b = 2\n```\n")
    _ = walk.begin()
    walk.host.checksUntilStopped = 1
    #expect(walk.take("").hasPrefix("Stopped."))
    walk.host.checksUntilStopped = .max
    #expect(walk.walk.prompt == "small 1/1> ")
    #expect(walk.take("$a").contains("no variable"))
    #expect(walk.take("").contains("end of the lesson"))
  }

  @Test func predictionsStandBesideTheOutput() throws {
    let walk = try WalkFixture("```primer predict\nprint 1\nprint 2\n```\n```output\n1\n2\n```\n")
    #expect(walk.begin().contains("What will it print?"))
    #expect(walk.walk.takesAnyLine)
    #expect(walk.take("3 [").hasPrefix("You said │ It prints\n3 [      │ 1\n         │ 2\n"))
    #expect(walk.recorded.actions.contains(.predicted(cell: 1, "3 [")))
    let other = try WalkFixture("```primer predict\nprint 1\n```\n```output\n1\n```\n", width: 19)
    _ = other.begin()
    #expect(other.take("").hasPrefix("1\n\n"))
    #expect(other.take("back").contains("What will"))
    #expect(other.take("one").hasPrefix("You said:\n  one\nIt prints:\n  1\n"))
  }
}
