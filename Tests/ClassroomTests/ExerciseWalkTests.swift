import Testing

@testable import Classroom

@Suite("Exercises in class")
struct ExerciseWalkTests {
  static let lesson = """
    ```primer
    let base = 2
    ```
    Make it large.

    ```primer exercise
    let x = $base + ___
    ```
    ```hint
    A *large* number.
    ```
    ```hint
    Try 100.
    ```
    ```solution
    let x = $base + 17
    ```
    ```check
    $x > 5 and $x != 7
    ```
    After.

    ```primer
    $base + $x
    ```
    """

  private func atExercise() throws -> WalkFixture {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin("")
    return walk
  }

  @Test func theCellWithItsBlankIsShown() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin()
    #expect(
      walk.take("") == "\nMake it large.\n\nExercise 1 of 1. Fill the blank:\n    let x = $base + ___\n")
    #expect(walk.take("").contains("Type what belongs in the blank"))
  }

  @Test func anAnswerIsCheckedAndKept() throws {
    let walk = try atExercise()
    #expect(walk.take("8").hasPrefix("    let x = $base + 8\nRight.\n\nAfter.\n"))
    #expect(walk.recorded.actions.contains(.answered(cell: 2, "let x = $base + 8", passed: true)))
    #expect(walk.take("").hasPrefix("12\n"))
    #expect(walk.take("where").contains("Exercises solved: 1 of 1."))
  }

  @Test(arguments: [
    ("1", "  $x is 3, wanted: more than 5\n"),
    ("let x = 7", "  $x is 7, wanted: anything but 7\n"),
  ])
  func aWrongAnswerSaysWhatWasSeenAndWanted(answer: String, told: String) throws {
    let walk = try atExercise()
    let shown = walk.take(answer)
    #expect(shown.contains("Not yet. `hint` helps.\n" + told))
    #expect(!shown.contains("17"))
    #expect(walk.walk.prompt == "small 2/3> ")
    // What the answer left can be looked at, and a better one begins with the empty blank.
    #expect(!walk.take("$x").contains("no variable"))
    #expect(walk.take("8").contains("Right."))
  }

  @Test func anAnswerCannotChangeWhatItIsMeasuredWith() throws {
    let walk = try WalkFixture(
      """
      ```primer
      let limit = 10
      ```
      ```primer exercise
      let x = ___
      ```
      ```solution
      let x = 11
      ```
      ```check
      $x > $limit
      ```
      """)
    _ = walk.begin("", "let limit = 1")
    let shown = walk.take("let x = $limit + 1")
    #expect(shown.contains("    let limit = 1\n    let x = $limit + 1\n"))
    #expect(shown.contains("Not yet.\n  $x is 2, wanted: more than 10\n(`$limit` has the lesson's value again.)\n"))
    #expect(walk.take("let x = $limit + 1").hasPrefix("    let x = $limit + 1\nRight."))
  }

  @Test func anAnswerWithAnotherSeedIsJudgedByTheLessons() throws {
    let walk = try WalkFixture(
      """
      ```primer exercise
      let x = ___
      ```
      ```solution
      let x = 1
      ```
      ```check
      (seed) == 0
      ```
      """)
    _ = walk.begin("let x = 1\nseed 7")
    #expect(walk.recorded.actions.contains(.answered(cell: 1, "let x = 1\nseed 7", passed: true)))
  }

  @Test func anAnswerWithAMistakeSaysSo() throws {
    let walk = try atExercise()
    let shown = walk.take("$nothing + $base")
    #expect(shown.contains("no variable"))
    #expect(walk.take("check").contains("there is no variable `$nothing`"))
    #expect(walk.take("8").contains("Right."))
  }

  @Test func anErrorIsExplainedByTheCellThatWasPassedOver() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin("skip")
    #expect(walk.take("8").contains("no variable `$base`\nStep 1 was passed over: it may be missed."))
  }

  @Test func hintsAreGraded() throws {
    let walk = try atExercise()
    #expect(walk.take("hint") == "A *large* number.\n(`hint` again says more.)\n")
    #expect(walk.take("hint") == "Try 100.\n")
    #expect(walk.take("hint").contains("no more hints"))
    #expect(walk.recorded.actions.filter { $0 == .hint(cell: 2) }.count == 2)
  }

  @Test func theSolutionIsAskedFor() throws {
    let walk = try atExercise()
    #expect(walk.take("solution").contains("Show the solution?"))
    #expect(!walk.take("").contains("17"))
    #expect(!walk.recorded.actions.contains(.solution(cell: 2)))
    _ = walk.take("solution")
    #expect(walk.take("y").contains("    let x = $base + 17\n"))
    #expect(walk.recorded.actions.contains(.solution(cell: 2)))
    // Anything else is taken as ever.
    _ = walk.take("solution")
    #expect(walk.take("9").contains("Right."))
  }

  @Test func skippingSolvesItForTheCellsBehind() throws {
    let walk = try atExercise()
    #expect(!walk.take("skip").contains("17"))
    #expect(walk.take("").hasPrefix("21\n"))
    #expect(walk.take("where").contains("solved: 0 of 1"))
  }

  @Test func whatNeedsACellThatWasPassedOverStaysUnsolved() throws {
    let walk = try WalkFixture(Self.lesson)
    _ = walk.begin("skip")
    let shown = walk.take("skip")
    #expect(shown.contains("It stays unsolved: there is no variable `$base`. Step 1 was passed over"))
    #expect(shown.contains("After."))
    #expect(walk.take("").contains("Step 2 was passed over"))
    #expect(walk.walk.prompt == "small 3/3> ")
  }

  @Test func whatWasTriedCanBecomeTheAnswer() throws {
    let walk = try atExercise()
    #expect(walk.take("check").contains("nothing to check"))
    #expect(walk.take("let many = 40") == "")
    #expect(walk.take("$many * 2") == "80\n(To make this your answer, type `check`.)\n")
    let shown = walk.take("check")
    #expect(shown.contains("Right."))
    // It stands on its own, with what it uses.
    #expect(
      walk.recorded.actions.contains(.answered(cell: 2, "let many = 40\nlet x = $base + ($many * 2)", passed: true)))
  }

  @Test func anAnswerCannotChangeWhatTheLessonUsesLater() throws {
    let walk = try atExercise()
    #expect(walk.take("let base = 1000\nlet x = $base + 1").contains("Right."))
    #expect(walk.take("").hasPrefix("1003\n"))
  }

  @Test func severalBlanksAreFilledOneByOne() throws {
    let walk = try WalkFixture(
      "```primer exercise\nlet x = ___ + ___\n```\n```solution\nlet x = 1 + 2\n```\n```check\n$x == 3\n```\n")
    _ = walk.begin()
    #expect(walk.take("2") == "    let x = 2 + ___\nAnd the next blank? (`again` starts over.)\n")
    #expect(walk.take("1").contains("Right."))
  }
}

