import Models

extension TuningRun {
  /// Throws `TailoringError` for settings that can't be followed with a model.
  static func check(_ settings: TuningSettings, _ tuner: any Tuner, _ model: LanguageModel) throws(TailoringError) {
    if case .text(let text) = settings.start, model.tokenizer.encode(text).isEmpty {
      throw .init(.emptyStart, blaming: .start)
    }
    try tuner.check(model)
  }

  /// Throws `TailoringError` for settings that the tasks don't fit.
  static func check(_ settings: TuningSettings, tasks: Int, dev: Int) throws(TailoringError) {
    guard dev == 0 || dev == tasks else { throw .init(.otherCount(dev, tasks: tasks), blaming: .dev) }
    if settings.goal != nil, dev == 0 { throw .init(.goalWithoutDev, blaming: .goal) }
    if let teachers = settings.distillation?.teachers.count, teachers != tasks {
      throw .init(.otherTeachers(teachers, tasks: tasks), blaming: .teachers)
    }
  }

  /// Throws `TailoringError` for data that nothing can be learned from, or nothing that holds for all tasks.
  static func check(_ tasks: [Dataset], _ names: [String]) throws(TailoringError) {
    if tasks.isEmpty { throw .init(.noTask, blaming: .on) }
    precondition(names.isEmpty || names.count == tasks.count, "a name for every task")
    if names.count == 1 { throw .init(.oneTask, blaming: .on) }
    for (index, task) in tasks.enumerated() {
      if task.count == 1 { throw TailoringError(.oneExample, blaming: .on).inTask(names, index) }
      if let earlier = tasks[..<index].firstIndex(where: { $0.examples == task.examples }) {
        throw .init(
          .sameTask(names.isEmpty ? task.name : names[earlier], names.isEmpty ? task.name : names[index]), blaming: .on)
      }
    }
    try checkLabels(tasks, names)
  }

  /// Examples of tasks as tokens, each of them short enough after what is read before it.
  static func encoded(
    _ tasks: [Dataset], _ use: TailoringError.Use, _ model: LanguageModel, _ settings: TuningSettings
  ) throws(TailoringError) -> [EncodedExample] {
    let (tuner, teachers) = (settings.method.tuner, settings.distillation?.teachers ?? [])
    let prefixLengths = tuner.prefixLengths
    var examples: [EncodedExample] = []
    for (index, task) in tasks.enumerated() {
      do throws(TailoringError) {
        guard task.count > 0 else { throw TailoringError(.noExamples(use), blaming: use.argument) }
        let prefix = prefixLengths.count > 1 ? index : 0
        let own = prefixLengths.isEmpty ? 0 : prefixLengths[prefix]
        let rows = model.beginning.count + max(own, teachers.isEmpty ? 0 : teachers[index].rows.rows)
        for source in task.examples {
          examples.append(try EncodedExample(source, after: rows, model, use, prefix: prefix))
        }
      } catch {
        throw error.inTask(tuner.taskNames, index)
      }
    }
    return examples
  }
}

// MARK: Labels

extension TuningRun {
  /// The different answers of a data set of labels, which occur four times or more on average. None for free text.
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
      let names = tuner.taskNames
      let whose = names.indices.contains(index) ? " of \(names[index])" : ""
      return "every question\(whose) is '\(shortened(task.examples[0].question))': answers can't depend on it"
    }
    return nil
  }

  /// A complaint where some tasks' answers are labels and others' free text: what they share is then little.
  var difference: String? {
    let names = tuner.taskNames
    let isLabelled = tasks.map { !Self.labels(of: $0).isEmpty }
    guard names.count == tasks.count, let labelled = isLabelled.firstIndex(of: true),
      let free = isLabelled.firstIndex(of: false)
    else { return nil }
    return
      "the answers of \(names[labelled]) are a few labels, those of \(names[free]) free text: they may have little "
      + "in common"
  }
}

extension TailoringError {
  /// The error with the name of the task at an index, where there are names.
  fileprivate func inTask(_ names: [String], _ index: Int) -> TailoringError {
    names.indices.contains(index) ? about(names[index]) : self
  }
}
