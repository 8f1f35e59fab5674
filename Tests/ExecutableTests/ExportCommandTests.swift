import Foundation
import Testing

/// `primer export` as a shell sees it.
@Suite(.enabled(if: Executable.isBuilt)) struct ExportCommandTests {
  private static let lesson = "# T\n\n```primer\nplot [1, 2] title: \"Two\"\n```\n"

  /// Runs `primer export` on files in a new folder, whose path stands for `%`; the names that are there afterwards come
  /// with the result.
  private func export(_ arguments: [String], _ files: [String: String]) throws -> (Executable.Result, Set<String>) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("primer-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let result = try Executable.run(["export"] + arguments.map { $0.replacing("%", with: folder.path) })
    return (result, Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path)))
  }

  @Test(arguments: [[], ["--to", "pdf", "x.md"], ["--blank", "--solutions", "x.md"], ["--slow", "--no-run", "x.md"]])
  func wrongUsage(arguments: [String]) throws {
    #expect(try Executable.run(["export"] + arguments).code == 64)
  }

  @Test func aLesson() throws {
    let (result, names) = try export(["%/a.md", "-o", "%/b.html"], ["a.md": Self.lesson])
    #expect(result.code == 0)
    #expect(result.output.hasSuffix("/b.html\n"))
    #expect(names == ["a.md", "b.html"])
  }

  @Test func aFolderInWhichALessonFails() throws {
    let files = [
      "a.md": Self.lesson, "b.md": "# B\n\n```primer\nnosuch\n```\n", "c.md": "---\nneeds: nosuch\n---\n# C\n",
    ]
    let (result, names) = try export(["%", "-o", "%/out"], files)
    #expect(result.code == 1)
    #expect(result.errors.contains("b.md:4: ") && result.errors.contains("c.md: needs the model `nosuch`"))
    #expect(names == ["a.md", "b.md", "c.md", "out", "out/a.html", "out/index.html"])
  }

  @Test func withoutRunningNothingFails() throws {
    let files = ["b.md": "# B\n\n```primer\nnosuch\n```\n", "c.md": "---\nneeds: nosuch\n---\n# C\n"]
    let (result, names) = try export(["--no-run", "--to", "ipynb", "%", "-o", "%/out"], files)
    #expect(result.code == 0)
    #expect(names == ["b.md", "c.md", "out", "out/b.ipynb", "out/c.ipynb"])
  }

  @Test func aMissingLesson() throws {
    let (result, _) = try export(["%/nosuch.md"], [:])
    #expect(result.code == 1)
    #expect(result.errors.contains("does not exist"))
  }
}
