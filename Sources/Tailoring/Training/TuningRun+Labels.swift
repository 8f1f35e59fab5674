extension TuningRun {
  /// The answers of a data set of labels: so few kinds that each occurs some times. None for free text.
  private static func labels(of task: Dataset) -> Set<String> {
    let answers = task.examples.map { trimmed($0.answer) }
    let kinds = Set(answers)
    return kinds.count * 4 <= answers.count ? kinds : []
  }

  /// Throws `TailoringError` where the labels of tasks that are learned together are one but for capitals, white
  /// space and punctuation at their ends: one prompt can't learn to say both.
  static func checkLabels(_ tasks: [Dataset], _ names: [String]) throws(TailoringError) {
    var spellings: [String: TailoringError.LabelSpelling] = [:]
    for (task, name) in zip(tasks, names) {
      for label in labels(of: task).sorted() {
        let key = label.lowercased().filter { !$0.isWhitespace && !$0.isPunctuation }
        if let other = spellings[key], other.label != label {
          throw .init(.labelSpelledTwice(other, .init(label, in: name)), blaming: .on)
        }
        if !key.isEmpty { spellings[key] = .init(label, in: name) }
      }
    }
  }

  /// A complaint where all questions of a task are one, so that its answers can't follow from them.
  var sameness: String? {
    for (index, task) in tasks.enumerated() where task.examples.allSatisfy({ $0.question == task.examples[0].question })
    {
      let names = settings.method.taskNames
      let whose = names.indices.contains(index) ? " of \(names[index])" : ""
      return "every question\(whose) is '\(shortened(task.examples[0].question))': answers can't depend on it"
    }
    return nil
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
