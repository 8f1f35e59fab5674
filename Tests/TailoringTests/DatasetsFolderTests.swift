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

  /// Every set says what it is and where it comes from, in clean cells, and no question stands twice; a team has
  /// several verses, but no verse twice.
  @Test(arguments: names) func rowsAreClean(_ name: String) throws {
    let text = try text(of: name)
    let dataset = try Dataset(file: name, bytes: Array(text.utf8))
    #expect(!dataset.origin.title.isEmpty && !dataset.origin.source.isEmpty && dataset.origin.licence == "CC0-1.0")
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n") && !text.contains("\r"))
    #expect(Array(text.precomposedStringWithCanonicalMapping.unicodeScalars) == Array(text.unicodeScalars))

    var seen: Set<String> = []
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      #expect(cells.count == dataset.columns.count, "\(line)")
      #expect(cells.allSatisfy { !$0.isEmpty && $0 == trimmed($0) && !$0.contains("  ") }, "\(line)")
      let question = name == "verses.tsv" ? cells[1] : cells[0]
      #expect(seen.insert(question).inserted, "\(question) stands twice")
    }
  }

  /// The sets of which pre-training sees a part. `en-fr` is no part of it.
  private static let partlySeen = names.filter { $0 != "en-fr.tsv" }

  /// One row in ten is never seen in pre-training, of concepts one in twenty.
  @Test(arguments: partlySeen) func aPartIsNeverSeen(_ name: String) throws {
    let dataset = try Dataset(file: name, bytes: Array(text(of: name).utf8))
    #expect(dataset.otherColumns.last == "pretraining")
    let unseen = dataset.examples.count { $0.others.last == "unseen" }
    #expect(unseen == (dataset.count + 4) / 10 || (name == "concepts.tsv" && unseen == (dataset.count + 9) / 20))
    #expect(dataset.examples.allSatisfy { ["seen", "unseen"].contains($0.others.last) })
  }

  /// How many rows a set has at least, and by which column its rows are balanced: no cell of it stands more than so
  /// many times as often as another.
  @Test(arguments: [
    ("concepts.tsv", 1_200, "kind", 20.0), ("colours.tsv", 250, "colour", 2), ("sentiments.tsv", 500, "sentiment", 1),
    ("sentiments.tsv", 500, "kind", 1), ("clauses.tsv", 300, "kind", 1), ("clauses.tsv", 300, "contract", 1),
    ("verses.tsv", 200, "team", 1), ("verses.tsv", 200, "kind", 1), ("young.tsv", 60, "kind", 4),
    ("sounds.tsv", 50, "kind", 4),
  ])
  func rowsAreManyAndBalanced(_ name: String, _ rows: Int, _ column: String, _ ratio: Double) throws {
    let bytes = Array(try text(of: name).utf8)
    let first = try Dataset(file: name, bytes: bytes)
    let by = try Dataset(file: name, bytes: bytes, question: first.columns.first { $0 != column }, answer: column)
    #expect(by.count >= rows)
    let counts = Dictionary(grouping: by.examples, by: \.answer).values.map { Double($0.count) }
    #expect(try #require(counts.max()) <= ratio * #require(counts.min()))
  }

  @Test func conceptsHaveFiveLanguages() throws {
    let dataset = try Dataset(file: "concepts.tsv", bytes: Array(text(of: "concepts.tsv").utf8))
    #expect(dataset.columns == ["english", "french", "spanish", "german", "italian", "kind", "pretraining"])
    // German nouns begin with a capital, and nothing else does but proper adjectives.
    let nouns = dataset.examples.filter { !["action", "quality", "colour"].contains($0.others[3]) }
    #expect(nouns.filter { $0.others[1].first?.isUppercase != true }.map(\.question) == [])
  }

  @Test func englishAndFrenchDiffer() throws {
    let dataset = try Dataset(file: "en-fr.tsv", bytes: Array(text(of: "en-fr.tsv").utf8))
    #expect(dataset.count >= 1_000)
    #expect(dataset.columns.prefix(2) == ["english", "french"])
    let same = dataset.examples.filter { $0.question.lowercased() == $0.answer.lowercased() }
    #expect(same.map(\.question) == [])
  }
}
