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
    if let chosenAnswer, chosenQuestion == chosenAnswer { throw .init(.sameColumn(columns[chosenAnswer]), blaming: .question) }
    var rest = columns.indices.filter { $0 != chosenQuestion && $0 != chosenAnswer }
    let first = chosenQuestion ?? rest.removeFirst()
    let second = chosenAnswer ?? rest.removeFirst()
    return [first, second] + rest
  }

  private func index(of column: String, _ argument: TailoringError.Argument) throws(TailoringError) -> Int {
    guard let index = columns.firstIndex(of: column) else { throw .init(.unknownColumn(column, known: columns), blaming: argument) }
    return index
  }
}
