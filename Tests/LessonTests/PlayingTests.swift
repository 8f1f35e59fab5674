import Lessons
import Script
import Testing

struct PlayingTests {
  private let host = lessonHost()

  private var player: LessonPlayer {
    LessonPlayer(host: host) { Session(registry: Registry([wait]), host: $0) }
  }

  @Test func outputsComeAsTheyAre() throws {
    let text = """
      # Title
      ```primer
      1 + 1
      ```
      ```output
      wrong, and never looked at
      ```
      ```primer fails
      nonsense 1
      ```
      ```primer skip
      2
      ```
      ```primer exercise
      print ___
      ```
      ```hint
      think
      ```
      ```solution
      print solved
      ```
      ```check
      true
      ```
      """
    try player.play(lesson(text, file: "a/b.md"), showsText: false)
    #expect(host.output.hasPrefix("2\nerror: there is no command `nonsense`\n  a/b.md:9:1\n"))
    #expect(host.output.hasSuffix("\nsolved\n"))
  }

  @Test func theTextIsShownWhenAskedFor() throws {
    try player.play(lesson("# Title\n\n```primer\n1 + 1\n```\nEnd\n"), showsText: true)
    #expect(host.output == "# Title\n\n> 1 + 1\n2\nEnd\n")
  }

  @Test func theFirstErrorEndsIt() throws {
    let stop = #expect(throws: LessonPlayer.Stop.self) {
      try player.play(lesson("```primer\n1\n```\n```primer\nnonsense 1\n```\n```primer\n2\n```\n"), showsText: false)
    }
    #expect(host.output == "1\n")
    guard case .diagnostic(let diagnostic) = stop else {
      Issue.record("\(String(describing: stop))")
      return
    }
    #expect(diagnostic.rendered().contains("lesson.md:5:1"))
  }

  @Test func aCellThatShouldFailAndDoesNotEndsIt() throws {
    let stop = #expect(throws: LessonPlayer.Stop.self) {
      try player.play(lesson("\n```primer fails\n1\n```"), showsText: false)
    }
    guard case .failure(.noError, "lesson.md", line: 2) = stop else {
      Issue.record("\(String(describing: stop))")
      return
    }
  }

  @Test func aCellsOwnTimeoutHolds() throws {
    let stop = #expect(throws: LessonPlayer.Stop.self) {
      try player.play(lesson("```primer timeout=2s\nwait\n```"), showsText: false)
    }
    guard case .failure(.timeout(.seconds(2)), "lesson.md", line: 1) = stop else {
      Issue.record("\(String(describing: stop))")
      return
    }
  }

  @Test func scriptsRun() throws {
    try player.play(script: "let x = 2\n$x", name: "a.primer")
    #expect(host.output == "2\n")
    #expect(throws: LessonPlayer.Stop.self) { try player.play(script: "nonsense", name: "a.primer") }
  }
}
