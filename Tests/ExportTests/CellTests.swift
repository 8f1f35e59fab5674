import Lessons
import Testing

@testable import Exports

private let exercise = """
  # T

  ```primer exercise
  let x = ___
  ```
  ```hint
  Try *two*.
  ```
  ```hint
  No, one.
  ```
  ```solution
  let x = 4 - 3
  $x
  ```
  ```output
  1
  ```
  ```check
  $x == 1
  ```
  """

@Suite("Cells and what they show")
struct CellTests {
  @Test func outputsComeFromRunning() throws {
    #expect(try mainPart("# T\n```primer\n1 + 1\n```\n```output\n3\n```").contains("<samp>2</samp>"))
  }

  @Test func withoutRunningTheyAreThoseOfTheLesson() throws {
    let main = try mainPart("# T\n```primer\n1 + 1\n```\n```output\n3\n```", .init(runs: false))
    #expect(main.contains("<samp>3</samp>"))
  }

  @Test func aDifferenceIsTold() throws {
    let host = exportHost(files: ["l.md": "# T\n```primer\n1 + 1\n```\n```output\n3\n```"])
    _ = try Exporter(.init(), host).export(lesson: "l.md")
    #expect(host.notes.contains("l.md:2: shows something else than the lesson says"))
  }

  @Test(arguments: ["slow", "skip"])
  func cellsThatDoNotRunKeepTheirOutput(word: String) throws {
    let main = try mainPart("# T\n```primer \(word)\n1 + 1\n```\n```output\n3\n```")
    #expect(main.contains("<samp>3</samp>"))
  }

  @Test func seeds() throws {
    let main = try mainPart("# T\n```primer seed=7\nseed\n```\n```primer\nseed\n```")
    #expect(main.contains("<samp>7</samp>") && main.contains("<samp>0</samp>"))
  }

  @Test func errorsThatBelong() throws {
    let main = try mainPart("# T\n```primer fails\nprint 1\nnosuch\n```")
    #expect(main.contains("<samp>1</samp>"))
    #expect(main.contains("<p class=\"label\">Error</p>"))
    #expect(main.contains("<samp>error: "))
  }

  @Test func picturesBesideTheirDescription() throws {
    let main = try mainPart("# T\n```primer\nprint 1\nsquare\nprint 2\n```")
    #expect(main.contains("<title>A square</title></svg>"))
    #expect(main.contains("<samp>It has four sides.</samp>"))
    #expect(!main.contains("[]"))
    let places = ["<samp>1", "<svg", "<samp>2"].compactMap { main.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 3 && places == places.sorted())
  }

  @Test func predictionsAreFoldedIn() throws {
    let main = try mainPart("# T\n```primer predict\n6 * 7\n```")
    #expect(
      main.contains("<details class=\"prediction\"><summary>What will it print? Say it first, then look.</summary>"))
    #expect(main.contains("<samp>42</samp></pre></details>"))
  }

  @Test func exercisesShowHintsAndNoSolution() throws {
    let page = try page(exercise)
    #expect(page.contains("<summary>Hint 1</summary><p>Try <em>two</em>.</p></details>"))
    #expect(page.contains("<summary>Hint 2</summary>"))
    #expect(page.contains("___"))
    for absent in ["4", "$x", "<samp>"] { #expect(try !mainPart(exercise).contains(absent), "\(absent)") }
  }

  @Test func solutionsWhenAskedFor() throws {
    let main = try mainPart(exercise, .init(.html, .reading(solutions: true)))
    #expect(main.contains("<details class=\"solution\"><summary>Solution</summary>"))
    #expect(main.contains("<samp>1</samp>"))
  }

  @Test func handoutsLeaveRoomAndRunNothing() throws {
    let lesson =
      exercise + "\n\n```primer\nnosuch\n```\n```output\n5\n```\n```primer predict\n9\n```\n```output\n9\n```"
    let main = try mainPart(lesson, .init(.html, .handout))
    #expect(!main.contains("<samp>") && !main.contains("4 - 3"))
    #expect(main.split(separator: "class=\"room\"").count == 4)
    #expect(main.contains("<p class=\"label\">What will it print?</p>"))
  }

  @Test func hugeOutputsAreCut() throws {
    var output = CellOutput()
    for number in 1...5 { output.append("line \(number)\n") }
    #expect(output.cut(to: 35) == output)
    #expect(output.cut(to: 12).text == "line 1\nline \n… and 4 more lines\n")

    let loops =
      "let t = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n"
      + "for a in $t { for b in $t { for c in $t { for d in $t { print 'a line that is not needed' } } } }"
    let main = try mainPart("# T\n```primer\n\(loops)\n```")
    #expect(main.utf8.count < CellOutput.longestShown + 3000)
    #expect(main.contains("more lines"))
  }

  @Test func aLessonThatFailsIsNamedWithItsLine() throws {
    let host = exportHost(files: ["l.md": "# T\n\n```primer\nprint 1\nnosuch\n```"])
    let result = try Exporter(.init(), host).export(lesson: "l.md")
    #expect(result.files.isEmpty)
    #expect(result.failures.map(\.line) == [5])
    #expect(result.failures.first?.description.hasPrefix("l.md:5: ") == true)
  }

  @Test func stopping() throws {
    let host = exportHost(files: ["l.md": "# T\n\n```primer\nprint 1\n```"], isStopped: true)
    #expect(throws: CancellationError.self) { try Exporter(.init(), host).export(lesson: "l.md") }
  }
}
