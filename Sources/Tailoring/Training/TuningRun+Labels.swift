extension TuningRun {
  /// An answer that occurs in a data set of labels: so few kinds of answers that each occurs some times.
  private static func labels(of task: Dataset) -> Set<String> {
    let answers = task.examples.map { trimmed($0.answer) }
    let kinds = Set(answers)
    return kinds.count * 4 <= answers.count ? kinds : []
  }

  /// Throws `labelSpelledTwice` where the labels of tasks that are learned together are one but for capitals, white
  /// space and punctuation at their ends: one prompt can't learn to say both.
  static func checkLabels(_ tasks: [Dataset], _ names: [String]) throws(TuningError) {
    var spellings: [String: TuningError.LabelSpelling] = [:]
    for (task, name) in zip(tasks, names) {
      for label in labels(of: task).sorted() {
        let key = label.lowercased().filter { !$0.isWhitespace && !$0.isPunctuation }
        if let other = spellings[key], other.label != label {
          throw .labelSpelledTwice(other, .init(label, in: name))
        }
        if !key.isEmpty { spellings[key] = .init(label, in: name) }
      }
    }
  }

  /// A complaint where some tasks' answers are labels and others' free text: what they share is then little.
  var difference: String? {
    let names = settings.method.taskNames
    let isLabelled = tasks.map { !Self.labels(of: $0).isEmpty }
    guard names.count == tasks.count, let labelled = isLabelled.firstIndex(of: true),
      let free = isLabelled.firstIndex(of: false)
    else { return nil }
    return
      "the answers of \(names[labelled]) are a few labels, those of \(names[free]) free text: they may have little "
      + "in common"
  }
}
