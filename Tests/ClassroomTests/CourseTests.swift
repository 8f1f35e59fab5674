import Classroom
import Foundation
import Lessons
import Terminal
import TestSupport
import Testing

@Suite("The course")
struct CourseTests {
  private let host = StandardHost(environment: [:])

  private func course(_ files: [String: String], _ languages: [String] = []) throws -> Course {
    try withFolder { folder in
      for (name, text) in files { try makeFile("\(folder)/\(name)", text) }
      return Course(
        folders: [folder + "/missing", folder], languages: languages.compactMap { LanguageTag($0) }, files: host)
    }
  }

  private func listing(_ course: Course) -> [String] {
    course.parts.map { part in
      "\(part.title ?? "-"): "
        + part.lessons.map { String($0.path.split(separator: "/").last ?? "") }.joined(separator: " ")
    }
  }

  @Test func isInTheOrderOfItsList() throws {
    let readme = """
      # Lessons

      Read [the rules](../rules.md) and [this](https://example.com/a.md).

      ## First *things*

      1. [Words](00-words.md), twice: [again](00-words.md)
      2. [Gone](00-gone.md)

      ## Empty
      ## Then

      | lesson |
      | --- |
      | **[Rank](03-lora.md)** |
      """
    let files = [
      "README.md": readme, "03-lora.md": "# LoRA", "00-words.md": "---\nminutes: 15\nneeds: a, b\n---\n# Words",
      "09-z.md": "", "05-y.md": "```primer\n", "notes.txt": "", ".hidden.md": "",
    ]
    let course = try course(files)
    #expect(listing(course) == ["First things: 00-words.md", "Then: 03-lora.md", "-: 05-y.md 09-z.md"])
    #expect(course.lessons.map(\.title) == ["Words", "LoRA", "y", "09-z.md"])
    #expect(course.lessons[0].minutes == 15)
    #expect(course.lessons[0].needs == ["a", "b"])
    #expect(course.lessons[2].problem?.contains("never closed") == true)
  }

  @Test(
    arguments: [
      (["fr"], ["01-a.fr.md", "02-b.md"]), ([], ["01-a.md", "02-b.md"]), (["de", "fr"], ["01-a.fr.md", "02-b.md"]),
      (["pt-br", "pt"], ["01-a.md", "02-b.pt_BR.md"]), (["en", "fr"], ["01-a.md", "02-b.md"]),
    ])
  func aTranslationTakesTheLessonsPlace(languages: [String], names: [String]) throws {
    let files = ["01-a.md": "# A", "01-a.fr.md": "# Ah", "02-b.md": "# B", "02-b.pt_BR.md": "# Bê"]
    let course = try course(files, languages)
    #expect(course.lessons.map { String($0.path.split(separator: "/").last ?? "") } == names)
    #expect(course.lessons.map(\.name) == ["a", "b"])
  }

  @Test func theListIsTranslatedToo() throws {
    let files = [
      "README.md": "## Words\n[a](01-a.md)", "README.fr.md": "## Les mots\n[a](01-a.md)", "01-a.md": "# A",
      "02-c.fr.md": "# C",
    ]
    #expect(listing(try course(files, ["fr"])) == ["Les mots: 01-a.md", "-: 02-c.fr.md"])
    #expect(listing(try course(files)) == ["Words: 01-a.md", "-: 02-c.fr.md"])
  }

  @Test func theEarlierFolderCounts() throws {
    try withFolder { folder in
      for name in ["one", "two"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
        try makeFile("\(folder)/\(name)/01-a.md", "# \(name)")
      }
      try makeFile("\(folder)/two/02-b.md", "# b")
      let course = Course(folders: [folder + "/one", folder + "/two", folder + "/one"], languages: [], files: host)
      #expect(course.lessons.map(\.title) == ["one", "b"])
    }
  }

  @Test(
    arguments: [
      ("few-shot", "few-shot"), ("01-few-shot", "few-shot"), ("Few-Shot", "few-shot"), ("1", "few-shot"), ("2", "lora"),
    ])
  func isFoundBy(text: String, name: String) throws {
    let course = try course(["01-few-shot.md": "# F", "03-lora.md": "# L"])
    #expect(try course.lesson(text).name == name)
  }

