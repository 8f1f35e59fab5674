import Lessons
import Script

/// Writes the cells of a lesson as parts of a page.
struct CellWriter {
  let edition: Edition
  let words: PageWords
  private var cells = 0
  private var exercises = 0

  init(edition: Edition, words: PageWords) {
    self.edition = edition
    self.words = words
  }

  /// A cell with what it shows. `prose` writes the hints.
  mutating func html(_ cell: Cell, _ output: CellOutput, _ prose: inout ProseWriter) -> HTML {
    var name: String
    if cell.exercise == nil {
      cells += 1
      name = "\(words[.cell]) \(cells)"
    } else {
      exercises += 1
      name = "\(words[.exercise]) \(exercises)"
    }
    let label = HTML.element("p", ["class": "label"], HTML(text: name + remark(on: cell.options)))
    var parts = [label, code(cell.block)]
    if let exercise = cell.exercise {
      parts += self.parts(of: exercise, output, name, &prose)
    } else {
      parts.append(shown(output, of: cell, name))
    }
    let style = cell.exercise == nil ? "cell" : "cell exercise"
    return .element("div", ["class": style, "role": "group", "aria-label": name], parts.joined(separator: "\n"))
  }

  private func remark(on options: CellOptions) -> String {
    if options.skip { return " · " + words[.notRun] }
    return options.slow ? " · " + words[.slow] : ""
  }

  private func code(_ block: Block) -> HTML {
    .element("pre", ["class": "code"], .element("code", [:], highlighted(block.text)))
  }

  /// What an ordinary cell shows, or the room for it.
  private func shown(_ output: CellOutput, of cell: Cell, _ name: String) -> HTML {
    if edition.showsOutputs {
      let shown = html(output, of: name)
      guard cell.options.predict, !output.isEmpty else { return shown }
      return details("prediction", words[.prediction], shown)
    }
    let lines = outputLines(output)
    if cell.options.skip || lines == 0 { return .empty }
    return room(cell.options.predict ? words[.predictionRoom] : words[.output], lines: lines)
  }

  private func parts(of exercise: Exercise, _ output: CellOutput, _ name: String, _ prose: inout ProseWriter) -> [HTML]
  {
    var parts: [HTML] = edition.showsOutputs ? [] : [room(words[.answer], lines: exercise.solution.content.count + 1)]
    for (index, hint) in exercise.hints.enumerated() {
      let number = exercise.hints.count > 1 ? " \(index + 1)" : ""
      parts.append(details("hint", words[.hint] + number, prose.html(hint.prose)))
    }
    if edition.showsSolutions {
      parts.append(details("solution", words[.solution], code(exercise.solution), html(output, of: name)))
    }
    return parts
  }

  private func details(_ style: String, _ summary: String, _ content: HTML...) -> HTML {
    .element(
      "details", ["class": style], .element("summary", [:], HTML(text: summary)), content.joined(separator: "\n"))
  }

  private func html(_ output: CellOutput, of name: String) -> HTML {
    var parts: [HTML] = []
    for piece in output.pieces {
      switch piece {
      case .text(let text): parts.append(self.output(text, of: name, words[.output]))
      case .drawing(let drawing, _): parts.append(figure(drawing, of: name))
      }
    }
    if let error = output.error { parts.append(self.output(error, of: name, words[.error])) }
    return parts.joined(separator: "\n")
  }

  private func output(_ text: String, of name: String, _ label: String) -> HTML {
    var text = text
    if text.hasSuffix("\n") { text.removeLast() }
    let isDrawn = text.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) }
    return .element("p", ["class": "label"], HTML(text: label))
      + scrolling(
        "output", isDrawn ? "\(words[.plot]), \(name)" : "\(label), \(name)", role: isDrawn ? "img" : "group", text)
  }

  /// Text in columns, which scrolls in itself where it is too wide, by the keyboard as well.
  private func scrolling(_ style: String, _ label: String, role: String = "group", _ text: String) -> HTML {
    .element(
      "pre", ["class": style, "role": role, "aria-label": label, "tabindex": "0"],
      .element("samp", [:], HTML(text: text)))
  }

  private func figure(_ drawing: Drawing, of name: String) -> HTML {
    let plot = HTML.element(
      "div", ["class": "scroll", "role": "group", "aria-label": "\(words[.plot]), \(name)", "tabindex": "0"],
      HTML(markup: drawing.svg))
    let description = scrolling("output", "\(words[.plotInWords]), \(name)", drawing.description)
    return .element("figure", [:], plot, details("words", words[.plotInWords], description))
  }

  /// A frame to write in.
  private func room(_ label: String, lines: Int) -> HTML {
    .element("p", ["class": "label"], HTML(text: label))
      + .element("div", ["class": "room", "style": "height:\(2 * max(2, min(lines, 6)))em"])
  }

  private func outputLines(_ output: CellOutput) -> Int {
    let text = output.text + (output.error ?? "")
    return text.isEmpty ? 0 : text.split(separator: "\n", omittingEmptySubsequences: false).count
  }
}