@Suite("Going on with a lesson")
struct ResumingTests {
  @Test func earlierCellsAreRunAgainQuietly() throws {
    let walk = try WalkFixture(
      ExerciseWalkTests.lesson,
      done: [
        .opened, .ran(cell: 1), .answered(cell: 2, "let x = 1", passed: false),
        .answered(cell: 2, "let x = 30", passed: true),
      ])
    #expect(walk.begin().contains("Enter goes on at step 3 of 3"))
    #expect(walk.take("$base").contains("`reset` starts again."))
    #expect(walk.take("") == "\nAfter.\n\n    $base + $x\n")
    #expect(walk.take("").hasPrefix("32\n"))
  }

  @Test func orFromTheStart() throws {
    let walk = try WalkFixture(ExerciseWalkTests.lesson, done: [.ran(cell: 1)])
    #expect(walk.begin("reset").contains("    let base = 2\n"))
    #expect(walk.walk.prompt == "small 1/3> ")
  }

  @Test func cellsThatWerePassedOverStaySo() throws {
    let walk = try WalkFixture(
      "```primer slow\nlet x = 1\n```\n```primer\nsay here\n```\n", done: [.skipped(cell: 1)])
    _ = walk.begin("")
    #expect(walk.take("$x").contains("no variable"))
  }

  @Test func theEndBeginsAnewAndLeadsOn() throws {
    let walk = try WalkFixture(
      "```primer\nsay a\n```\n", done: [.ran(cell: 1), .finished], following: "Next one")
    #expect(walk.begin("").contains("Enter goes on with the next"))
    #expect(walk.walk.take("") == .wantsNextLesson)
    #expect(walk.walk.take("quit") == .leaves)
  }

  @Test(arguments: [
    "", "# Only text\n", "```primer exercise\n___\n```\n```solution\nsay a\n```\n```check\ntrue\n```\n",
  ])
  func anyLessonCanBeWalked(text: String) throws {
    let walk = try WalkFixture(text)
    _ = walk.begin("skip", "back", "again", "check", "where")
    #expect(walk.walk.take("quit") == .leaves)
  }
}
