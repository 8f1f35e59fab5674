import Foundation
import Testing

/// `primer check` as a maintainer or a CI server runs it.
@Suite(.enabled(if: Executable.isBuilt)) struct CheckTests {
  /// As good as endless.
  private static let endless = "for i in (random [1000000]) { for j in (random [1000000]) { let x = 1 } }"
  private static let good = "```primer\n1\n```\n```output\n1\n```\n"
  private static let bad = "# Bad\n```primer\n1\n```\n```output\n2\n```\n"

  /// A folder of lessons in which `primer check` runs, with a home of its own.
  private struct Course {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("primer-course-\(UUID().uuidString)")

    init(_ files: [String: String]) throws {
      for (name, text) in files { try write(name, Data(text.utf8)) }
    }

    func write(_ name: String, _ data: Data) throws {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }

    func read(_ name: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    func check(
      _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Executable.Result {
      var environment = environment
      environment["HOME"] = folder.path
      environment["XDG_CACHE_HOME"] = folder.appendingPathComponent("cache").path
      return try Executable.run(["check"] + arguments, input: input, environment: environment, folder: folder)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  /// Whatever is wrong with one lesson is named, and the others run.
  @Test func badLessonsAreNamedAndTheOthersRun() throws {
    let course = try Course([
      "L/01-fence.md": "# A\n\n```primer\n1\n", "L/02-word.md": "\n```primer slwo\n1\n```\n",
      "L/03-solution.md":
        "```primer exercise\nlet a = ___\n```\n```solution\nlet a = 1\n```\n```check\n$a == 2\n```\n",
      "L/04-windows.md": "\u{FEFF}# D\r\n" + Self.good.replacing("\n", with: "\r\n"),
      "L/06-endless.md":
        "```primer timeout=1s\n\(Self.endless)\n```\n\(Self.good)",
      "L/07-deep.md": "```primer\ndef f n { f ($n + 1) }\nf 1\n```\n",
      "L/08-memory.md": "```primer\nlet a = zeros [200000, 200000]\n```\n",
      "L/09-flood.md": """
      ```primer
      let t = "0123456789abcdef"
      for i in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] { let t = $t + $t }
      for i in (random [1000000]) { print $t }
      ```
      """,
      "L/10-good.md": Self.good,
    ])
    defer { course.remove() }
    try course.write("L/05-latin.md", Data("# A\ncaf".utf8) + Data([0xE9]) + Data("\n\(Self.good)".utf8))
    let result = try course.check("L")
    #expect(result.code == 1)
    for line in [
      "L/01-fence.md:3  this fence is never closed", "L/02-word.md:2  unknown word `slwo`",
      "FAILED  L/03-solution.md:1  let a = ___", "L/04-windows.md: 1 passed\n",
      "L/05-latin.md:2  this line is not UTF-8",
      "FAILED  L/06-endless.md:1 ", "blocked L/06-endless.md:4  1", "FAILED  L/07-deep.md:3 ", "nested too deep",
      "FAILED  L/08-memory.md:", "FAILED  L/09-flood.md:1 ", "it printed more than 16 MiB", "L/10-good.md: 1 passed\n",
    ] { #expect(result.output.contains(line), "\(line) in \(result.output)") }
    #expect(result.output.hasSuffix("2 passed, 8 failed, 1 skipped\n"), "\(result.output)")
  }

  /// A lesson of up to a megabyte is read, whatever its lines; a larger one is refused.
  @Test(arguments: [(90_000, "1 passed, 1 failed, 0 skipped\n"), (20_000_000, "0 passed, 1 failed, 0 skipped\n")])
  func aVeryLongLineIsRead(words: Int, summary: String) throws {
    let course = try Course([:])
    defer { course.remove() }
    let line = String(repeating: "word ", count: words)
    try course.write("a.md", Data("\(line)\n\(Self.good)```primer\nprint \"\(line)\" | count\n```\n".utf8))
    let result = try course.check("a.md")
    #expect(result.code == 1)
    #expect(result.output.contains("FAILED  a.md:") && result.output.hasSuffix(summary), "\(result.output)")
    #expect(result.output.utf8.count < 10_000)
  }

  @Test func theReportsOrderIsThatOfTheNames() throws {
    let names = (1...9).map { "L/0\($0).md" }
    // The first lessons take longest.
    let text = { (index: Int) in
      "```primer\nfor i in (random [\((9 - index) * 20_000)]) { let x = $i }\n1\n```\n```output\n1\n```\n"
    }
    let course = try Course(
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, text($0)) }))
    defer { course.remove() }
    let expected = names.map { "\($0): 1 passed\n" }.joined() + "9 passed, 0 failed, 0 skipped\n"
    #expect(try course.check("L", "--no-cache", "--jobs", "4").output == expected)
    #expect(try course.check("L", "--no-cache", "--jobs", "1").output == expected)
    let shares = try (1...3).map { number in
      try course.check("L", "--no-cache", "--shard", "\(number)/3").output.split(separator: "\n")
    }
    #expect(shares.map(\.count) == [4, 4, 4])
    #expect(shares.flatMap { $0.dropLast() }.sorted() == names.map { "\($0): 1 passed" })
    #expect(try course.check("L/01.md", "--shard", "2/2").output == "0 passed, 0 failed, 0 skipped\n")
  }

  @Test func knownResultsAreUsedAndShown() throws {
    let reading = "```primer\n(data ./d.tsv).answers\n```\n```output\n[y]\n```\n"
    let course = try Course(["a.md": reading, "d.tsv": "a\tb\nx\ty\n", "b.md": Self.bad])
    defer { course.remove() }
    #expect(try course.check("a.md", "b.md").output.hasPrefix("a.md: 1 passed\n"))
    let second = try course.check("a.md", "b.md")
    #expect(second.output.hasPrefix("a.md: 1 passed (cached)\nb.md: 1 failed\n"))
    #expect(second.output.hasSuffix("1 passed, 1 failed, 0 skipped (1 lesson cached)\n"))
    #expect(try course.check("a.md", "--no-cache").output.hasPrefix("a.md: 1 passed\n"))
    #expect(try course.check("a.md", "--slow").output.hasPrefix("a.md: 1 passed\n"))
    try course.write("d.tsv", Data("a\tb\nx\tz\n".utf8))
    #expect(try course.check("a.md").code == 1)
  }

  @Test func theTotalTimeoutFails() throws {
    let course = try Course([
      "1.md": Self.good + "```primer\n\(Self.endless)\n```\n" + Self.good,
      "2.md": Self.good,
    ])
    defer { course.remove() }
    let result = try course.check("1.md", "2.md", "--total-timeout", "4", "--jobs", "1")
    #expect(result.code == 1)
    #expect(result.output.contains("the 4 s for all lessons were over"))
    #expect(result.output.contains("2.md: 1 failed\n"))
  }

  @Test func aLessonWritesOnlyIntoItsWorkFolder() throws {
    let course = try Course([
      "L/a.md": """
      ```primer
      let p = prompt [bread => pain, butter => beurre]
      (save $p my-prompt.json).path
      ask cheese with: (load my-prompt.json)
      ```
      ```output
      my-prompt.json
      fromage
      ```
      ```primer fails
      save $p ../out.json
      ```
      ```output
      [..]outside the folders[..]
      ...
      ```
      ```primer fails
      load b.json
      ```
      ```output
      [..]does not exist[..]
      ...
      ```
      """,
      "L/b.md": "```primer\nsave (prompt [a => b, c => d]) b.json\n```\n```output\n...\n```\n", "tmp/keep": "",
    ])
    defer { course.remove() }
    let temporary = course.folder.appendingPathComponent("tmp").path
    let result = try course.check("L", "--jobs", "1", environment: ["TMPDIR": temporary])
    #expect(result.output.hasSuffix("4 passed, 0 failed, 0 skipped\n"), "\(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == ["keep"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: course.folder.path).sorted() == ["L", "cache", "tmp"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: course.folder.path + "/L").sorted() == ["a.md", "b.md"])
  }

  /// Answers, what the three cells of the lesson then say.
  @Test(arguments: [
    ("a\nk\naccept\n", ["1", "x", "3"]), ("a\ns\n", ["1", "x", "x"]), ("q\n", ["x", "x", "x"]), ("", ["x", "x", "x"]),
    ("what\na\n", ["1", "x", "x"]),
  ])
  func review(answers: String, outputs: [String]) throws {
    let text = { (outputs: [String]) in
      zip(1..., outputs).map { "```primer\n\($0)\n```\n```output\n\($1)\n```\n" }.joined()
    }
    let course = try Course(["a.md": text(["x", "x", "x"])])
    defer { course.remove() }
    let result = try course.check("--review", "a.md", input: answers)
    #expect(try course.read("a.md") == text(outputs))
    #expect(result.output.contains("- x\n      + 1\n"))
    #expect(result.code == 1)
  }

  @Test func reportsForPrograms() throws {
    let course = try Course(["a.md": Self.good, "b.md": Self.bad])
    defer { course.remove() }
    let json = try course.check("a.md", "b.md", "--json", "--junit", "j.xml", environment: ["GITHUB_ACTIONS": "true"])
    #expect(json.code == 1)
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(document?["failed"] as? Int == 1)
    #expect(json.errors.contains("::error file=b.md,line=6,"))
    #expect(try course.read("j.xml").contains("<testsuite name=\"b.md\" tests=\"1\" failures=\"1\""))
    #expect(try course.check("a.md", "b.md", "--tap").output.hasPrefix("TAP version 14\n1..2\nok 1 - "))
    #expect(try course.check("a.md", "--junit", "none/j.xml").code == 2)
  }

  @Test func updatesWriteWhatCameOut() throws {
    let course = try Course(["a.md": Self.bad])
    defer { course.remove() }
    let result = try course.check("--update", "a.md")
    #expect(result.code == 0)
    #expect(result.output.contains("updated a.md:2  1"))
    #expect(try course.read("a.md") == Self.bad.replacing("\n2\n", with: "\n1\n"))
  }

  /// Whatever runs a cell finds the same fault in it, and says so in the same words.
  @Test(arguments: [
    ("```primer fails\n1 + 1\n```\n", "it is marked `fails` and ended without an error"),
    (
      "```primer\nlet t = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\nlet x = \"\(String(repeating: "x", count: 200))\"\n"
        + "for a in $t { for b in $t { for c in $t { for d in $t { for e in $t { print $x } } } } }\n```\n",
      "it printed more than 16 MiB"
    ), ("```primer timeout=1s\n\(endless)\n```\n", "it ran longer than 1 s"),
  ])
  func oneFaultHasOneWording(cell: String, words: String) throws {
    let course = try Course(["a.md": "# A\n" + cell])
    defer { course.remove() }
    let check = try course.check("a.md")
    #expect(check.code == 1 && check.output.contains(words))
    let run = try Executable.run(["run", "a.md"], folder: course.folder)
    #expect(run.code == 2 && run.errors.contains("error: a.md:2: \(words)\n"), "\(run.errors)")
    #expect(run.output.utf8.count < 17 << 20)
    let export = try Executable.run(["export", "a.md", "-o", "a.html"], folder: course.folder)
    #expect(export.code == 1 && export.errors.contains("error: a.md:2: \(words)\n"), "\(export.errors)")
    // In class the lesson goes on, so it is told and no more.
    let learn = try Executable.run(["learn", "a.md"], input: "\n", folder: course.folder)
    #expect(learn.code == 0 && learn.output.contains(words), "\(learn.output.suffix(1000))")
  }

  #if os(Linux)
    @Test(.timeLimit(.minutes(2)), arguments: [("TERM", 143), ("HUP", 129), ("KILL", 137), ("INT", 130)])
    func noProcessOutlivesTheCheck(signal: String, status: Int) throws {
      let course = try Course(["long.md": "```primer\n\(Self.endless)\n```\n"])
      defer { course.remove() }
      let result = try Executable.interrupt(
        ["check", course.folder.path + "/long.md"], with: signal, whileRunning: "check-lesson",
        environment: ["HOME": course.folder.path])
      #expect(result == (status, true))
    }
  #endif

  @Test(arguments: [
    ["--json", "--tap", "a.md"], ["--update", "--review", "a.md"], ["--review", "--json", "a.md"],
    ["--shard", "3/2", "a.md"], ["--jobs", "0", "a.md"], ["--total-timeout", "0", "a.md"], ["--timeout", "x", "a.md"],
  ])
  func wrongUsage(arguments: [String]) throws {
    #expect(try Executable.run(["check"] + arguments).code == 64)
  }

  @Test func aReviewIsRefusedInCI() throws {
    let result = try Executable.run(["check", "--review", "Lessons"], environment: ["CI": "true"])
    #expect(result.code == 64)
    #expect(result.errors.contains("--review"))
  }
}
