import Testing

@testable import Tailoring

@Suite struct DatasetReadingTests {
  private static let bread = Dataset.Example(question: "bread", answer: "pain", others: ["food"])
  private static let dog = Dataset.Example(question: "dog", answer: "chien, le", others: ["animal"])

  static let files: [(file: String, content: String)] = [
    (
      "words.tsv",
      "# title: Words\n#source:us\n# licence: CC0-1.0\n# made by hand\nenglish\tfrench\tkind\n\nbread\tpain\tfood\n"
        + "dog\tchien, le\tanimal"
    ),
    (
      "a/b.c/words.tsv",
      "\u{FEFF}# title: Words\r\n# source: us\r\n# license: CC0-1.0\r\nenglish\tfrench\tkind\r\nbread\t pain \tfood\r\n"
        + "dog\tchien, le\tanimal\r\n"
    ),
    (
      "words.CSV",
      "# title: Words\n# source: us\n# licence: CC0-1.0\nenglish,\"french\",kind\nbread,pain,food\n\ndog,\"chien, le\",animal\n"
    ),
    (
      "words.csv",
      "# title: Words\r\n# source: us\r\n# licence: CC0-1.0\r\nenglish,french,kind\r\n\"bread\",pain,\"food\"\r\n"
        + "dog,\"chien, le\",animal"
    ),
  ]

  @Test(arguments: files) func tablesAreRead(_ file: String, _ content: String) throws {
    let dataset = try Dataset(file: file, bytes: Array(content.utf8))
    #expect(dataset.name == "words")
    #expect(dataset.origin.title == "Words" && dataset.origin.source == "us" && dataset.origin.licence == "CC0-1.0")
    #expect(dataset.columns == ["english", "french", "kind"])
    #expect(dataset.examples == [Self.bread, Self.dog])
  }

