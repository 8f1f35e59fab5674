import Lessons
import Script

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The results of lessons that passed, kept in files, so that a lesson of which nothing has changed need not run again.
///
/// A lesson is kept as a whole: its cells share one session, so that whoever wants to run the last must have run all
/// others. What it depends on is its cells with what belongs to them (not its prose), the program, the settings, and
/// everything that it read; all of that is compared. A failure is never kept. An entry that is damaged counts as none.
package struct LessonCache {
  private let folder: String
  private let files: any Host
  private let checksum: LessonRecord.Checksum
  private let surroundings: [String]

  /// A cache in a folder that exists, which `files` reads and writes. `surroundings` are whatever else decides about
  /// results: the program's checksum, settings, and where it looks for things.
  package init(
    folder: String, files: any Host, surroundings: [String], checksum: @escaping LessonRecord.Checksum
  ) {
    self.folder = folder
    self.files = files
    self.surroundings = surroundings
    self.checksum = checksum
  }

  private struct Entry: Codable {
    let inputs: [LessonRecord.Input]
    let outcomes: [CellReport.Outcome]
    let statistics: [[SeedStatistics]]
  }

  /// The report of an earlier run of the same cells, if all that it depends on is as it was. `host` is one that the
  /// lesson would run with.
  package func report(of lesson: Lesson, host: any Host) -> CheckReport.File? {
    guard let bytes = try? files.readFile(path(of: lesson)), let cut = bytes.firstIndex(of: UInt8(ascii: "\n")),
      Array(checksum(Array(bytes[(cut + 1)...])).utf8) == Array(bytes[..<cut]),
      let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes[(cut + 1)...])),
      entry.outcomes.count == lesson.cells.count, entry.statistics.count == lesson.cells.count,
      entry.inputs.allSatisfy({ $0.checksum == LessonRecord.checksum(of: $0.path, $0.kind, host, checksum) })
    else { return nil }
    var report = CheckReport.File(path: lesson.file)
    report.isCached = true
    for (index, cell) in lesson.cells.enumerated() {
      var result = CellReport(cell, entry.outcomes[index])
      // Prose may have moved the lines.
      result.statistics = zip(entry.statistics[index], cell.expectations.filter { $0.seeds != nil }).map {
        SeedStatistics(line: $1.line, text: $0.text, values: $0.values)
      }
      report.cells.append(result)
    }
    return report
  }

  /// Keeps a report, if it is one in which everything passed. A cache that can't be written is no mistake.
  package func keep(_ report: CheckReport.File, of lesson: Lesson, inputs: [LessonRecord.Input]) {
    let isFine = report.cells.allSatisfy { cell in
      switch cell.outcome {
      case .passed, .skipped: true
      case .updated, .failed, .blocked: false
      }
    }
    guard report.problem == nil, isFine, !report.isCached, report.cells.count == lesson.cells.count else { return }
    let entry = Entry(
      inputs: inputs, outcomes: report.cells.map(\.outcome), statistics: report.cells.map(\.statistics))
    guard let bytes = try? JSONEncoder().encode(entry) else { return }
    try? files.writeFile(path(of: lesson), Array(checksum(Array(bytes)).utf8) + [UInt8(ascii: "\n")] + Array(bytes))
  }

  private func path(of lesson: Lesson) -> String {
    let cells = lesson.cells.map { cell in
      ([cell.block, cell.output, cell.check, cell.exercise?.solution, cell.exercise?.output, cell.exercise?.check].map {
        $0.map { $0.words.joined(separator: " ") + "\n" + $0.text } ?? ""
      }).joined(separator: "\u{0}")
    }
    let content = (surroundings + lesson.frontMatter.needs + cells).joined(separator: "\u{0}\u{0}")
    return "\(folder)/\(checksum(Array(content.utf8)))"
  }
}
