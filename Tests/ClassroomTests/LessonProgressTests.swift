import Classroom
import Lessons
import Testing

@Suite("How far a student has come")
struct LessonProgressTests {
  static let lesson = LessonIdentity(name: "few-shot", language: nil, checksum: "a")

  private func progress(_ actions: [ProgressEvent.Action], in lesson: LessonIdentity = lesson) -> LessonProgress {
    LessonProgress(in: Self.lesson, actions.map { ProgressEvent(time: 0, lesson: lesson, $0) })
  }

  @Test(
    arguments: [
      ([], 1), ([.opened], 1), ([.ran(cell: 1)], 2), ([.ran(cell: 1), .skipped(cell: 2)], 3),
      ([.answered(cell: 3, "x", passed: true)], 4), ([.answered(cell: 3, "x", passed: false)], 1),
      ([.ran(cell: 4), .place(cell: 2, line: 9)], 2), ([.place(cell: -5, line: 0)], 1),
      ([.ran(cell: .max)], .max), ([.ran(cell: 3), .tried(cell: 1, "ask x")], 4),
    ] as [([ProgressEvent.Action], Int)])
  func placeAfter(actions: [ProgressEvent.Action], cell: Int) {
    #expect(progress(actions).cell == cell)
  }

  @Test func anAnswerThatPassedIsKept() throws {
    let exercise = try #require(
      progress([
        .hint(cell: 2), .answered(cell: 2, "wrong", passed: false), .hint(cell: 2),
        .answered(cell: 2, "right", passed: true),
        .hint(cell: 2), .solution(cell: 2), .answered(cell: 2, "played", passed: false),
      ]).exercises[2])
    #expect(exercise.answer == "right")
    #expect(exercise.hasPassed)
    #expect(exercise.attempts == 3)
    #expect(exercise.hints == 2)
    #expect(!exercise.sawSolution)
  }

  @Test func theLastWrongAnswerIsKept() {
    let exercise = progress([
      .answered(cell: 1, "one", passed: false), .solution(cell: 1), .answered(cell: 1, "two", passed: false),
    ]).exercises[1]
    #expect(exercise?.answer == "two")
    #expect(exercise?.hasPassed == false)
    #expect(exercise?.sawSolution == true)
  }

  @Test func aTranslationCountsAndAnotherVersionDoesNot() {
    let actions: [ProgressEvent.Action] = [.ran(cell: 1), .finished]
    let french = progress(actions, in: LessonIdentity(name: "few-shot", language: "fr", checksum: "a"))
    #expect(french.cell == 2 && french.isFinished && !french.hasOtherVersion)
    let older = progress(actions, in: LessonIdentity(name: "few-shot", language: nil, checksum: "b"))
    #expect(older.cell == 1 && !older.isFinished && !older.isBegun && older.hasOtherVersion)
    let other = progress(actions, in: LessonIdentity(name: "words", language: nil, checksum: "a"))
    #expect(!other.isBegun && !other.hasOtherVersion)
  }

  private static let text =
    "# T\n\nprose\n\n```primer exercise\nlet x = ___\n```\n```hint\nh\n```\n"
    + "```solution\nlet x = 1\n```\n```output\n1\n```\n```check\n$x == 1\n```\n"

  @Test(
    arguments: [
      ("prose", "other prose", true), ("```hint\nh", "```hint\nanother", true), ("```output\n1", "```output\n2", true),
      ("let x = ___", "let y = ___", false), ("let x = 1", "let x = 2", false), ("$x == 1", "$x == 2", false),
      ("primer exercise", "primer exercise seed=2", false),
    ])
  func aVersionIsWhatRuns(old: String, new: String, isSame: Bool) throws {
    let one = try Lesson(file: "01-x.md", source: Array(Self.text.utf8))
    let other = try Lesson(file: "01-x.fr.md", source: Array(Self.text.replacing(old, with: new).utf8))
    #expect((one.checksum == other.checksum) == isSame)
    #expect(LessonIdentity(one).hasCells(of: LessonIdentity(other)) == isSame)
    #expect(one.checksum.count == 16)
  }
}
