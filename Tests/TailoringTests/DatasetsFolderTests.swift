import Foundation
import Testing

@testable import Tailoring

/// The data sets that come with Primer keep the form that their README describes.
@Suite struct DatasetsFolderTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Datasets")

  static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".tsv") }.sorted()

  private func text(of name: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
  }

  @Test func thereAreDatasets() { #expect(Self.names.contains("en-fr.tsv") && Self.names.count >= 5) }

  @Test(arguments: names) func rowsAreClean(_ name: String) throws {
    let text = try text(of: name)
    let dataset = try Dataset(file: name, bytes: Array(text.utf8))
    #expect(dataset.columns.count == 3 && dataset.otherColumns == ["kind"])
    #expect(!dataset.origin.title.isEmpty && !dataset.origin.source.isEmpty && dataset.origin.licence == "CC0-1.0")
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n") && !text.contains("\r"))
    #expect(Array(text.precomposedStringWithCanonicalMapping.unicodeScalars) == Array(text.unicodeScalars))

    var seen: Set<String> = []
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      #expect(cells.count == 3, "\(line)")
      #expect(cells.allSatisfy { !$0.isEmpty && $0 == trimmed($0) && !$0.contains("  ") }, "\(line)")
      #expect(seen.insert(cells[0]).inserted, "\(cells[0]) stands twice")
    }
  }

  @Test func englishAndFrenchDiffer() throws {
    let dataset = try Dataset(file: "en-fr.tsv", bytes: Array(text(of: "en-fr.tsv").utf8))
    #expect(dataset.count >= 1_000)
    #expect(dataset.columns.prefix(2) == ["english", "french"])
    let same = dataset.examples.filter { $0.question.lowercased() == $0.answer.lowercased() }
    #expect(same.map(\.question) == [])
  }
}
