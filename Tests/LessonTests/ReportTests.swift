import Checking
import Foundation
import Lessons
import Testing

/// The reports for programs, of one lesson with every kind of cell and one that is no lesson.
struct ReportTests {
  private static func report(isCached: Bool = false) throws -> CheckReport {
    let text = """
      ```primer
      1
      ```
      ```output
      1
      ```
      ```primer
      print "<a> & #b\\\\"
      ```
      ```output
      x
      ```
      ```primer skip
      2
      ```
      ```primer
      nosuch
      ```
      ```primer
      3
      ```
      """
    let host = lessonHost(files: ["L/a.md": Array(text.utf8), "L/b.md": Array("\n```primer".utf8)])
    var report = try LessonCheck(host).report(["L"])
    for cell in report.files[0].cells.indices { report.files[0].cells[cell].seconds = 0.0625 }
    report.files[0].isCached = isCached
    return report
  }

  @Test func json() throws {
    let bytes = Data(try Self.report().json.utf8)
    let document = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(document["passed"] as? Int == 1)
    #expect(document["failed"] as? Int == 3)
    #expect(document["skipped"] as? Int == 2)
    let lessons = try #require(document["lessons"] as? [[String: Any]])
    #expect(lessons.map { $0["path"] as? String } == ["L/a.md", "L/b.md"])
    #expect(lessons.map { $0["problemLine"] as? Int } == [nil, 2])
    #expect(lessons.map { $0["cached"] as? Bool } == [false, false])
    let cells = try #require(lessons[0]["cells"] as? [[String: Any]])
    #expect(cells.map { $0["outcome"] as? String } == ["passed", "failed", "skipped", "failed", "blocked"])
    #expect(cells.map { $0["line"] as? Int } == [1, 7, 13, 16, 19])
    #expect(cells.map { $0["failure"] as? String } == [nil, "differs", nil, "error", nil])
    #expect(cells.map { $0["failureLine"] as? Int } == [nil, 11, nil, 17, nil])
    #expect(cells[1]["details"] as? String == "- x\n+ <a> & #b\\")
    #expect(cells[4]["reason"] as? String == "blocked by the error in line 17")
  }

  @Test func tap() throws {
    #expect(
      try Self.report().tap == ##"""
        TAP version 14
        1..6
        ok 1 - L/a.md:1 1
        not ok 2 - L/a.md:7 print "<a> & \#b\\\\"
          ---
          message: "the output differs"
          line: 11
          details: |2
            - x
            + <a> & #b\
          ...
        ok 3 - L/a.md:13 2 # SKIP marked `skip`
        not ok 4 - L/a.md:16 nosuch
          ---
          message: "it ended in an error"
          line: 17
          details: |2
            error: there is no command `nosuch`
              input:1:1
                1 | nosuch
                  | ^^^^^^ a text on its own needs quotes: "nosuch"
          ...
        ok 5 - L/a.md:19 3 # SKIP blocked by the error in line 17
        not ok 6 - L/b.md:2 lesson
          ---
          message: "this fence is never closed"
          ...

        """##)
  }

  @Test func junit() throws {
    #expect(
      try Self.report().junit == ##"""
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="primer check" tests="6" failures="3" skipped="2" time="0.313">
          <testsuite name="L/a.md" tests="5" failures="2" skipped="2" time="0.313">
            <testcase classname="L/a.md" name="1: 1" file="L/a.md" line="1" time="0.063"/>
            <testcase classname="L/a.md" name="2: print &quot;&lt;a&gt; &amp; #b\\&quot;" file="L/a.md" line="11" time="0.063">
              <failure message="the output differs">- x
        + &lt;a&gt; &amp; #b\</failure>
            </testcase>
            <testcase classname="L/a.md" name="3: 2" file="L/a.md" line="13" time="0.063">
              <skipped message="marked `skip`"/>
            </testcase>
            <testcase classname="L/a.md" name="4: nosuch" file="L/a.md" line="17" time="0.063">
              <failure message="it ended in an error">error: there is no command `nosuch`
          input:1:1
            1 | nosuch
              | ^^^^^^ a text on its own needs quotes: &quot;nosuch&quot;</failure>
            </testcase>
            <testcase classname="L/a.md" name="5: 3" file="L/a.md" line="19" time="0.063">
              <skipped message="blocked by the error in line 17"/>
            </testcase>
          </testsuite>
          <testsuite name="L/b.md" tests="1" failures="1" skipped="0" time="0.000">
            <testcase classname="L/b.md" name="lesson, line 2" file="L/b.md" line="2" time="0.000">
              <failure message="this fence is never closed"/>
            </testcase>
          </testsuite>
        </testsuites>

        """##)
  }

  @Test func everyFormSaysWhatIsCached() throws {
    let report = try Self.report(isCached: true)
    #expect(report.text.hasPrefix("L/a.md: 1 passed, 2 failed, 2 skipped (cached)\n"))
    #expect(report.text.hasSuffix(" (1 lesson cached)\n"))
    #expect(report.json.contains("\"cached\" : true"))
    #expect(report.tap.contains("ok 1 - L/a.md:1 1 (cached)\n"))
    #expect(report.junit.contains("<property name=\"cached\" value=\"true\"/>"))
  }

  @Test func xmlHoldsOnlyWhatItMay() throws {
    let lesson = try lesson("```primer\nprint \"\u{1}\u{1B}[0m\"\n```")
    let cell = CellReport(lesson.cells[0], .failed(.crash("\u{0}\t\n\u{FFFF}")))
    let junit = CheckReport(files: [.init(path: "a", cells: [cell])]).junit
    #expect(!junit.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0xFFFF })
  }

  @Test func slowCellsAreNamed() throws {
    var report = try Self.report()
    #expect(report.slowest() == "")
    report.files[0].cells[0].seconds = 6
    report.files[0].cells[2].seconds = 61.26
    #expect(report.slowest() == "slowest cells:\n  61.3 s  L/a.md:13  2\n  6 s  L/a.md:1  1\n")
    #expect(report.slowest(count: 1) == "slowest cells:\n  61.3 s  L/a.md:13  2\n")
    report.files[0].isCached = true
    #expect(report.slowest() == "")
  }
}
