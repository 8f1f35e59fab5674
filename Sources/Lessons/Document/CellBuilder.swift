import Markdown

/// Collects the blocks that belong to one cell, in the order in which they stand.
struct CellBuilder {
  let file: String
  let block: Block
  let options: CellOptions
  private var output: Block?
  private var hints: [Hint] = []
  private var solution: Block?
  private var check: Block?

  init(_ block: Block, file: String) throws(LessonError) {
    self.file = file
    self.block = block
    do {
      options = try CellOptions(words: block.words.dropFirst())
    } catch {
      throw LessonError(file: file, line: block.line, problem: error)
    }
  }

  /// Adds an `output`, `hint`, `solution` or `check` block; `prose` is what a hint says.
  mutating func add(_ other: Block, prose: [MarkdownBlock]) throws(LessonError) {
    if other.kind == "output" {
      if options.exercise && solution == nil { throw error(at: other, .outputOfExercise) }
      if output != nil { throw error(at: other, .secondOutput) }
      output = other
      return
    }
    guard options.exercise || other.kind == "check" else { throw error(at: other, .outsideExercise(other.kind)) }
    switch other.kind {
    case "hint": hints.append(Hint(block: other, prose: prose))
    case "solution":
      if solution != nil { throw error(at: other, .second("solution")) }
      if other.text.contains(Exercise.blank) { throw error(at: other, .solutionWithBlank) }
      solution = other
    default:
      if check != nil { throw error(at: other, .second("check")) }
      check = other
    }
  }

  /// The finished cell.
  ///
  /// - Throws: `LessonError` when the cell is an exercise that lacks its blank, solution or check, and for a check that
  ///   cannot be one.
  func cell() throws(LessonError) -> Cell {
    guard options.exercise else {
      let expectations = try check.map { block throws(LessonError) in try Expectation.all(in: block, file: file) }
      return Cell(
        block: block, options: options, output: output, check: check, expectations: expectations ?? [], exercise: nil)
    }
    guard block.text.contains(Exercise.blank) else { throw error(at: block, .exerciseWithoutBlank) }
    guard let solution else { throw error(at: block, .exerciseWithout("solution")) }
    guard let check else { throw error(at: block, .exerciseWithout("check")) }
    let exercise = Exercise(hints: hints, solution: solution, output: output, check: check)
    return Cell(
      block: block, options: options, output: nil, check: nil, expectations: [], exercise: exercise)
  }

  private func error(at block: Block, _ problem: LessonError.Problem) -> LessonError {
    LessonError(file: file, line: block.line, problem: problem)
  }
}
