import Lessons
import Printing
import Script

/// The speaker's view of a lesson, as text.
package struct NotesPage {
  private let title: String
  private let notes: SpeakerNotes
  /// How long the lesson should take.
  private let minutes: Int?
  /// The columns that lines are wrapped to.
  package let width: Int

  /// The page of a lesson.
  package init(_ lesson: Lesson, width: Int) {
    title = lesson.title
    notes = SpeakerNotes(lesson)
    minutes = lesson.frontMatter.minutes
    self.width = width
  }

  /// What is wanted at a cell, so many seconds after the lesson was opened.
  package func text(at cell: Int, seconds: Double) -> String {
    let step = notes.step(at: cell)
    let last = notes.steps.count - 1
    let place = step.cell > last ? "end" : "\(step.cell)/\(last)"
    var lines = [clipped("\(title)  \(place)  \(time(seconds, at: step))", to: width), "", step.title, ""]
    lines += step.notes.isEmpty ? ["(no notes here)"] : wrapped(step.notes)
    lines += ["", notes.nextTitle(after: step.cell).map { "Next: \($0)" } ?? "Then the lesson is over."]
    return lines.map { $0 + "\n" }.joined()
  }

  /// All notes, each below its title and place.
  package var wholeText: String {
    let last = notes.steps.count - 1
    var lines = [title + (minutes.map { " (\($0) minutes)" } ?? "")]
    for step in notes.steps where !step.notes.isEmpty {
      lines += ["", "\(step.cell > last ? "end" : "\(step.cell)/\(last)")  \(step.title)", ""] + wrapped(step.notes)
    }
    if notes.steps.allSatisfy(\.notes.isEmpty) { lines += ["", "(no notes)"] }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The time that has gone against the time that there is: where in it the step would be, were all cells equally long.
  private func time(_ seconds: Double, at step: SpeakerNotes.Step) -> String {
    let gone = Int(min(max(0, seconds), 359_999))
    let hours = gone / 3600
    let clock = (hours > 0 ? "\(hours):\(twoDigits(gone / 60 % 60))" : "\(gone / 60)") + ":\(twoDigits(gone % 60))"
    guard let minutes else { return clock }
    let due = Double(minutes * 60) * Double(step.cell) / Double(notes.steps.count)
    let ahead = Int(((due - Double(gone)) / 60).rounded())
    let words = ahead == 0 ? "on time" : ahead > 0 ? "\(ahead) min in hand" : "\(-ahead) min behind"
    return "\(clock) of \(minutes) min, \(words)"
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func wrapped(_ notes: [String]) -> [String] {
    let paragraphs = notes.map { $0.split(separator: "\n", omittingEmptySubsequences: false).flatMap(wrapped) }
    return Array(paragraphs.joined(separator: [""]))
  }

  /// A line in lines of the page's width; a word that is longer has a line of its own.
  private func wrapped(_ line: Substring) -> [String] {
    var lines: [String] = [""]
    for word in line.split(separator: " ").map({ printable(String($0)) }) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = word
      } else if displayWidth(last) + 1 + displayWidth(word) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
