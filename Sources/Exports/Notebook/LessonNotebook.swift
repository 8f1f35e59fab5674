import Lessons
import Markdown

/// A lesson as a notebook.
struct LessonNotebook {
  let manuscript: Manuscript
  let outputs: LessonOutputs
  let edition: Edition

  /// Prose as Markdown cells, the lesson's cells as code cells; hints and, where the edition shows them, solutions
  /// stand after their exercise, folded in.
  var notebook: Notebook {
    var cells: [NotebookCell] = []
    let add = { (content: NotebookCell.Content, tags: [String]) in
      cells.append(NotebookCell(id: "cell-\(cells.count + 1)", content: content, tags: tags))
    }
    var index = 0
    for part in manuscript.lesson.parts {
      switch part {
      case .prose(let prose):
        let lesson = manuscript.lesson
        let text = NotebookProse.text(lesson.withFootnotes(prose.blocks), source: lesson.text(of: prose.bytes))
        if !text.isEmpty { add(.markdown(text), []) }
      case .cell(let cell):
        let output = outputs.cells[index]
        index += 1
        guard let exercise = cell.exercise else {
          let shown = edition.showsOutputs ? output : CellOutput()
          add(
            .code(cell.block.text, shown, number: edition.showsOutputs && !cell.options.skip ? index : nil), tags(cell))
          continue
        }
        add(.code(cell.block.text, CellOutput(), number: nil), tags(cell))
        for (number, hint) in exercise.hints.enumerated() {
          let name = exercise.hints.count > 1 ? "Hint \(number + 1)" : "Hint"
          add(.markdown(folded(name, NotebookProse.text(hint.prose, source: hint.text))), ["hint"])
        }
        if edition.showsSolutions { add(.code(exercise.solution.text, output, number: index), ["solution"]) }
      }
    }
    return Notebook(cells: cells)
  }

  private func folded(_ name: String, _ text: String) -> String {
    "<details><summary>\(name)</summary>\n\n\(text)\n\n</details>"
  }

  private func tags(_ cell: Cell) -> [String] {
    [
      cell.exercise != nil ? "exercise" : nil, cell.options.predict ? "predict" : nil,
      cell.options.slow ? "slow" : nil, cell.options.skip ? "skip" : nil,
      cell.options.fails ? "raises-exception" : nil,
    ].compactMap { $0 }
  }
}
