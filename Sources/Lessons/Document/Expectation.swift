import Script

/// A line of the `check` block behind a cell: an expression that must be true once the cell has run.
///
/// `check (score $soft on: $test).exact-match >= 0.8 over 5 seeds`: the word `check` may be left out. With `over N seeds`
/// the cell runs once for each seed from 1 to N, and the mean of the left side must be to that of the right side as the
/// comparison says.
package struct Expectation: Equatable, Sendable {
  /// The line of the document on which it begins.
  package let line: Int
  /// The expression.
  package let text: String
  /// How many seeds the cell runs with; nil when its own run is what counts.
  package let seeds: Int?

  /// The most that can be asked for.
  static let mostSeeds = 100

  /// The expression with the place where it stands. Without a file, places are those of the expression alone.
  func source(file: String?) -> SourceText {
    file.map { SourceText(text, name: $0, firstLine: line) } ?? SourceText(text)
  }

  /// The expectations of a block; one that leaves a bracket open goes on in the next line. Blank lines and comments are
  /// left out.
  ///
  /// - Throws: `LessonError` for a block without any, and for a wrong `over … seeds`.
  static func all(in block: Block, file: String) throws(LessonError) -> [Expectation] {
    var expectations: [Expectation] = []
    for lines in SourceText(block.text).statementLines {
      let line = block.line + 1 + lines.lowerBound
      do throws(LessonError.Problem) {
        expectations.append(try Expectation(block.content[lines].joined(separator: "\n"), line: line))
      } catch {
        throw LessonError(file: file, line: line, problem: error)
      }
    }
    if expectations.isEmpty { throw LessonError(file: file, line: block.line, problem: .emptyCheck) }
    return expectations
  }

  private init(_ written: String, line: Int) throws(LessonError.Problem) {
    self.line = line
    var words = written.split(omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)[...]
    var text = written.drop(while: \.isWhitespace)
    if words.first == "check", words.count > 1 {
      words = words.dropFirst()
      text = written[words[words.startIndex].startIndex...]
    }
    guard words.count > 3, let last = words.last, last == "seeds" || last == "seed",
      words[words.endIndex - 3] == "over"
    else {
      self.text = words.last.map { String(text[..<$0.endIndex]) } ?? ""
      seeds = nil
      return
    }
    let number = words[words.endIndex - 2]
    guard let count = Int(number), (1...Self.mostSeeds).contains(count) else { throw .wrongSeeds(String(number)) }
    self.text = String(text[..<words[words.endIndex - 4].endIndex])
    seeds = count
    // A text that does not parse is a mistake of its own, which a run names with its place.
    if (try? Program(parsing: source(file: nil))) != nil, ComparisonSides(of: source(file: nil)) == nil {
      throw .noComparison
    }
  }
}
