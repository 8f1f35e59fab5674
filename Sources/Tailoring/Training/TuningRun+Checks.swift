import Models

extension TuningRun {
  /// Throws `TuningError` for settings that can't be followed with a model.
  static func check(_ settings: TuningSettings, _ model: LanguageModel) throws(TuningError) {
    if case .text(let text) = settings.start, model.tokenizer.encode(text).isEmpty { throw .emptyStart }
    let layers = model.decoder.layers.count
    if case .weights(let count?) = settings.method, count > layers { throw .tooManyLayers(count, limit: layers) }
  }

  /// Throws `TuningError` for settings that the tasks don't fit.
  static func check(_ settings: TuningSettings, tasks: Int, dev: Int) throws(TuningError) {
    guard dev == 0 || dev == tasks else { throw .otherCount(dev, tasks: tasks) }
    if settings.goal != nil, dev == 0 { throw .goalWithoutDev }
    if let teachers = settings.distillation?.teachers.count, teachers != tasks {
      throw .otherTeachers(teachers, tasks: tasks)
    }
  }

  /// Throws `TuningError` for data that nothing can be learned from, or nothing that holds for all tasks.
  static func check(_ tasks: [Dataset], _ method: TuningMethod) throws(TuningError) {
    if tasks.isEmpty { throw .noTask }
    precondition(method.taskNames.isEmpty || method.taskNames.count == tasks.count, "a name for every task")
    if case .universalPrompt = method, tasks.count == 1 { throw .oneTask }
    for (index, task) in tasks.enumerated() {
      if task.count == 1 { throw TuningError.oneExample.inTask(method.taskNames, index) }
      if let earlier = tasks[..<index].firstIndex(where: { $0.examples == task.examples }) {
        let names = method.taskNames
        throw .sameTask(names.isEmpty ? task.name : names[earlier], names.isEmpty ? task.name : names[index])
      }
    }
    try checkLabels(tasks, method.taskNames)
  }

  /// Examples of tasks as tokens, each of them short enough behind what stands in front.
  static func encoded(
    _ tasks: [Dataset], _ part: TuningError.Part, _ model: LanguageModel, _ settings: TuningSettings
  ) throws(TuningError) -> [EncodedExample] {
    let limit = model.configuration.contextLength
    let (method, teachers) = (settings.method, settings.distillation?.teachers ?? [])
    let frontLengths = method.frontLengths
    var examples: [EncodedExample] = []
    for (index, task) in tasks.enumerated() {
      do throws(TuningError) {
        guard task.count > 0 else { throw TuningError.noExamples(part) }
        let front = frontLengths.count > 1 ? index : 0
        let own = frontLengths.isEmpty ? 0 : frontLengths[front]
        let rows = model.beginning.count + max(own, teachers.isEmpty ? 0 : teachers[index].rows.rows)
        for source in task.examples {
          let example = try EncodedExample(source, model, part, front: front)
          let count = rows + example.rowCount + 1
          guard count <= limit else {
            throw TuningError.tooLong(question: source.question, tokens: count, limit: limit, part)
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