  @Test(
    arguments: [
      ("few-shto", .unknown("few-shto", suggestion: "few-shot")), ("3", .noNumber(3, count: 2)),
      ("0", .noNumber(0, count: 2)), ("", .unknown("", suggestion: nil)),
      ("\u{1B}[2J", .unknown("\u{1B}[2J", suggestion: nil)),
    ] as [(String, CourseError)])
  func aSlipIsNamed(text: String, error: CourseError) throws {
    let course = try course(["01-few-shot.md": "# F", "03-lora.md": "# L"])
    let thrown = #expect(throws: CourseError.self) { try course.lesson(text) }
    #expect(thrown == error)
    #expect(thrown?.description.contains("\u{1B}") == false)
  }

  /// A link in the folder that leads out of it is listed as one that cannot be read, and is not taught.
  @Test func linksThatLeadOutAreRefused() throws {
    try withFolder { folder in
      let lessons = folder + "/lessons"
      try FileManager.default.createDirectory(atPath: lessons, withIntermediateDirectories: false)
      try makeFile(folder + "/private.md", "# Secret")
      try makeFile(lessons + "/02-b.md", "# B")
      try FileManager.default.createSymbolicLink(atPath: lessons + "/01-a.md", withDestinationPath: "../private.md")
      try FileManager.default.createSymbolicLink(atPath: lessons + "/03-c.md", withDestinationPath: "02-b.md")
      let course = Course(folders: [lessons], languages: [], files: host)
      #expect(course.lessons.map(\.title) == ["a", "B", "B"])
      let error = #expect(throws: CourseError.self) { try course.lesson("a") }
      #expect(error?.description.contains("01-a.md` lies outside") == true)

      try FileManager.default.createSymbolicLink(atPath: lessons + "/README.md", withDestinationPath: "../private.md")
      let unread = Course(folders: [lessons], languages: [], files: host)
      #expect(unread.problems.first?.contains("README.md` lies outside") == true)
    }
  }

  @Test func aFolderWithoutLessons() throws {
    let course = try course(["README.md": "# Nothing"])
    #expect(throws: CourseError.noLessons) { try course.lesson("1") }
  }
}

@Suite("Languages and file names")
struct LessonLanguageTests {
  @Test(
    arguments: [
      (nil, [:], []), (nil, ["LANG": "fr_CA.UTF-8"], ["fr-CA", "fr"]),
      (nil, ["LANG": "C.UTF-8", "LANGUAGE": "fr"], []),
      (nil, ["LANG": "en_GB", "LANGUAGE": "fr:de_AT"], ["fr", "de-AT", "de", "en-GB", "en"]),
      (nil, ["LC_ALL": "de_DE@euro", "LC_MESSAGES": "fr", "LANG": "it"], ["de-DE", "de"]),
      (nil, ["LANG": "zh_Hans_CN"], ["zh-Hans-CN", "zh-Hans", "zh"]),
      (nil, ["LC_ALL": "", "LC_MESSAGES": "fr", "LANG": "it"], ["fr"]), ("pt_BR", ["LANG": "C"], ["pt-BR", "pt"]),
      ("de", ["LANG": "fr"], ["de", "fr"]), (nil, ["LANG": "../../etc"], []),
    ] as [(String?, [String: String], [String])])
  func preferred(choice: String?, environment: [String: String], languages: [String]) {
    #expect(preferredLanguages(choice, environment: environment).map(\.description) == languages)
  }

  @Test(
    arguments: [
      ("Lessons/01-few-shot.md", "01", "few-shot", nil), ("01-few-shot.fr.md", "01", "few-shot", "fr"),
      ("few-shot.pt-BR.md", nil, "few-shot", "pt-BR"), ("10-a.b.md", "10", "a.b", nil),
      ("a.zh-hans-cn.md", nil, "a", "zh-Hans-CN"), ("a.es-419.md", nil, "a", "es-419"),
      ("a.de-CH-1996.md", nil, "a", "de-CH-1996"), ("a.no-tag-here.md", nil, "a.no-tag-here", nil),
      ("README.md", nil, "README", nil),
      ("01-.md", nil, "01-", nil), ("v1.2.md", nil, "v1.2", nil), ("", nil, "", nil),
    ] as [(String, String?, String, String?)])
  func parses(path: String, chapter: String?, name: String, language: String?) {
    let file = LessonFileName(path: path)
    #expect(file.chapter == chapter && file.name == name && file.language?.description == language)
  }
}
