import Script

/// New outputs for a lesson, written into its text by source position.
///
/// Lines that still match stay as their author wrote them, patterns included; fences, indentation and line endings
/// stay as they are; everything outside the `output` blocks stays byte for byte. Correcting a second time changes
/// nothing.
package struct Correction {
  private let lesson: Lesson
  private var edits: [(range: Range<Int>, bytes: [UInt8])] = []

  package init(of lesson: Lesson) {
    self.lesson = lesson
  }

  /// The outputs that a check found to differ, in the cells that `accepts` takes by their index.
  init(of lesson: Lesson, from report: CheckReport.File, accepts: (Int) -> Bool) {
    self.init(of: lesson)
    for (index, (cell, result)) in zip(lesson.cells, report.cells).enumerated() {
      guard case .failed(let failure) = result.outcome, let difference = failure.difference, accepts(index) else {
        continue
      }
      setOutput(of: cell, by: difference)
    }
  }

  /// Whether anything changes.
  package var isEmpty: Bool { edits.isEmpty }

  /// Makes `printed` the output of a cell: of its solution when the cell is an exercise.
  package mutating func setOutput(of cell: Cell, to printed: String) {
    let block = cell.exercise.map(\.output) ?? cell.output
    guard let difference = ExpectedOutput(block?.content ?? []).difference(from: printed) else { return }
    setOutput(of: cell, by: difference)
  }

  private mutating func setOutput(of cell: Cell, by difference: OutputDifference) {
    guard let block = cell.exercise.map(\.output) ?? cell.output else {
      return insert(difference.printed, behind: cell.exercise?.solution ?? cell.block)
    }
    // Of another version of the lesson there is nothing to correct here.
    if difference.expected == block.content { rewrite(block, difference) }
  }

  /// The lesson's text with all corrections.
  package func corrected() -> [UInt8] {
    var bytes: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      bytes += lesson.source[position..<edit.range.lowerBound]
      bytes += edit.bytes
      position = edit.range.upperBound
    }
    return bytes + lesson.source[position...]
  }

  private mutating func rewrite(_ block: Block, _ difference: OutputDifference) {
    let actual = difference.actual
    let ending = lineEnding(of: block)
    let indentation = [UInt8](repeating: UInt8(ascii: " "), count: block.fence.indentation)
    let written = { (text: String) in text.isEmpty ? [] : indentation + Array(text.utf8) }
    let lines: [[UInt8]] = difference.rows.compactMap { row in
      switch row {
      case .same(let line, _), .gap(let line): return Array(lesson.source[block.lines[line]])
      case .absorbed, .missing: return nil
      case .unexpected(let line): return written(actual[line])
      case .outside(let line, let new, _):
        let pattern = LinePattern(difference.expected[line])
        return written(pattern.recentred(on: actual[new]) ?? actual[new])
      }
    }
    let length = fenceLength(for: lines, atLeast: block.fence.length, in: block)
    let (opening, closing) = block.fenceLines
    var bytes: [UInt8]
    if length > block.fence.length {
      let run = [UInt8](repeating: block.fence.character, count: length)
      let line = lesson.source[opening]
      bytes = line.prefix(block.fence.column) + run
      bytes += line.dropFirst(block.fence.column + block.fence.length) + ending
      bytes += lines.joined(separator: ending) + (lines.isEmpty ? [] : ending)
      bytes += lesson.source[closing].prefix(while: \.isBlank) + run
      edits.append((opening.lowerBound..<closing.upperBound, bytes))
    } else {
      bytes = lines.flatMap { $0 + ending }
      let start = block.lines.first?.lowerBound ?? closing.lowerBound
      edits.append((start..<closing.lowerBound, bytes))
    }
  }

  /// Puts a new block behind another, with the fence, the indentation and the line endings of that one.
  private mutating func insert(_ printed: String, behind block: Block) {
    let ending = lineEnding(of: block)
    let indentation = [UInt8](repeating: UInt8(ascii: " "), count: block.fence.indentation)
    let lines = outputLines(printed).map { $0.isEmpty ? [] : indentation + Array($0.utf8) }
    let run = [UInt8](repeating: block.fence.character, count: fenceLength(for: lines, atLeast: 3, in: block))
    var text = [indentation + run + Array("output".utf8)] + lines
    text.append(indentation + run)
    let isLast = block.bytes.upperBound == block.fenceLines.closing.upperBound
    let bytes = Array(text.joined(separator: ending))
    edits.append((block.bytes.upperBound..<block.bytes.upperBound, isLast ? ending + bytes : bytes + ending))
  }

  /// The length of a fence in the place of `block`'s that none of `lines` can close.
  private func fenceLength(for lines: [[UInt8]], atLeast length: Int, in block: Block) -> Int {
    let longest = lines.compactMap { block.fence.closingLength(of: $0[...]) }.max() ?? 0
    return max(length, longest + 1)
  }

  private func lineEnding(of block: Block) -> ArraySlice<UInt8> {
    let next = block.lines.first ?? block.fenceLines.closing
    // The marker of a list item may stand before the opening fence, never before the line that follows.
    return lesson.source[block.fenceLines.opening.upperBound..<next.lowerBound]
  }
}

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
      if case .failed(let failure) = cells[index].outcome, failure.difference != nil { cells[index].outcome = .updated }
    }
  }
}
