import Foundation
import Lessons
import Script
import TestSupport

@testable import Exports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A host with files of text.
func exportHost(files: [String: String], isStopped: Bool = false) -> TestHost {
  TestHost(
    wantsStream: true, files: files.mapValues { Array($0.utf8) }, checksUntilStopped: isStopped ? 0 : .max)
}

/// A value with a picture.
struct Square: ScriptObject {
  var typeName: String { "square" }
  var summary: String { "a square" }
  func rendered(width: Int) -> String { "[]" }
  var drawing: Drawing? {
    Drawing(
      svg: "<svg role=\"img\" width=\"1\" height=\"1\"><title>A square</title></svg>\n",
      description: "It has four sides.")
  }
}

let square = Command("square", topic: "Test", summary: "draws a square") { _, _ in .object(Square()) }

extension Exporter {
  /// An exporter of files in memory, for sessions that know the language and `square`; the model `pocket` is at hand.
  init(_ settings: Settings = Settings(), _ host: TestHost) {
    self.init(
      settings, files: host, host: { _ in host }, session: { Session(registry: Registry([square]), host: $0) },
      isAvailable: { $0 == "pocket" })
  }
}

extension Exporter.Settings {
  init(
    _ form: Exporter.Form = .html, _ edition: Edition = .reading(solutions: false), runs: Bool = true
  ) {
    self.init()
    self.form = form
    self.edition = edition
    self.runs = runs
  }
}

extension Exporter.Result {
  func text(_ name: String) -> String? {
    files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}

/// The page of a lesson with the text `text`.
func page(_ text: String, _ settings: Exporter.Settings = .init(), name: String = "lesson.md") throws -> String {
  let result = try Exporter(settings, exportHost(files: [name: text])).export(lesson: name)
  if let failure = result.failures.first { throw failure }
  return String(decoding: result.files[0].bytes, as: UTF8.self)
}

/// What stands between the tags of a page's main part.
func mainPart(_ text: String, _ settings: Exporter.Settings = .init()) throws -> String {
  let page = try page(text, settings)
  guard let start = page.firstRange(of: "<main id=\"page.main\" tabindex=\"-1\">"),
    let end = page.firstRange(of: "</main>")
  else { return "" }
  return String(page[start.upperBound..<end.lowerBound])
}

/// The first mistake in a page as a strict parser sees it; nil when it is well-formed.
func mistake(in page: String) -> String? {
  let parser = XMLParser(data: Data(page.utf8))
  if parser.parse() { return nil }
  return "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
}
