import Foundation
import Testing

/// A class with a lesson of its own: two exercises, which need no model.
private struct Classroom {
  static let lesson = """
    ---
    minutes: 10
    ---
    # Sums

    <!-- notes
    Ask for the sum first.
    -->

    ```primer
    let wanted = 5
    ```

    ```primer exercise
    let sum = ___
    ```
    ```solution
    let sum = 2 + 3
    ```
    ```check
    $sum == $wanted
    ```

    ```primer exercise
    let more = ___
    ```
    ```solution
    let more = $sum + 1
    ```
    ```check
    $more > $sum
    ```
    """

  let folder: String

  var environment: [String: String] { ["HOME": folder + "/home", "PRIMER_HOME": folder] }

  init(lesson: String = lesson) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("primer-class-\(UUID().uuidString)").path
    for name in ["Lessons", "work", "checks", "home"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try write("Lessons/07-sums.md", lesson)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  func run(_ arguments: [String], input: String = "") throws -> Executable.Result {
    try Executable.run(arguments, input: input, environment: environment)
  }

  /// What a student hands in after typing `lines` in the lesson.
  func submission(_ lines: [String]) throws -> String {
    let home = ["HOME": "\(folder)/home-\(UUID().uuidString)"]
    let environment = environment.merging(home) { $1 }
    let input = lines.map { $0 + "\n" }.joined()
    let learned = try Executable.run(["learn", "sums"], input: input, environment: environment)
    #expect(learned.code == 0, "\(learned.errors)")
    let submitted = try Executable.run(["submit", "--name", "Ada", "-o", "-"], environment: environment)
    #expect(submitted.code == 0, "\(submitted.errors)")
    return submitted.output
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

@Suite("What a class hands in is graded", .enabled(if: Executable.isBuilt))
struct GradeTests {
  private func withClass(lesson: String = Classroom.lesson, _ body: (Classroom) throws -> Void) throws {
    let classroom = try Classroom(lesson: lesson)
    defer { classroom.remove() }
    try body(classroom)
  }

  /// The lines of a CSV without the header and the folder.
  private func rows(_ result: Executable.Result, _ classroom: Classroom) -> [String] {
    result.output.replacing(classroom.folder + "/work/", with: "").split(separator: "\r\n").dropFirst().map(String.init)
  }

  @Test func oneFilesTroubleIsNoOtherFiles() throws {
    try withClass { classroom in
      let good = try classroom.submission(["", "5", "9"])
      func answering(_ first: String) -> String { good.replacing("let sum = 5", with: first) }
      #expect(good.contains("let sum = 5"))
      try classroom.write("work/a-good.md", good)
      try classroom.write("work/b-cheat.md", answering("let wanted = 4\nlet sum = 4\nprint passed"))
      let nested = (1...9).map { "for a\($0) in $many {" }.joined(separator: " ")
      let loop = "let many = [1, 2, 3, 4, 5, 6, 7, 8, 9]\n\(nested) let sum = 5 \(String(repeating: "}", count: 9))"
      try classroom.write("work/c-loop.md", answering(loop))
      let flood =
        "let x = \"aaaaaaaaaaaaaaaa\"\n\(nested.replacing("$many", with: "[1, 2]")) let x = \"$x$x$x$x$x$x$x$x\" "
        + "\(String(repeating: "}", count: 9))\nlet sum = 5"
      try classroom.write("work/d-flood.md", answering(flood))
      try classroom.write("work/e-essay.md", "# Cheese\n")
      try classroom.write("work/f-torn.md", String(good.prefix(good.count / 2)))
      try classroom.write("work/g-old.md", good.replacing("checksum: ", with: "checksum: 0"))
      try classroom.write("work/h-other.md", good.replacing("lesson: sums", with: "lesson: poems"))
      try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: classroom.folder + "/work/i.bin"))
      // Leads to the same files once more.
      try FileManager.default.createSymbolicLink(atPath: classroom.folder + "/work/j", withDestinationPath: ".")
      let result = try classroom.run(
        ["grade", classroom.folder + "/work", "--csv", "--timeout", "2", "--memory", "256"])
      let rows = rows(result, classroom)
      #expect(rows.count == 9)
      #expect(rows[0] == "a-good.md,Ada,sums,1,1,2,2,")
      #expect(rows[1] == "b-cheat.md,Ada,sums,0,1,1,2,1: wrong")
      #expect(rows[2] == "c-loop.md,Ada,sums,0,1,1,2,1: took too long")
      #expect(rows[3].hasPrefix("d-flood.md,Ada,sums,0,1,1,2,1: "))
      #expect(rows[4].contains("no submission"))
      #expect(rows[5].hasPrefix("f-torn.md,"))
      #expect(rows[6].contains("another version of sums"))
      #expect(rows[7].contains("not here: poems"))
      #expect(rows[8].contains("UTF-16"))
      #expect(result.code == 1)
    }
  }

  /// One file is full of what took ages to read, others lead to what is no file of this size.
  @Test(.timeLimit(.minutes(1))) func noFileStopsTheClass() throws {
    try withClass { classroom in
      let good = try classroom.submission(["", "5", "9"])
      let flood = "```check\nprint \"\"\"\n\(String(repeating: "y\n", count: 400_000))```\n"
      try classroom.write("work/a.md", good + flood)
      try classroom.write("work/b.md", good)
      try classroom.write("large", "")
      #expect(truncate(classroom.folder + "/large", 3 << 30) == 0)
      for (name, target) in [("c.md", "../large"), ("d.md", "/dev/zero")] {
        try FileManager.default.createSymbolicLink(
          atPath: classroom.folder + "/work/" + name, withDestinationPath: target)
      }
      let rows = rows(try classroom.run(["grade", classroom.folder + "/work", "--csv"]), classroom)
      #expect(
        rows == [
          "a.md,Ada,sums,1,1,2,2,", "b.md,Ada,sums,1,1,2,2,", "c.md,,,,,,,is larger than a submission can be",
          "d.md,,,,,,,is no ordinary file",
        ])
    }
  }

  #if os(Linux)
    @Test(.timeLimit(.minutes(2)), arguments: [("INT", 130), ("TERM", 143), ("HUP", 129), ("KILL", 137)])
    func noProcessOutlivesTheGrading(signal: String, status: Int) throws {
      try withClass { classroom in
        let good = try classroom.submission(["", "5"])
        let nested = (1...9).map { "for a\($0) in $many {" }.joined(separator: " ")
        let loop = "let many = [1, 2, 3, 4, 5, 6, 7, 8, 9]\n\(nested) let sum = 5 \(String(repeating: "}", count: 9))"
        try classroom.write("work/a-loop.md", good.replacing("let sum = 5", with: loop))
        let result = try Executable.interrupt(
          ["grade", classroom.folder + "/work", "--timeout", "100"], with: signal, whileRunning: "a-loop.md",
          environment: classroom.environment)
        #expect(result == (status, true))
      }
    }
  #endif

  @Test func hiddenChecksAreTriedOnTheLessonsOwnSolution() throws {
    try withClass { classroom in
      try classroom.write("work/a.md", try classroom.submission(["", "5", "900"]))
      let arguments = ["grade", classroom.folder + "/work", "--checks", classroom.folder + "/checks", "--csv"]
      try classroom.write("checks/07-sums.checks.md", "```check 2\n$more < 100\n```\n")
      let result = try classroom.run(arguments)
      #expect(rows(result, classroom) == ["a.md,Ada,sums,1,0,1,2,2: hidden check 1 fails"])
      #expect(result.code == 0)
      try classroom.write("checks/07-sums.checks.md", "```check 2\n$more == 7\n```\n")
      let broken = try classroom.run(arguments)
      #expect(broken.code == 2)
      #expect(broken.errors.contains("the solution of exercise 2 does not pass: hidden check 1 fails"))
    }
  }

  @Test func nothingButTheLessonIsTouched() throws {
    try withClass { classroom in
      let good = try classroom.submission(["", "5", "900"])
      try classroom.write("secret.tsv", "a\tb\nc\td\n")
      let answers = [
        "let sum = count (data \"\(classroom.folder)/secret.tsv\")",
        "let p = prompt [a => b]\nsave $p /tmp/x\nlet sum = 5",
        "let sum = count (data ../secret.tsv)", "fetch gemma3-270m\nlet sum = 5",
      ]
      for (number, answer) in answers.enumerated() {
        try classroom.write("work/\(number).md", good.replacing("let sum = 5", with: answer))
      }
      let result = try classroom.run(["grade", classroom.folder + "/work", "--json"])
      #expect(result.output.split(separator: "\"passed\" : 1,").count == answers.count + 1)
      #expect(!FileManager.default.fileExists(atPath: "/tmp/x"))
    }
  }

  @Test func aLessonThatDoesNotRunIsNobodysFault() throws {
    try withClass { classroom in
      let good = try classroom.submission(["", "5"])
      let broken = Classroom.lesson.replacing("let sum = 2 + 3", with: "let sum = 2 + a")
      try classroom.write("Lessons/07-sums.md", broken)
      try classroom.write("work/a.md", good)
      let result = try classroom.run(["grade", classroom.folder + "/work"])
      #expect(result.code == 2)
      #expect(result.errors.contains("07-sums.md") && result.errors.contains("the solution ended in an error"))
      #expect(result.output.isEmpty)
    }
  }

  @Test func notesGoThroughAPipe() throws {
    try withClass { classroom in
      let result = try classroom.run(["notes", "sums"])
      #expect(result.output == "Sums (10 minutes)\n\n1/3  Sums\n\nAsk for the sum first.\n")
      #expect(try classroom.run(["notes"]).code == 2)
    }
  }
}

