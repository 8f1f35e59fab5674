import Classroom
import Lessons
import Testing

@Suite("A file to hand in")
struct SubmissionTests {
  static let text = """
    # A *lesson*

    ```primer predict
    count [a, b]
    ```
    ```primer exercise
    let x = ___
    ```
    ```solution
    let x = 1
    ```
    ```check
    $x == 1
    ```
    ```primer exercise
    let y = ___
    ```
    ```solution
    let y = 2
    ```
    ```check
    $y == 2
    ```
    """

  private let lesson: Lesson
  private let identity: LessonIdentity

  init() throws {
    lesson = try Lesson(file: "Lessons/03-sums.md", source: Array(Self.text.utf8))
    identity = LessonIdentity(lesson)
  }

  private func text(_ actions: [ProgressEvent.Action], student: String = "Ada") -> String {
    let progress = LessonProgress(in: identity, actions.map { ProgressEvent(time: 0, lesson: identity, $0) })
    return Submission.text(
      student: student, lesson: lesson, progress: progress, version: "primer 0.1.0", date: "2026-11-24")
  }

  @Test(
    arguments: [
      "let x = 1", "let x = [\n  a,\n  b\n]", "```\n# Exercise 9: cell 9\n````", "let x = \"# é 🧀\"\n\n\nlet z = 3", "",
      "    indented", "~~~", "## Exercise 2: cell 3",
    ])
  func readsWhatWasWritten(answer: String) throws {
    let text = text([.answered(cell: 2, answer, passed: false), .hint(cell: 3)])
    let read = try Submission(Array(text.utf8))
    #expect(read.header.student == "Ada")
    #expect(read.header.lesson.hasCells(of: identity))
    #expect(read.answers == [1: answer])
    // Also with the line endings of another system.
    let windows = try Submission(Array(text.replacing("\n", with: "\r\n").utf8))
    #expect(windows.answers == [1: answer])
  }

  @Test func tellsWhatATeacherWantsToKnow() {
    let text = text([
      .predicted(cell: 1, "3\nor 2"), .hint(cell: 2), .answered(cell: 2, "let x = 3", passed: false),
      .answered(cell: 2, "let x = 1", passed: true), .solution(cell: 3), .answered(cell: 3, "let y = 1", passed: false),
    ])
    #expect(text.contains("# A lesson: the work of Ada\n"))
    #expect(text.contains("## Prediction: cell 1\n\n> 3\n> or 2\n"))
    #expect(text.contains("## Exercise 1: cell 2\n\nPassed; 2 answers, 1 hint.\n\n```primer\nlet x = 1\n```\n"))
    #expect(text.contains("## Exercise 2: cell 3\n\nNot passed; 1 answer, the solution was shown.\n"))
  }

  @Test(arguments: ["a\nlesson: other\nb", "---", "\u{1B}[2J", "", "🧀 Ω: x"])
  func aNameIsOneLine(student: String) throws {
    let read = try Submission(
      Array(text([.answered(cell: 2, "x", passed: true)], student: student).utf8))
    #expect(read.header.lesson.name == "sums")
    #expect(read.answers == [1: "x"])
    #expect(!read.header.student.contains { $0.isNewline || $0 == "\u{1B}" })
  }

  @Test(
    arguments: [
      ("", "no submission"), ("# Essay\n\nI like cheese.\n", "no submission"),
      ("---\nlesson: x\n---\n", "no submission"),
      ("---\nlesson: x\n", "line 1"), ("---\nlesson: x\nchecksum: 1\n---\n\n```primer\nx\n", "line 6"),
      ("---\nlesson: x\nchecksum: 1\n---\n## Exercise 1: a\n```primer\n1\n```\n```primer\n2\n```\n", "second answer"),
      ("---\nlesson: x\nchecksum: 1\n---\n```primer fly\n```\n", "line 5"),
    ])
  func anotherFileIsRefused(text: String, words: String) {
    let problem = #expect(throws: Submission.Problem.self) { try Submission(Array(text.utf8)) }
    #expect(problem?.description.contains(words) == true)
  }

  /// As long as a submission can be, of whatever could take long to read.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "y\n", "```\n", "```check\n\"\"\"\n", "````primer\n```\n", "## Exercise 1: a\n", "a: b\n", "`", "[a]: b\n",
      "<!--\n", "- ",
    ])
  func everyFileIsReadInLinearTime(piece: String) throws {
    let header = "---\nstudent: Ada\nlesson: sums\nchecksum: 1\n---\n"
    let flood = String(repeating: piece, count: (Submission.largestFile - 200) / piece.utf8.count)
    let start = ContinuousClock.now
    for text in [header + "```primer\nprint \"\"\"\n" + flood, header + flood, "---\n" + flood, flood] {
      _ = try? Submission(Array(text.utf8))
    }
    #expect(ContinuousClock.now - start < .seconds(20))
    let read = try Submission.Header(Array((header + flood).utf8))
    #expect(read.student == "Ada")
  }

  @Test func whatIsNoAnswerMeansNothing() throws {
    let text = text([.answered(cell: 2, "let x = 1", passed: true)])
    let blocks = "```check\nnosuch (\n```\n```solution\nlet x = 2\n```\n```hint\n```\n```output\n3\n```\n```\n4\n```\n"
    #expect(try Submission(Array((text + blocks).utf8)).answers == [1: "let x = 1"])
  }

  @Test(arguments: [[0xFF, 0xFE, 0x41], [0x41, 0xC3, 0x28], [UInt8](repeating: 0x61, count: 2 << 20), [0, 0, 0]])
  func bytesAreRefused(bytes: [UInt8]) {
    #expect(throws: Submission.Problem.self) { try Submission(bytes) }
  }

  @Test(
    arguments: [
      (
        "```check 1\n$x == 1\n```\n\ntext\n\n```check 2\na\n```\n```check 1\nb\n```\n",
        [1: ["$x == 1\n", "b\n"], 2: ["a\n"]]
      )
    ])
  func hiddenChecksAreRead(text: String, checks: [Int: [String]]) throws {
    #expect(try HiddenChecks(file: "c.md", text: text, exerciseCount: 2).checks == checks)
  }

  @Test(arguments: [
    "", "```check\nx\n```", "```check 3\nx\n```", "```check 0\nx\n```", "```check one\nx\n```", "```check 1 2\n```",
  ])
  func wrongHiddenChecksAreRefused(text: String) {
    #expect(throws: HiddenChecks.Problem.self) { try HiddenChecks(file: "c.md", text: text, exerciseCount: 2) }
  }
}
