import Script
import Tailoring

extension DataCommands {
  /// `fix`: right answers for wrong ones.
  static var fix: Command {
    let source = Parameter.positional("dataset", .examples, summary: "a data set or a list of pairs")
    let changes = Parameter.positional("corrections", .examples, summary: "questions with their right answers")
    return Command(
      "fix", topic: topic, summary: "puts answers of a data set right",
      details: """
        A correction names a question and its right answer. The data set itself stays as
        it is: what is given back is another one.

        After `inspect` a person looks at the first rows and corrects those that are
        wrong. Where the truth is known, the field `corrections` of an inspection lists
        what that person would find.
        """,
      parameters: [source, changes],
      examples: [
        Example(
          "fix [hot => down, up => down] [hot => cold]",
          prints: """
            list: 2 examples

            question  answer
            hot       cold
            up        down
            """)
      ]
    ) { arguments, _ in
      let dataset = try arguments.dataset(source)
      let corrections = try arguments.dataset(changes).examples
      do throws(TailoringError) {
        return .object(DatasetObject(try dataset.fixing(corrections)))
      } catch {
        var diagnostic = arguments.mistake(error, at: changes)
        if case .unknownQuestion(let question) = error.reason {
          diagnostic.suggestion = didYouMean(question, among: dataset.examples.map(\.question))
        }
        throw diagnostic
      }
    }
  }
}