@Suite("A student's progress", .enabled(if: Executable.isBuilt))
struct ProgressTests {
  @Test func thirtyProcessesInOneHomeLoseNothing() async throws {
    let classroom = try Classroom()
    defer { classroom.remove() }
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<30 {
        group.addTask { try classroom.run(["learn", "sums"], input: "reset\n\n\(number)\n5\n\(number + 6)\n").code }
      }
      for try await code in group { #expect(code == 0) }
    }
    let log = try String(contentsOfFile: classroom.folder + "/home/.local/state/primer/progress.jsonl", encoding: .utf8)
    for number in 0..<30 {
      #expect(log.contains("\"passed\":true,\"text\":\"let more = \(number + 6)\""))
    }
    #expect(log.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
  }

  @Test func aFullDiskStopsNoLessonAndLosesNothing() throws {
    let classroom = try Classroom()
    defer { classroom.remove() }
    #expect(try classroom.run(["learn", "sums"], input: "\n5\n").code == 0)
    let path = classroom.folder + "/home/.local/state/primer/progress.jsonl"
    let before = try String(contentsOfFile: path, encoding: .utf8)
    // Files may be no larger than this one nearly is: in the middle of a line to come.
    let limit = (before.utf8.count + 1023) / 1024
    let script = "ulimit -f \(limit); printf '\\n5\\n9\\n6\\n7\\nwhere\\n' | '\(Executable.path)' learn sums"
    let environment = classroom.environment.merging(["PROGRAM": Executable.path]) { $1 }
    let full = try Executable.run(["-c", script], environment: environment, program: "/bin/bash")
    #expect(full.code == 0)
    #expect(full.errors.split(separator: "\n").count { $0.contains("cannot keep your progress") } == 1)
    let after = try String(contentsOfFile: path, encoding: .utf8)
    #expect(after.hasPrefix(before))
    #expect(after.hasSuffix("}\n"))
    #expect(try classroom.run(["learn", "sums"], input: "where\n").code == 0)
  }

  @Test func aKilledProcessHasKeptWhatWasDone() throws {
    let classroom = try Classroom()
    defer { classroom.remove() }
    // The lesson waits for more input until it is killed.
    let script = """
      mkfifo "$HOME/pipe"; "$PROGRAM" learn sums < "$HOME/pipe" > "$HOME/out" 2>&1 & child=$!
      exec 3> "$HOME/pipe"; printf '\\n5\\n' >&3
      until grep -q '"passed":true' "$HOME/.local/state/primer/progress.jsonl" 2> /dev/null; do sleep 0.05; done
      kill -9 $child; wait $child 2> /dev/null; exec "$PROGRAM" submit sums --name Ada -o -
      """
    let environment = classroom.environment.merging(["PROGRAM": Executable.path]) { $1 }
    let result = try Executable.run(["-c", script], environment: environment, program: "/bin/bash")
    #expect(result.code == 0)
    #expect(result.output.contains("Passed; 1 answer.\n\n```primer\nlet sum = 5\n```"))
  }
}
