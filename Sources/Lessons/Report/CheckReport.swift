/// What came of checking lessons, in the order in which they were named.
package struct CheckReport: Equatable, Sendable {
  /// One lesson.
  package struct File: Codable, Equatable, Sendable {
    /// The path as it was found.
    package let path: String
    /// What is wrong with the lesson as a whole, and on which line.
    package var problem: Problem?
    /// Its cells in order; none when the document could not be read.
    package var cells: [CellReport] = []
    /// Whether the results are those of an earlier run, of which nothing has changed.
    package var isCached = false

    package init(path: String, problem: Problem? = nil, cells: [CellReport] = []) {
      self.path = path
      self.problem = problem
      self.cells = cells
    }
  }

  package struct Problem: Codable, Equatable, Sendable {
    package let line: Int?
    package let sentence: String

    package init(line: Int?, sentence: String) {
      self.line = line
      self.sentence = sentence
    }
  }

  package var files: [File]

  package init(files: [File]) {
    self.files = files
  }

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