  @Test func jsonLinesAreRead() throws {
    let content = """
      {"english": "bread", "french": "pain", "kind": "food", "level": 1, "easy": true}

      {"kind": "animal", "french": " chien", "english": "dog", "level": 12, "easy": false}
      """
    let dataset = try Dataset(file: "words.jsonl", bytes: Array(content.utf8))
    #expect(dataset.columns == ["english", "french", "kind", "level", "easy"])
    #expect(
      dataset.examples == [
        Dataset.Example(question: "bread", answer: "pain", others: ["food", "1", "true"]),
        Dataset.Example(question: "dog", answer: "chien", others: ["animal", "12", "false"]),
      ])
  }

  @Test func quotedCellsHoldWhatSeparatesCells() throws {
    let content = "q,a\n\"a \"\"b\"\"\",\"two\nlines, and a comma\"\n"
    let dataset = try Dataset(file: "x.csv", bytes: Array(content.utf8))
    #expect(dataset.examples == [Dataset.Example(question: "a \"b\"", answer: "two\nlines, and a comma")])
  }

  static let columns: [(question: String?, answer: String?, first: Dataset.Example)] = [
    (nil, nil, Dataset.Example(question: "bread", answer: "pain", others: ["food"])),
    ("french", "english", Dataset.Example(question: "pain", answer: "bread", others: ["food"])),
    (nil, "kind", Dataset.Example(question: "bread", answer: "food", others: ["pain"])),
    ("kind", nil, Dataset.Example(question: "food", answer: "bread", others: ["pain"])),
  ]

  @Test(arguments: columns) func columnsCanBeChosen(
    _ question: String?, _ answer: String?, _ first: Dataset.Example
  ) throws {
    let bytes = Array("english,french,kind\nbread,pain,food".utf8)
    let dataset = try Dataset(file: "words.csv", bytes: bytes, question: question, answer: answer)
    #expect(dataset.examples == [first])
  }

  @Test func columnsThatCannotBeChosenAreRefused() {
    let bytes = Array("english,french\nbread,pain".utf8)
    #expect(throws: TailoringError(.unknownColumn("kind", known: ["english", "french"]), blaming: .question)) {
      try Dataset(file: "words.csv", bytes: bytes, question: "kind")
    }
    #expect(throws: TailoringError(.sameColumn("french"), blaming: .question)) {
      try Dataset(file: "words.csv", bytes: bytes, question: "french", answer: "french")
    }
  }

  static let malformed: [(file: String, content: String, message: String)] = [
    ("words.txt", "a\tb", "words.txt: a data set is a .tsv, .csv or .jsonl file"),
    ("words", "a\tb", "words: a data set is a .tsv, .csv or .jsonl file"),
    ("x.tsv", "", "x.tsv: there are no examples"),
    ("x.tsv", "a\tb\n", "x.tsv: there are no examples"),
    ("x.tsv", "a\nb\n", "x.tsv: there is one column, but questions and answers need two"),
    ("x.tsv", "a\tb\n1\t2\n3\n", "x.tsv, line 3: there is 1 cell, but 2 columns"),
    ("x.tsv", "# title: x\na\tb\n1\t2\t3\n", "x.tsv, line 3: there are 3 cells, but 2 columns"),
    ("x.tsv", "a\ta\n1\t2\n", "x.tsv, line 1: two columns are called `a`"),
    ("x.tsv", "a\t\n1\t2\n", "x.tsv, line 1: a column has no name"),
    ("x.tsv", "a\tb\n \t2\n", "x.tsv, line 2: the cell of `a` is empty"),
    ("x.tsv", "a\tb\n1\t2\n\n3\t\n", "x.tsv, line 4: the cell of `b` is empty"),
    ("x.csv", "a,b\n1,\"2\n3,4\n", "x.csv, line 2: the quote that opens here is never closed"),
    ("x.csv", "a,b\n1,\"2\"3\n", "x.csv, line 2: a comma is missing behind a cell in quotes"),
    (
      "x.csv", "a,b\n1,2\n3,4\"5\"\n",
      "x.csv, line 3: a cell with a quote inside has to stand in quotes, with the quote doubled"
    ),
    ("x.csv", "a,b\n\"1\n2\",3\n4\n", "x.csv, line 4: there is 1 cell, but 2 columns"),
    ("x.jsonl", "[1]", "x.jsonl, line 1: this is no JSON object"),
    ("x.jsonl", "{\"a\": \"1\", \"b\": \"2\"}\n{\"a\": \"1\"}", "x.jsonl, line 2: the key `b` is missing"),
    (
      "x.jsonl", "{\"a\": \"1\", \"b\": \"2\"}\n\n{\"a\": \"1\", \"b\": \"2\", \"c\": \"3\"}",
      "x.jsonl, line 3: the key `c` does not stand on the first line"
    ),
    (
      "x.jsonl", "{\"a\": \"1\", \"b\": [2]}",
      "x.jsonl, line 1: the value of `b` should be a text, a whole number, or true or false"
    ),
    ("x.jsonl", "{\"a\": \"1\"}", "x.jsonl: there is one column, but questions and answers need two"),
  ]

  @Test(arguments: malformed) func malformedFilesAreRefused(_ file: String, _ content: String, _ message: String) {
    #expect(messageOfReading(file, Array(content.utf8)) == message)
  }

  @Test(arguments: ["x.tsv", "x.csv"]) func otherTextThanUTF8IsRefused(_ file: String) {
    let separator = file == "x.tsv" ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    let bytes: [UInt8] = [0x61, separator, 0x62, 0x0A, 0x63, separator, 0xE9, 0x0A]
    #expect(messageOfReading(file, bytes) == "\(file), line 2: this is not UTF-8 text")
  }

  @Test func malformedJSONNamesItsLine() {
    let message = messageOfReading("x.jsonl", Array("{\"a\": \"1\", \"b\": \"2\"}\n{\"a\": ".utf8))
    #expect(message.hasPrefix("x.jsonl, line 2: "))
  }

  private func messageOfReading(_ file: String, _ bytes: [UInt8]) -> String {
    do {
      return "read \(try Dataset(file: file, bytes: bytes).count) examples"
    } catch {
      return "\(error)"
    }
  }
}
