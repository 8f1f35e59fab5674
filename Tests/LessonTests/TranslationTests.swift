import Checking
import Lessons
import Testing

struct TranslationTests {
  private static let cell = "```primer\n1\n```\n```output\n1\n```\n"
  private static let exercise =
    "```primer exercise\nlet a = ___\n```\n```hint\nHm\n```\n```solution\nlet a = 1\n```\n```check\n$a == 1\n```\n"

  private func problem(_ translation: String, original: String, file: String = "L/01-a.fr.md") throws
    -> CheckReport.Problem?
  {
    let host = lessonHost(files: [file: Array(translation.utf8), "L/01-a.md": Array(original.utf8)])
    let report = try LessonCheck(host).report([file])
    #expect(report.counts.failed == (report.files[0].problem == nil ? 0 : 1))
    return report.files[0].problem
  }

  @Test func proseAndHintsAreFree() throws {
    let hint = "```hint\nEncore\n```\n"
    let exercise = Self.exercise.replacing("Hm", with: "Bof").replacing("```hint", with: hint + "```hint")
    #expect(try problem("# Un\n\n\(Self.cell)Fin\n\(exercise)", original: "# One\n\(Self.cell)\(Self.exercise)") == nil)
  }

  /// What the translation has, what the original has, the line, a part of what is said about it.
  @Test(arguments: [
    ("# Un\n" + cell.replacing("1", with: "2"), cell, 2, "this cell is not that of L/01-a.md:1"),
    (cell.replacing("primer", with: "primer seed=2"), cell, 1, "after `primer`"),
    ("```primer\n1\n```\n```output\n...\n```\n", cell, 4, "this cell's output is not that of L/01-a.md:4"),
    (cell, cell + "```check\n1 == 1\n```\n", 1, "this cell's check is not that of L/01-a.md:7"),
    (cell + cell, cell, 7, "not in L/01-a.md"),
    (cell, cell + cell, nil, "L/01-a.md:7 is missing"),
    (exercise.replacing("= 1", with: "=  1"), exercise, 7, "solution is not that"),
    ("---\nneeds: pocket\n---\n" + cell, cell, 1, "other models"),
    (cell, "```primer\n", nil, "cannot be compared"),
  ])
  func differences(translation: String, original: String, line: Int?, message: String) throws {
    let problem = try #require(try problem(translation, original: original))
    #expect(problem.line == line)
    #expect(problem.sentence.contains(message))
  }

  @Test(arguments: ["L/01-a.fr.md", "L/01-a.pt-BR.md", "L/01-a.zh-Hans-CN.md", "L/01-a.zho.md"])
  func languageTags(file: String) throws {
    #expect(try problem(Self.cell + Self.cell, original: Self.cell, file: file) != nil)
  }

  @Test(arguments: ["L/01-a.md2.md", "L/01-a.f.md", "L/.fr.md", "L/01-a.fr-.md", "L/01-b.fr.md", "M/01-a.fr.md"])
  func otherNamesAreNoTranslations(file: String) throws {
    #expect(try problem(Self.cell + Self.cell, original: Self.cell, file: file) == nil)
  }
}
