import Markdown

/// Further checks of a lesson's exercises, which students do not have: blocks marked `check 1`, with the number of the
/// exercise, in a Markdown file called `01-few-shot.checks.md`.
package struct HiddenChecks: Equatable, Sendable {
  /// What is wrong with the file.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// The scripts by the numbers of their exercises; each must end in true.
  package let checks: [Int: [String]]

  /// No checks.
  package static let none = HiddenChecks(checks: [:])

  private init(checks: [Int: [String]]) {
    self.checks = checks
  }

  /// Reads the checks of a lesson with `exerciseCount` exercises.
  ///
  /// - Throws: `Problem` for a `check` block without the number of an exercise, and when there is none at all.
  package init(file: String, text: String, exerciseCount: Int) throws(Problem) {
    var checks: [Int: [String]] = [:]
    let blocks: [MarkdownBlock]
    do { blocks = try MarkdownDocument(text).blocks } catch { throw Problem(description: "\(file): \(error)") }
    for case .code(let code) in blocks {
      let words = code.info.split { $0 == " " || $0 == "\t" }
      guard words.first == "check" else { continue }
      guard words.count == 2, let number = Int(words[1]), (1...max(1, exerciseCount)).contains(number) else {
        throw Problem(
          description: "\(file): `\(code.info)` must be `check` and the number of one of the \(exerciseCount) exercises"
        )
      }
      checks[number, default: []].append(code.text)
    }
    guard !checks.isEmpty else { throw Problem(description: "\(file): there is no block marked `check 1` in it") }
    self.checks = checks
  }
}
