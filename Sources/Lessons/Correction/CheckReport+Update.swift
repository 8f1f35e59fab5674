import Script

extension CheckReport.File {
  /// Writes what cells printed into their lesson, those that `accepts` takes by their index; they count as updated then.
  ///
  /// A lesson that has been edited since it was read is left alone, which is a problem of the report.
  ///
  /// - Throws: what the host throws.
  package mutating func update(
    _ lesson: Lesson, _ files: any Host, accepts: (Int) -> Bool = { _ in true }
  ) throws {
    let correction = Correction(of: lesson, from: self, accepts: accepts)
    guard !correction.isEmpty else { return }
    guard try files.readFile(lesson.file) == lesson.source else {
      problem = .init(line: nil, sentence: "was edited while it was checked, so nothing was written into it")
      return
    }
    try files.writeFile(lesson.file, correction.corrected())
    for index in cells.indices where accepts(index) {
      if case .failed(let failure) = cells[index].outcome, failure.printed != nil { cells[index].outcome = .updated }
    }
  }
}
