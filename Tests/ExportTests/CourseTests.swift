import Foundation
import Platform
import Script
import Terminal
import Testing

@testable import Exports

@Suite("A folder becomes a course")
struct CourseTests {
  private let files = [
    "c/01-a.md": "# Alpha\n\nSee [beta](02-b.md#x), [gone](03-gone.md) and [all](README.md).\n",
    "c/02-b.md": "# Beta\n\n## X\n", "c/00-z.md": "# Zeta\n", "c/notes.txt": "no lesson",
  ]

  private func export(_ more: [String: String], _ settings: Exporter.Settings = .init()) throws -> Exporter.Result {
    try Exporter(settings, exportHost(files: files.merging(more) { $1 })).export(folder: "c")
  }

  @Test func byNameWithoutAnIntroduction() throws {
    let result = try export([:])
    #expect(result.files.map(\.name) == ["00-z.html", "01-a.html", "02-b.html", "index.html"])
    let index = try #require(result.text("index.html"))
    #expect(index.contains("<h1>Lessons</h1>"))
    #expect(index.contains("<li lang=\"en\"><a href=\"00-z.html\" hreflang=\"en\">Zeta</a></li>"))
    for file in result.files { #expect(mistake(in: String(decoding: file.bytes, as: UTF8.self)) == nil) }
  }

  @Test func inTheOrderOfTheIntroduction() throws {
    let result = try export(["c/README.md": "# The course\n\n- [B](02-b.md)\n- [A](01-a.md)\n- [G](03-gone.md)\n"])
    #expect(result.files.map(\.name) == ["02-b.html", "01-a.html", "00-z.html", "index.html"])
    let index = try #require(result.text("index.html"))
    #expect(index.contains("<title>The course</title>"))
    #expect(index.contains("<li><a href=\"02-b.html\">B</a></li>"))
    #expect(index.contains("<li>G</li>"))
    #expect(index.contains("<h2>More lessons</h2>"))
    let first = try #require(result.text("02-b.html"))
    #expect(first.contains("<a rel=\"next\" href=\"01-a.html\">Next: Alpha</a>"))
    #expect(!first.contains("rel=\"prev\""))
    #expect(result.text("01-a.html")?.contains("<a rel=\"prev\" href=\"02-b.html\">Previous: Beta</a>") == true)
  }

  @Test func translationsHaveNeighboursOfTheirOwn() throws {
    let result = try export(["c/01-a.fr.md": "# Alpha en français\n", "c/02-b.fr.md": "# Bêta\n"])
    #expect(result.text("01-a.fr.html")?.contains("<a rel=\"next\" href=\"02-b.fr.html\">Suivante: Bêta</a>") == true)
    #expect(result.text("01-a.html")?.contains("<a rel=\"next\" href=\"02-b.html\">") == true)
  }

  @Test(arguments: ["pt-BR", "zh-Hans-CN"])
  func translationsWithRegions(tag: String) throws {
    let result = try export(["c/01-a.\(tag).md": "# A\n", "c/02-b.\(tag).md": "# B\n"])
    let index = try #require(result.text("index.html"))
    #expect(index.contains("<li lang=\"\(tag)\"><a href=\"01-a.\(tag).html\" hreflang=\"\(tag)\">A</a></li>"))
    #expect(result.text("01-a.\(tag).html")?.contains("<a rel=\"next\" href=\"02-b.\(tag).html\">") == true)
    #expect(result.text("01-a.html")?.contains("<a rel=\"next\" href=\"02-b.html\">") == true)
  }

  /// A link that leads out of the folder is named and not followed; one within it, and one that the user names, are.
  @Test func linksThatLeadOut() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder + "/les", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let link = { try FileManager.default.createSymbolicLink(atPath: folder + "/les/" + $0, withDestinationPath: $1) }
    try Data("# Secret".utf8).write(to: URL(fileURLWithPath: folder + "/private.md"))
    try Data("# A".utf8).write(to: URL(fileURLWithPath: folder + "/les/02-a.md"))
    try link("01-env.md", "/proc/self/environ")
    try link("03-private.md", "../private.md")
    try link("04-again.md", "02-a.md")
    let host = StandardHost(environment: [:], isQuiet: true)
    let exporter = Exporter(
      .init(runs: false), files: host, host: { _ in host }, session: { Session(registry: Registry([]), host: $0) },
      isAvailable: { _ in true })
    let result = try exporter.export(folder: folder + "/les")
    #expect(result.files.map(\.name) == ["02-a.html", "04-again.html", "index.html"])
    #expect(result.failures.count == 2)
    for failure in result.failures { #expect(failure.sentence.contains("lies outside")) }
    #expect(try exporter.export(lesson: folder + "/les/03-private.md").files.count == 1)
    try link("README.md", "../private.md")
    #expect(throws: FileError.self) { try exporter.export(folder: folder + "/les") }
  }

  @Test func linksBetweenLessons() throws {
    let page = try #require(try export([:]).text("01-a.html"))
    #expect(page.contains("<a href=\"02-b.html#x\">beta</a>, gone and all"))
    #expect(page.contains("<a href=\"index.html\">All lessons</a>"))
  }

  /// Each is named, and the others are there, without links to it.
  @Test(
    arguments: [
      ("# T\n```primer\nnosuch\n```", 3, "nosuch"), ("---\nneeds: gemma\n---\n# T\n", nil, "gemma"),
      ("# T\n```primer\n1", 2, "never closed"),
      ("# T\n```primer fails\n1\n```", 2, "is marked `fails` and ended without an error"),
    ] as [(String, Int?, String)])
  func failures(lesson: String, line: Int?, words: String) throws {
    let result = try export(["c/03-gone.md": lesson])
    #expect(result.files.map(\.name) == ["00-z.html", "01-a.html", "02-b.html", "index.html"])
    #expect(result.failures.map(\.line) == [line])
    #expect(result.failures.first?.file == "c/03-gone.md")
    #expect(result.failures.first?.sentence.contains(words) == true)
    #expect(result.text("01-a.html")?.contains("gone.html") == false)
  }

  @Test func withoutRunningAModelIsNotNeeded() throws {
    let result = try export(["c/03-gone.md": "---\nneeds: gemma\n---\n# T\n```primer\nnosuch\n```"], .init(runs: false))
    #expect(result.failures.isEmpty)
    #expect(result.text("03-gone.html") != nil)
  }

  @Test func aFolderWithoutLessons() throws {
    let result = try Exporter(.init(), exportHost(files: ["d/x.txt": ""])).export(folder: "d")
    #expect(result.files.isEmpty)
    #expect(result.failures.count == 1)
  }
}
