import Printing
import Script
import Tailoring

extension DataCommands {
  /// `data`: reads a data set.
  ///
  /// - Parameter folders: Where data sets that are named without a path are looked for.
  static func data(_ folders: [String]) -> Command {
    let finder = DatasetFinder(folders: folders)
    let source = Parameter.positional(
      "name", .oneOf(.name(of: "dataset") { finder.names($0.host) }, .file),
      summary: "a data set's name, or a file")
    let question = Parameter.labelled("question", .text, summary: "the column of questions")
    let answer = Parameter.labelled("answer", .text, summary: "the column of answers")
    return Command(
      "data", topic: topic, summary: "reads a data set: questions with their answers",
      details: """
        A name is one of the data sets that come with Primer. A path is a .tsv, .csv
        or .jsonl file, whose first row (or keys) names its columns. Questions and
        answers are its first two columns unless `question:` and `answer:` choose
        others.

        The elements of a data set are pairs, so `for` goes over them and `take` takes
        the first ones. `shuffle` mixes them first.
        """,
      parameters: [source, question, answer],
      examples: [
        Example(
          "data capitals | take 2",
          prints: """
            Countries with their capitals (capitals): 2 examples
            source: written by the authors of Primer; licence: CC0-1.0

            country  capital  kind    pretraining
            Algeria  Algiers  Africa  seen
            Angola   Luanda   Africa  seen
            """),
        Example("(data en-fr question: french answer: english)[0]", prints: "capacité => ability"),
      ]
    ) { arguments, context in
      let name = try arguments[source]
      guard let path = finder.path(of: name, context.host) else {
        let names = finder.names(context.host)
        throw arguments.mistake(
          "there is no data set `\(name)`", at: source,
          suggestion: didYouMean(name, among: names)
            ?? (names.isEmpty ? "a file is named by its path: ./\(name).tsv" : "there are \(enumerated(names, "and"))"))
      }
      let dataset = try arguments.blaming(source) {
        try Dataset(
          file: path, bytes: context.host.readFile(path), question: arguments[question],
          answer: arguments[answer])
      }
      return .object(DatasetObject(dataset))
    }
  }
}

/// Finds data sets by name.
private struct DatasetFinder {
  let folders: [String]

  /// The names of all data sets in the folders, in alphabetical order.
  func names(_ host: any Host) -> [String] {
    folders.flatMap { files(in: $0, host) }.compactMap { file in
      Dataset.fileExtensions.first { file.hasSuffix("." + $0) }.map { String(file.dropLast($0.count + 1)) }
    }.sorted()
  }

  /// The path of a data set's file. A name with a `/` or an extension is a path already.
  func path(of name: String, _ host: any Host) -> String? {
    if name.contains("/") || Dataset.fileExtensions.contains(where: { name.hasSuffix("." + $0) }) { return name }
    for folder in folders {
      let files = files(in: folder, host)
      for fileExtension in Dataset.fileExtensions where files.contains("\(name).\(fileExtension)") {
        return "\(folder)/\(name).\(fileExtension)"
      }
    }
    return nil
  }

  private func files(in folder: String, _ host: any Host) -> [String] {
    // A folder that is not there holds no data sets.
    (try? host.names(inFolder: folder)) ?? []
  }
}
