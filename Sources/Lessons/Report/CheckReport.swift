/// What came of checking lessons, in the order in which they were named.
package struct CheckReport: Equatable, Sendable {
  /// One lesson.
  package struct File: Equatable, Sendable {
    /// The path as it was found.
    package let path: String
    /// What is wrong with the lesson as a whole, and on which line.
    package var problem: Problem?
    /// Its cells in order; none when the document could not be read.
    package var cells: [CellReport] = []
  }

  package struct Problem: Equatable, Sendable {
    package let line: Int?
    package let sentence: String
  }

  package var files: [File]

  /// How many cells passed, failed and did not run. A problem with a lesson as a whole counts as one failure, a
  /// blocked cell as not run.
  package var counts: (passed: Int, failed: Int, skipped: Int) {
    var counts = (passed: 0, failed: 0, skipped: 0)
    for file in files {
      if file.problem != nil { counts.failed += 1 }
      for cell in file.cells {
        switch cell.outcome {
        case .passed, .updated: counts.passed += 1
        case .failed: counts.failed += 1
        case .skipped, .blocked: counts.skipped += 1
        }
      }
    }
    return counts
  }

  /// 0 when nothing failed, otherwise 1.
  package var exitStatus: Int32 { counts.failed == 0 ? 0 : 1 }
}
