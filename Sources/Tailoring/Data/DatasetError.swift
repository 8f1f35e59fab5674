/// What is wrong with the file of a data set.
package struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// The file as it was named.
  package let file: String
  /// The line, from 1, or nil when the file as a whole is meant.
  package let line: Int?
  /// The end of a sentence that begins with the place.
  package let problem: String

  init(_ file: String, line: Int? = nil, _ problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  /// `animals.csv, line 3: there are 2 cells, but 3 columns`, without a full stop.
  package var description: String {
    file + (line.map { ", line \($0)" } ?? "") + ": " + problem
  }
}

/// Why columns can't be those of the questions and of the answers.
package enum ColumnError: Error, Equatable {
  case unknown(String, known: [String])
  /// The same column was chosen for both.
  case both(String)

  /// The column that was asked for.
  package var column: String {
    switch self {
    case .unknown(let column, _), .both(let column): column
    }
  }
}

extension ColumnError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .unknown(let column, let known):
      "there is no column `\(column)`, only \(known.map { "`\($0)`" }.joined(separator: ", "))"
    case .both(let column): "`\(column)` cannot be both the question and the answer"
    }
  }
}
