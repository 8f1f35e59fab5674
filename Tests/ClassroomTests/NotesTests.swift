import Classroom
import Lessons
import Testing

@Suite("Speaker notes")
struct NotesTests {
  static let text = """
    ---
    minutes: 20
    ---
    # The lesson

    <!-- notes
      Ask the class what a word is.

      Wait.
    -->
    Prose. <!-- a remark --> <!-- notesless -->

    ```primer
    print 1
    ```

    ## The second part

    ```primer
    print 2
    ```
    More. <!--Notes one line --> And <!-- notes another -->

    ```primer
    print 3
    ```
    ## The end
    <!-- notes
    Say goodbye
    """

  private let lesson: Lesson

  init() throws {
    lesson = try Lesson(file: "x.md", source: Array((Self.text + "\n-->\n").utf8))
  }

  @Test func areReadStepByStep() {
    let notes = SpeakerNotes(lesson)
    #expect(notes.steps.map(\.cell) == [1, 2, 3, 4])
    #expect(notes.steps.map(\.title) == ["The lesson", "The second part", "The second part", "The end"])
    #expect(
      notes.steps.map(\.notes) == [
        ["Ask the class what a word is.\n\nWait."], [], ["one line", "another"], ["Say goodbye"],
      ])
    #expect(notes.nextTitle(after: 1) == "The second part")
    #expect(notes.nextTitle(after: 2) == "The end")
    #expect(notes.nextTitle(after: 4) == nil)
  }

  @Test(arguments: [(-7, 1), (0, 1), (1, 1), (4, 4), (99, 4), (.max, 4)])
  func anyNumberHasAStep(cell: Int, step: Int) {
    #expect(SpeakerNotes(lesson).step(at: cell).cell == step)
  }

  @Test(
    arguments: [
      (1, 0.0, "The lesson  1/3  0:00 of 20 min, 5 min in hand"), (2, 600, "The lesson  2/3  10:00 of 20 min, on time"),
      (4, 4000, "The lesson  end  1:06:40 of 20 min, 47 min behind"),
      (1, -5, "The lesson  1/3  0:00 of 20 min, 5 min in hand"),
      (1, .infinity, "The lesson  1/3  99:59:59 of 20 min, 5995 min behind"),
    ])
  func theClockRuns(cell: Int, seconds: Double, line: String) {
    let page = NotesPage(lesson, width: 80).text(at: cell, seconds: seconds)
    #expect(page.split(separator: "\n").first.map(String.init) == line)
  }

  @Test func aPageIsWrapped() {
    let page = NotesPage(lesson, width: 20).text(at: 1, seconds: 0)
    #expect(page.contains("Ask the class what a\nword is.\n\nWait.\n"))
    #expect(page.contains("Next: The second part\n"))
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 21 })
  }

  @Test func allNotes() {
    #expect(
      NotesPage(lesson, width: 80).wholeText == """
        The lesson (20 minutes)

        1/3  The lesson

        Ask the class what a word is.

        Wait.

        3/3  The second part

        one line

        another

        end  The end

        Say goodbye

        """)
  }

  @Test func thePlaceIsFollowed() {
    let one = LessonIdentity(name: "one", language: nil, checksum: "1")
    let two = LessonIdentity(name: "two", language: "fr", checksum: "2")
    let events = [
      ProgressEvent(time: 5, lesson: one, .opened), ProgressEvent(time: 6, lesson: one, .place(cell: 3, line: 9)),
      ProgressEvent(time: 7, lesson: two, .opened), ProgressEvent(time: 8, lesson: two, .place(cell: 2, line: 4)),
      ProgressEvent(time: 9, lesson: one, .place(cell: 4, line: 12)),
    ]
    var all = FollowedPlace(lesson: nil)
    all.follow(events)
    #expect(all.lesson == two && all.cell == 2 && all.start == 7)
    var only = FollowedPlace(lesson: "one")
    only.follow(events)
    #expect(only.lesson == one && only.cell == 4 && only.start == 5)
    var late = FollowedPlace(lesson: "one", since: 6)
    late.follow(events)
    #expect(late.lesson == nil)
  }
}
