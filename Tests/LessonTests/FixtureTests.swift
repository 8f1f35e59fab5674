import Checking
import Foundation
import Lessons
import Testing

/// Each folder of `Fixtures` is a test: `input.md` is checked, `report.txt` is the report, `corrected.md` what
/// `--update` makes of the input.
struct FixtureTests {
  @Test(arguments: ["passing", "differing", "blocked", "endless", "exercises", "malformed", "crlf"])
  func fixture(name: String) throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    let read = { (file: String) in [UInt8](try Data(contentsOf: folder.appendingPathComponent(file))) }
    let host = lessonHost(files: ["\(name).md": try read("input.md")])
    let report = try LessonCheck(host).report(["\(name).md"])
    #expect(report.text == String(decoding: try read("report.txt"), as: UTF8.self))
    #expect(host.files["\(name).md"] == (try read("input.md")))

    var update = LessonCheck(host)
    update.writing = .all
    _ = try update.report(["\(name).md"])
    let corrected = host.files["\(name).md"]
    #expect(
      corrected.map { String(decoding: $0, as: UTF8.self) } == String(decoding: try read("corrected.md"), as: UTF8.self)
    )
    _ = try update.report(["\(name).md"])
    #expect(host.files["\(name).md"] == corrected)
    // What an update has written is right.
    let after = try LessonCheck(host).report(["\(name).md"])
    let differs = after.files.flatMap(\.cells).contains { cell in
      switch cell.outcome {
      case .failed(.differs), .failed(.unexpectedOutput): true
      default: false
      }
    }
    #expect(!differs)
  }
}
