import Script
import Tailoring

extension Arguments {
  /// What things are called: as `labels:` says, else by these names.
  ///
  /// - Parameter noun: What one of them is, for messages.
  func labels(or names: [String], of noun: String) throws -> [String] {
    guard let labels = try optionalList("labels")?.compactMap(\.text) else { return names }
    guard labels.count == names.count else {
      let things = names.count == 1 ? "is one \(noun)" : "are \(names.count) \(noun)s"
      throw mistake(
        "there \(things), but \(labels.count == 1 ? "one label" : "\(labels.count) labels")", at: "labels")
    }
    guard Set(labels).count == labels.count else {
      throw mistake("`labels:` has a name twice, and then \(noun)s can't be told apart", at: "labels")
    }
    return labels
  }

  /// What tasks are called: as `labels:` says, else like their data sets or their columns of answers, where these are
  /// apart, else by numbers.
  func taskNames(_ tasks: [Dataset]) throws -> [String] {
    let choices = [tasks.map(\.name), tasks.map(\.answerColumn)]
    let names = choices.first { Set($0).count == tasks.count } ?? tasks.enumerated().map { "\($1.name)-\($0 + 1)" }
    return try labels(or: names, of: "task")
  }
}
