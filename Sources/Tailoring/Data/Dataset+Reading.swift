extension Dataset {
  /// The extensions of the files that can be read.
  package static let fileExtensions = ["tsv", "csv", "jsonl"]

  /// Reads tab-separated values, comma-separated values (RFC 4180) or JSON lines, as the extension of `file` says.
  ///
  /// The text is UTF-8. Tables may begin with lines `# title: …`, `# source: …` and `# licence: …`; then comes a row
  /// with the names of the columns. White space at the ends of a cell is dropped.
  ///
  /// - Parameters:
  ///   - file: The file's name, for its extension and for messages.
  ///   - question: The name of the column of questions, the first one that is left when nil.
  ///   - answer: The name of the column of answers, the first one that is left when nil.
  /// - Throws: `TailoringError`, with the line of what is wrong in the file.
  package init(
    file: String, bytes: [UInt8], question: String? = nil, answer: String? = nil
  ) throws(TailoringError) {
    let fileName = file.split(separator: "/").last ?? ""
    let dot = fileName.lastIndex(of: ".") ?? fileName.endIndex
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var sheet = Sheet(file: file)
    switch fileName[dot...].lowercased() {
    case ".tsv": try sheet.readTabSeparated(content)
    case ".csv": try sheet.readCommaSeparated(content)
    case ".jsonl": try sheet.readJSONLines(content)
    default: throw sheet.problem("a data set is a .tsv, .csv or .jsonl file")
    }
    try self.init(sheet, name: String(fileName[..<dot]), question: question, answer: answer)
  }

  private init(_ sheet: Sheet, name: String, question: String?, answer: String?) throws(TailoringError) {
    guard !sheet.rows.isEmpty else { throw sheet.problem("there are no examples") }
    guard sheet.columns.count >= 2 else {
      throw sheet.problem("there is one column, but questions and answers need two")
    }
    let order = try sheet.order(question: question, answer: answer)
    var examples: [Example] = []
    examples.reserveCapacity(sheet.rows.count)
    for row in sheet.rows {
      let cells = order.map { row.cells[$0] }
      for column in 0..<2 where cells[column].isEmpty {
        throw sheet.problem("the cell of `\(sheet.columns[order[column]])` is empty", row.line)
      }
      examples.append(Example(question: cells[0], answer: cells[1], others: Array(cells[2...])))
    }
    let columns = order.map { sheet.columns[$0] }
    self.init(
      name: name, origin: sheet.origin, questionColumn: columns[0], answerColumn: columns[1],
      otherColumns: Array(columns[2...]), examples: examples)
  }
}

extension Sheet {
  /// The columns' indices: that of the questions, that of the answers, then the others in their order.
  fileprivate func order(question: String?, answer: String?) throws(TailoringError) -> [Int] {
    let chosenQuestion = try question.map { name throws(TailoringError) in try index(of: name, .question) }
    let chosenAnswer = try answer.map { name throws(TailoringError) in try index(of: name, .answer) }
    if let chosenAnswer, chosenQuestion == chosenAnswer {
      throw .init(.sameColumn(columns[chosenAnswer]), blaming: .question)
    }
    var rest = columns.indices.filter { $0 != chosenQuestion && $0 != chosenAnswer }
    let first = chosenQuestion ?? rest.removeFirst()
    let second = chosenAnswer ?? rest.removeFirst()
    return [first, second] + rest
  }

  private func index(of column: String, _ argument: TailoringError.Argument) throws(TailoringError) -> Int {
    guard let index = columns.firstIndex(of: column) else {
      throw .init(.unknownColumn(column, known: columns), blaming: argument)
    }
    return index
  }
}

/// A table as a file holds it: texts in columns, and what the file says about itself.
struct Sheet {
  struct Row {
    /// The line on which the row begins, from 1.
    let line: Int
    let cells: [String]
  }

  /// The name of the file, for messages.
  let file: String
  var origin = Dataset.Origin()
  var columns: [String] = []
  var rows: [Row] = []

  init(file: String) { self.file = file }

  /// Adds a row read from a file; the first one names the columns. Throws for a row with another number of cells.
  mutating func add(_ cells: [String], line: Int) throws(TailoringError) {
    if columns.isEmpty {
      try name(cells, line: line)
    } else if cells.count == columns.count {
      rows.append(Row(line: line, cells: cells))
    } else {
      throw problem("there \(Self.counted(cells.count, "cell")), but \(columns.count) columns", line)
    }
  }

  /// Names the columns. Throws for a name that is empty or used twice.
  mutating func name(_ columns: [String], line: Int) throws(TailoringError) {
    if columns.contains("") { throw problem("a column has no name", line) }
    for (index, column) in columns.enumerated() where columns[..<index].contains(column) {
      throw problem("two columns are called `\(column)`", line)
    }
    self.columns = columns
  }

  /// Reads a line `# key: value`; other comments mean nothing here.
  mutating func readComment(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return }
    let value = trimmed(text[text.index(after: colon)...])
    switch trimmed(text[..<colon].drop { $0 == "#" }) {
    case "title": origin.title = value
    case "source": origin.source = value
    case "licence", "license": origin.licence = value
    default: break
    }
  }

  func problem(_ problem: String, _ line: Int? = nil) -> TailoringError {
    TailoringError(.file(file, line: line, problem: problem))
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "is 1 \(noun)" : "are \(count) \(noun)s"
  }
}
