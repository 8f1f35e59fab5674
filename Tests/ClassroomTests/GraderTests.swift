import Classroom
import Lessons
import Script
import Terminal
import Testing

@Suite("Grading")
struct GraderTests {
  /// Two exercises; the second goes on from the first, and both are measured with what the lesson has bound.
  static let text = """
    # Sums

    ```primer
    let wanted = 5
    def double x { $x + $x }
    ```
    ```primer exercise
    let sum = ___
    ```
    ```solution
    let sum = 2 + 3
    ```
    ```check
    $sum == $wanted and (double $sum) == 10
    ```
    ```primer fails
    $missing
    ```
    ```primer
    let half = $sum / 2
    ```
    ```primer exercise timeout=1s
    let more = ___
    ```
    ```solution
    let more = $half + 10
    ```
    ```check
    $more > $half
    ```
    """

  private func marks(
    _ answers: [Int: String], hidden: String? = nil, text: String = text, slow: Bool = false
  ) throws -> [GradingMessage] {
    let lesson = try Lesson(file: "03-sums.md", source: Array(text.utf8))
    let checks = try hidden.map { try HiddenChecks(file: "c", text: $0, exerciseCount: lesson.exercises.count) }
    let grader = Grader(
      host: StandardHost(environment: [:]), session: { Session(registry: Registry(), host: $0) }, timeout: .seconds(30),
      runsSlowCells: slow)
    var messages: [GradingMessage] = []
    try grader.grade(lesson, answers: answers, hidden: checks ?? .none) { messages.append($0) }
    return messages
  }

  private func mark(of exercise: Int, in messages: [GradingMessage]) -> ExerciseMark? {
    let marks = messages.compactMap { message in
      if case .marked(exercise, let mark) = message { mark } else { nil }
    }
    #expect(marks.count == 1)
    return marks.first
  }

  @Test(
    arguments: [
      ("let sum = 5", .passed), ("let sum = 1 + 4", .passed), ("let sum = 4", .wrong), ("let other = 5", .wrong),
      ("let sum = ___", .error("")), ("let sum = (", .error("")), ("", .wrong), ("print passed", .wrong),
      // What the answer is measured with stays the lesson's.
      ("let wanted = 4\nlet sum = 4", .wrong), ("let sum = 4\ndef double x { 10 }", .wrong),
      ("for wanted in [4] { let sum = 4 }", .wrong), ("if true { let wanted = 4 }\nlet sum = 4", .wrong),
      ("let wanted = 4\nlet sum = 5", .passed), ("let sum = 5\nlet extra = 1", .passed),
      ("def count x { 5 }\nlet sum = count [a]", .error("")), ("undo\nlet sum = 5", .passed),
      // A value that compares with anything does not exist.
      ("let sum = true", .wrong), ("let sum = [5]", .wrong), ("let sum = \"5\"", .wrong),
    ] as [(String, ExerciseMark)])
  func marks(answer: String, expected: ExerciseMark) throws {
    let mark = try #require(mark(of: 1, in: try marks([1: answer])))
    if case .error = expected, case .error(let message) = mark {
      #expect(!message.isEmpty)
    } else {
      #expect(mark == expected)
    }
  }

  @Test func unansweredExercisesAreToldAtOnce() throws {
    #expect(try marks([:]) == [.marked(exercise: 1, .unanswered), .marked(exercise: 2, .unanswered), .ended])
  }

  @Test func numbersOfNoExerciseAreIgnored() throws {
    #expect(try marks([0: "x", -1: "x", 99: "x"]).count == 3)
  }

  @Test func theLessonGoesOnFromTheStudentsAnswer() throws {
    // `mine` exists only where the first answer was kept.
    let messages = try marks([1: "let sum = 5\nlet mine = 100", 2: "let more = $half + $mine"])
    #expect(mark(of: 2, in: messages) == .passed)
    // After a wrong one the lesson goes on from the solution.
    #expect(mark(of: 2, in: try marks([1: "let sum = 900\nlet mine = 1", 2: "let more = $half + 1"])) == .passed)
    #expect(mark(of: 2, in: try marks([1: "let sum = 900", 2: "let more = 400"])) == .passed)
  }

  @Test func anEarlierAnswerThatBreaksTheLessonHarmsNothingElse() throws {
    let text = Self.text.replacing("$sum == $wanted and (double $sum) == 10", with: "$sum != 0")
    // A text cannot be halved: the lesson's next cell ends in an error.
    let messages = try marks([1: "let sum = \"a\"", 2: "let more = 9"], text: text)
    #expect(mark(of: 1, in: messages) == .passed)
    #expect(mark(of: 2, in: messages) == .passed)
    #expect(messages.last == .ended)
  }

  @Test func anEndlessLoopTakesItsTimeAndNoMore() throws {
    let loop =
      "let many = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nlet more = 1\n"
      + "for a in $many { for b in $many { for c in $many { for d in $many { for e in $many { for f in $many { "
      + "for g in $many { for h in $many { let more = 1000 } } } } } } } }"
    let messages = try marks([1: "let sum = 5", 2: loop])
    #expect(mark(of: 1, in: messages) == .passed)
    #expect(mark(of: 2, in: messages) == .timeout)
  }

