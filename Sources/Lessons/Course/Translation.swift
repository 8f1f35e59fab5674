import Script

/// A lesson in another language than the one beside it: `01-few-shot.fr.md` for `01-few-shot.md`. Prose and hints are
/// its own; the cells are those of the original.
struct Translation {
  let lesson: Lesson
  let original: Lesson

  /// The first difference between the cells of both, with its line in the translation.
  var problem: CheckReport.Problem? {
    if lesson.frontMatter.needs != original.frontMatter.needs {
      return .init(line: 1, sentence: "needs other models than \(original.file) does")
    }
    for (own, other) in zip(lesson.cells, original.cells) {
      if own.block.content != other.block.content { return problem("this cell", own.block, other.block) }
      if own.options != other.options { return problem("what stands after `primer`", own.block, other.block) }
      for (part, otherPart) in zip(own.parts, other.parts) where part.block?.content != otherPart.block?.content {
        return problem(part.name, part.block ?? own.block, otherPart.block ?? other.block)
      }
    }
    if let extra = lesson.cells.dropFirst(original.cells.count).first {
      return .init(line: extra.block.line, sentence: "this cell is not in \(original.file)")
    }
    if let missing = original.cells.dropFirst(lesson.cells.count).first {
      return .init(line: nil, sentence: "the cell at \(original.file):\(missing.block.line) is missing")
    }
    return nil
  }

  private func problem(_ what: String, _ own: Block, _ other: Block) -> CheckReport.Problem {
    .init(line: own.line, sentence: "\(what) is not that of \(original.file):\(other.line)")
  }
}

extension Cell {
  /// What a translation may not change beside the cell's own text.
  fileprivate var parts: [(name: String, block: Block?)] {
    [
      ("this cell's output", output), ("this cell's check", check), ("this cell's solution", exercise?.solution),
      ("the solution's output", exercise?.output), ("this cell's check", exercise?.check),
    ]
  }
}

extension CheckReport.File {
  /// Notes that a translation's cells are not those of its original, which is one of `lessons`, by their files, or else
  /// read from `files`.
  package mutating func addTranslationProblem(
    of lesson: Lesson, among lessons: [String: Lesson], _ files: any Host
  ) {
    guard problem == nil, let path = LessonFileName.original(of: lesson.file) else { return }
    if let original = lessons[path] {
      problem = Translation(lesson: lesson, original: original).problem
      return
    }
    guard let bytes = try? files.readFile(path) else { return }
    do {
      problem = Translation(lesson: lesson, original: try Lesson(file: path, source: bytes)).problem
    } catch {
      problem = .init(line: nil, sentence: "cannot be compared with its original: \(error)")
    }
  }
}
