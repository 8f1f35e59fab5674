import Models

extension TuningRun {
  /// Throws `TailoringError` for settings that can't be followed with a model.
  static func check(_ settings: TuningSettings, _ model: LanguageModel) throws(TailoringError) {
    if case .text(let text) = settings.start, model.tokenizer.encode(text).isEmpty { throw .init(.emptyStart, blaming: .start) }
    let layers = model.decoder.layers.count
    if case .weights(let count?) = settings.method, count > layers {
      throw .init(.tooManyLayers(count, limit: layers), blaming: .layers)
    }
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
  static func check(_ tasks: [Dataset], _ method: TuningMethod) throws(TailoringError) {
    if tasks.isEmpty { throw .init(.noTask, blaming: .on) }
    precondition(method.taskNames.isEmpty || method.taskNames.count == tasks.count, "a name for every task")
    if case .universalPrompt = method, tasks.count == 1 { throw .init(.oneTask, blaming: .on) }
    for (index, task) in tasks.enumerated() {
      if task.count == 1 { throw TailoringError(.oneExample, blaming: .on).inTask(method.taskNames, index) }
      if let earlier = tasks[..<index].firstIndex(where: { $0.examples == task.examples }) {
        let names = method.taskNames
        throw .init(
          .sameTask(names.isEmpty ? task.name : names[earlier], names.isEmpty ? task.name : names[index]), blaming: .on)
      }
    }
    try checkLabels(tasks, method.taskNames)
  }

  /// Examples of tasks as tokens, each of them short enough behind what stands in front.
  static func encoded(
    _ tasks: [Dataset], _ use: TailoringError.Use, _ model: LanguageModel, _ settings: TuningSettings
  ) throws(TailoringError) -> [EncodedExample] {
    let limit = model.configuration.contextLength
    let (method, teachers) = (settings.method, settings.distillation?.teachers ?? [])
    let frontLengths = method.frontLengths
    var examples: [EncodedExample] = []
    for (index, task) in tasks.enumerated() {
      do throws(TailoringError) {
        guard task.count > 0 else { throw TailoringError(.noExamples(use), blaming: use.argument) }
        let front = frontLengths.count > 1 ? index : 0
        let own = frontLengths.isEmpty ? 0 : frontLengths[front]
        let rows = model.beginning.count + max(own, teachers.isEmpty ? 0 : teachers[index].rows.rows)
        for source in task.examples {
          let example = try EncodedExample(source, model, use, front: front)
          let count = rows + example.rowCount + 1
          guard count <= limit else {
            throw TailoringError(
              .tooLong(question: source.question, tokens: count, limit: limit), blaming: use.argument)
          }
          examples.append(example)
        }
      } catch {
        throw error.inTask(method.taskNames, index)
      }
    }
    return examples
  }
}

extension TailoringError {
  /// The error with the name of the task at an index, where there are names.
  fileprivate func inTask(_ names: [String], _ index: Int) -> TailoringError {
    names.indices.contains(index) ? about(names[index]) : self
  }
}