  @Test func hiddenChecksCountToo() throws {
    let hidden = "```check 2\n$more != 400\n```\n```check 2\n$more < 1000\n```\n```check 1\n$sum == 5\n```"
    #expect(mark(of: 2, in: try marks([2: "let more = 20"], hidden: hidden)) == .passed)
    #expect(mark(of: 2, in: try marks([2: "let more = 400"], hidden: hidden)) == .hiddenCheckFailed(1))
    #expect(mark(of: 2, in: try marks([2: "let more = 2000"], hidden: hidden)) == .hiddenCheckFailed(2))
    #expect(mark(of: 2, in: try marks([2: "let more = 1"], hidden: hidden)) == .wrong)
    #expect(
      mark(of: 2, in: try marks([2: "let more = 20"], hidden: "```check 2\n$nothing\n```")) == .hiddenCheckFailed(1))
  }

  @Test(arguments: ["$missing", "let x = 1"])
  func aLessonThatDoesNotRunIsNamed(cell: String) throws {
    let text = Self.text.replacing("let wanted = 5", with: cell).replacing("let sum = 2 + 3", with: "let sum = $wanted")
    guard case .lessonBroken(let line, let sentence)? = try marks([1: "let sum = 5"], text: text).last else {
      Issue.record("not named")
      return
    }
    #expect(sentence.hasPrefix(cell == "$missing" ? "there is no variable" : "the solution ended in an error: "))
    #expect(line == (cell == "$missing" ? 4 : 11))
  }

  @Test func slowCellsRunWhenTheyAreWanted() throws {
    let text = Self.text.replacing("exercise timeout=1s", with: "exercise slow")
    #expect(
      mark(of: 2, in: try marks([2: "let more = 99"], text: text)) == .error("not run, because it is marked `slow`"))
    #expect(mark(of: 2, in: try marks([2: "let more = 99"], text: text, slow: true)) == .passed)
  }

  @Test func theSeedOfTheLessonCounts() throws {
    let text = "```primer exercise\nlet x = ___\n```\n```solution\nlet x = 1\n```\n```check\n$x == 1\n```\n"
    #expect(mark(of: 1, in: try marks([1: "seed 9\nlet x = 1"], text: text)) == .passed)
  }
}

@Suite("Tables of marks")
struct GradeTableTests {
  private let table = GradeTable([
    GradedFile(path: "a.md", student: "Ada, \"L\"", lesson: "few-shot", marks: [.passed, .wrong, .passed]),
    GradedFile(path: "b.md", student: "=HYPERLINK(\"x\")", lesson: "words", marks: [.error("no `x`\nhere")]),
    GradedFile(path: "-c.txt", problem: "is no submission"),
  ])

  @Test func csv() {
    #expect(
      table.csv == "file,student,lesson,exercise 1,exercise 2,exercise 3,passed,of,remarks\r\n"
        + "a.md,\"Ada, \"\"L\"\"\",few-shot,1,0,1,2,3,2: wrong\r\n"
        + "b.md,\"'=HYPERLINK(\"\"x\"\")\",words,0,,,0,1,\"1: no `x`\nhere\"\r\n"
        + "'-c.txt,,,,,,,,is no submission\r\n")
  }

  @Test(arguments: ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
  func nothingIsAFormula(name: String) {
    let table = GradeTable([GradedFile(path: "x", student: name, lesson: "l", marks: [])])
    let field = table.csv.split(separator: "\r\n")[1].split(separator: ",")[1]
    #expect(field.hasPrefix("'") || field.hasPrefix("\"'"))
  }

  @Test func text() {
    #expect(
      table.text == """
        student          lesson    exercises  passed  remarks
        Ada, "L"         few-shot  ✓ ✗ ✓      2/3     2: wrong
        =HYPERLINK("x")  words     ✗          0/1     1: no `x` here
        -c.txt                                -       is no submission

        """)
  }

  @Test func whoSharesANameIsToldApartByTheFile() {
    let table = GradeTable([
      GradedFile(path: "a.md", student: "Ada", lesson: "words", marks: [.passed]),
      GradedFile(path: "b.md", student: "Ada", lesson: "words", marks: [.wrong]),
      GradedFile(path: "c.md", student: "Ada", lesson: "few-shot", marks: [.passed]),
    ])
    #expect(
      table.text == """
        student     lesson    exercises  passed  remarks
        Ada (a.md)  words     ✓          1/1
        Ada (b.md)  words     ✗          0/1     1: wrong
        Ada         few-shot  ✓          1/1

        """)
  }

  @Test func json() {
    #expect(table.json.contains("\"passed\" : 2"))
    #expect(table.json.contains("\"problem\" : \"is no submission\""))
    #expect(GradeTable([]).json == "[\n\n]\n")
    #expect(GradeTable([]).csv == "file,student,lesson,passed,of,remarks\r\n")
  }
}
