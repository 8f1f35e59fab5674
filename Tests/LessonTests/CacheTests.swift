import Checking
import Lessons
import Script
import Testing

struct CacheTests {
  private static let path = Parameter.positional("path", .text, summary: "the file")

  /// A command that reads a file, as lessons do.
  private static let read = Command(
    "read", topic: "Test", summary: "reads a file", parameters: [path]
  ) { arguments, context in
    .text(String(decoding: try context.host.readFile(arguments[path]), as: UTF8.self))
  }

  /// Not a good checksum, but one that tells these texts apart.
  private static let checksum: LessonRecord.Checksum = { bytes in
    String(bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
  }

  private static let passing =
    "# A\n```primer\nread data.txt\nlet x = (seed)\n```\n"
    + "```output\nfive\n```\n```check\n$x > 0 over 2 seeds\n```\n"

  private let host = lessonHost(files: ["data.txt": Array("five".utf8)])

  private func cache(_ surroundings: [String] = ["program"]) -> LessonCache {
    LessonCache(folder: "cache", files: host, surroundings: surroundings, checksum: Self.checksum)
  }

  private func run(_ text: String, _ cache: LessonCache) throws -> CheckReport.File {
    let lesson = try lesson(text)
    if let known = cache.report(of: lesson, host: host) { return known }
    let runner = LessonRunner(
      host: { _ in host }, session: { Session(registry: Registry([Self.read]), host: $0) }, isAvailable: { _ in true })
    let record = LessonRecord(checksum: Self.checksum)
    let report = try runner.check(lesson, record: record)
    cache.keep(report, of: lesson, inputs: record.inputs)
    return report
  }

  @Test func whatIsUnchangedIsKnown() throws {
    let first = try run(Self.passing, cache())
    #expect(!first.isCached)
    let second = try run(Self.passing, cache())
    #expect(second.isCached)
    #expect(second.cells.map(\.outcome) == first.cells.map(\.outcome))
    #expect(second.cells.map(\.statistics) == first.cells.map(\.statistics))
  }

  @Test func proseMayChangeAndMovesTheLines() throws {
    _ = try run(Self.passing, cache())
    let moved = try run("# B\n\n" + Self.passing, cache())
    #expect(moved.isCached)
    #expect(moved.cells.map(\.line) == [4])
    #expect(moved.cells.flatMap(\.statistics).map(\.line) == [12])
  }

  @Test(arguments: [
    passing.replacing("read data", with: "read  data"), passing.replacing("five", with: "f[..]"),
    passing.replacing("2 seeds", with: "3 seeds"), passing.replacing("primer\n", with: "primer seed=2\n"),
    passing + "```primer\nlet y = 1\n```\n", "---\nneeds: pocket\n---\n" + passing,
  ])
  func anotherCellIsAnotherLesson(text: String) throws {
    _ = try run(Self.passing, cache())
    #expect(try !run(text, cache()).isCached)
  }

  @Test func anotherProgramKnowsNothing() throws {
    _ = try run(Self.passing, cache())
    #expect(try !run(Self.passing, cache(["another"])).isCached)
  }

  @Test func aChangedFileIsReadAgain() throws {
    _ = try run(Self.passing, cache())
    try host.writeFile("data.txt", Array("six".utf8))
    let changed = try run(Self.passing, cache())
    #expect(!changed.isCached)
    #expect(changed.cells.map(\.outcome) != [.passed])
    try host.writeFile("data.txt", Array("five".utf8))
    #expect(try run(Self.passing, cache()).isCached)
  }

  @Test func aFileThatWasNotThereCounts() throws {
    let text = "```primer fails\nread new.txt\n```\n```output\n...\n```\n"
    _ = try run(text, cache())
    #expect(try run(text, cache()).isCached)
    try host.writeFile("new.txt", [])
    #expect(try !run(text, cache()).isCached)
  }

  @Test func failuresAreNeverKept() throws {
    let failing = Self.passing.replacing("> 0", with: "> 9")
    _ = try run(failing, cache())
    #expect(try !run(failing, cache()).isCached)
    #expect(host.files.keys.sorted() == ["data.txt"])
  }

  @Test func everyDamageIsAMiss() throws {
    _ = try run(Self.passing, cache())
    let path = try #require(host.files.keys.first { $0.hasPrefix("cache/") })
    let whole = try #require(host.files[path])
    for length in [0, 1, whole.count / 2, whole.count - 1] {
      try host.writeFile(path, Array(whole.prefix(length)))
      #expect(try cache().report(of: lesson(Self.passing), host: host) == nil)
    }
    for index in stride(from: 0, to: whole.count, by: 7) {
      var damaged = whole
      damaged[index] ^= 1
      try host.writeFile(path, damaged)
      #expect(try cache().report(of: lesson(Self.passing), host: host) == nil)
    }
    try host.writeFile(path, whole)
    #expect(try run(Self.passing, cache()).isCached)
  }
}
