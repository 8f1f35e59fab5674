/// What is wrong with the file of a data set, or with a wish about its columns.
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
