import Script

/// What is wrong with a lesson's document, and where.
package struct LessonError: Error, Equatable, CustomStringConvertible {
  package enum Problem: Error, Equatable {
    case invalidUTF8
    case utf16
    case unclosedFence
    case unclosedFrontMatter
    case notKeyAndValue(String)
    case unknownKey(String)
    case repeatedKey(String)
    case wrongMinutes(String)
    case unknownOption(String)
    case repeatedOption(String)
    case wrongOption(String, wanted: String)
    case contradiction(String, String)
    case outputWithoutCell
    case checkWithoutCell
    case secondOutput
    case outputOfExercise
    case outsideExercise(String)
    case second(String)
    case exerciseWithoutBlank
    case exerciseWithout(String)
    case solutionWithBlank
    case emptyCheck
    case wrongSeeds(String)
    case noComparison
    case cellInQuotation
    case cellInFootnote
    case tabBeforeFence
    case tooLarge(String)
  }

  /// The file as it was named to the reader of the document.
  package let file: String
  /// Counted from 1.
  package let line: Int
  package let problem: Problem

  package var description: String { "\(file):\(line): \(problem.sentence)" }
}

extension LessonError.Problem {
  /// The problem in words.
  package var sentence: String {
    switch self {
    case .invalidUTF8: "this line is not UTF-8 text"
    case .utf16: "the file is UTF-16 text; save it as UTF-8"
    case .unclosedFence: "this fence is never closed"
    case .unclosedFrontMatter: "the front matter has no closing `---`"
    case .notKeyAndValue(let text): "front matter is made of `key: value` lines, which `\(text.prefix(60))` is not"
    case .unknownKey(let key):
      "unknown front matter key `\(key):`" + suggestion(for: key, among: FrontMatter.knownKeys) { "`\($0):`" }
    case .repeatedKey(let key): "front matter key `\(key):` given twice"
    case .wrongMinutes(let text): "`minutes:` wants a whole number from 1 to 1000, which `\(text.prefix(60))` is not"
    case .unknownOption(let word):
      "unknown word `\(word)` after `primer`" + suggestion(for: word, among: CellOptions.allWords) { "`\($0)`" }
    case .repeatedOption(let name): "`\(name)` given twice"
    case .wrongOption(let word, let wanted): "`\(word)` wants \(wanted)"
    case .contradiction(let one, let other): "a cell cannot be both `\(one)` and `\(other)`"
    case .outputWithoutCell: "this `output` block follows no cell"
    case .checkWithoutCell: "this `check` block follows no cell"
    case .secondOutput: "the cell above already has an `output` block"
    case .outputOfExercise: "an exercise prints nothing of its own: put the `output` block after its solution"
    case .outsideExercise(let kind): "a `\(kind)` block belongs after a cell marked `exercise`"
    case .second(let kind): "the cell above already has a `\(kind)` block"
    case .exerciseWithoutBlank: "an exercise needs a blank `___` to fill"
    case .exerciseWithout(let kind): "this exercise has no `\(kind)` block"
    case .solutionWithBlank: "the solution still has a blank `___`"
    case .emptyCheck: "this `check` block says nothing"
    case .wrongSeeds(let text):
      "`over … seeds` wants a whole number from 1 to \(Expectation.mostSeeds), which `\(text.prefix(60))` is not"
    case .cellInQuotation: "a `primer` block in a quotation is not run: move it out, or mark it otherwise"
    case .cellInFootnote: "a `primer` block in a footnote is not run: move it out, or mark it otherwise"
    case .tabBeforeFence: "this fence is indented by a tab and its list by spaces: indent both by spaces"
    case .tooLarge(let sentence): sentence
    case .noComparison: "`over … seeds` stands after a comparison, as in `$score >= 0.8 over 5 seeds`"
    }
  }

  private func suggestion(for word: String, among words: [String], quoted: (String) -> String) -> String {
    nearest(to: word, among: words).map { "; did you mean \(quoted($0))?" } ?? ""
  }
}
