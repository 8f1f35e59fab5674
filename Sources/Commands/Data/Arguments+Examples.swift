import Printing
import Script
import Tailoring

/// Examples of a task as they are given: a data set, or pairs, of which the last can be the blank to fill.
enum Examples {
  case dataset(Dataset)
  case pairs([(key: String, value: String?)])
}

extension ArgumentType where Argument == Dataset {
  /// A data set.
  static var dataset: ArgumentType { ArgumentType<DatasetObject>.object("dataset", DatasetObject.self).map(\.dataset) }
}

extension ArgumentType where Argument == Examples {
  /// A data set, or a list of pairs of texts.
  static var examples: ArgumentType {
    .oneOf(
      ArgumentType<Dataset>.dataset.map { .dataset($0) },
      ArgumentType<[(key: String, value: String?)]>.list(of: .pair(key: .text, value: .text)).map { .pairs($0) })
  }
}

extension Parameter where Argument == UInt64? {
  /// `seed:`, for commands that draw random numbers.
  static var seed: Parameter { .labelled("seed", .seed, summary: "random seed, instead of the session's") }
}

extension Parameter where Argument == [UInt64] {
  /// `seeds:`, for commands that repeat runs.
  static var seeds: Parameter {
    .labelled(
      "seeds", .list(of: .seed), .otherwise(.list([1, 2, 3].map { .number($0) })), summary: "random seeds, a run each")
  }
}

extension Arguments {
  /// The seed that was given, else the session's.
  func seed(_ context: Context) throws -> UInt64 { try self[Parameter.seed] ?? context.session.seed }

  /// The data set of a parameter; a list of pairs is made one.
  func dataset(_ parameter: Parameter<Examples>) throws -> Dataset { try dataset(of: self[parameter], at: parameter) }

  /// The same, nil when none was given.
  func dataset(_ parameter: Parameter<Examples?>) throws -> Dataset? {
    try self[parameter].map { try dataset(of: $0, at: parameter) }
  }

  /// The data sets of a parameter that takes a list of them.
  func datasets(_ parameter: Parameter<[Examples]>) throws -> [Dataset] {
    try self[parameter].map { try dataset(of: $0, at: parameter) }
  }

  /// The data set of examples given for a parameter.
  func dataset(of examples: Examples, at parameter: any AnyParameter) throws -> Dataset {
    if case .dataset(let dataset) = examples { return dataset }
    let (examples, blank) = try split(examples, at: parameter)
    guard blank == nil else { throw mistake("an example in a data set has an answer, not a blank", at: parameter) }
    return Dataset(name: "list", examples: examples)
  }

  /// Examples given for a parameter, and the question of the blank that a list of pairs may end with.
  func split(
    _ examples: Examples, at parameter: any AnyParameter
  ) throws -> (examples: [Dataset.Example], blank: String?) {
    switch examples {
    case .dataset(let dataset): return (dataset.examples, nil)
    case .pairs(let pairs):
      if pairs.dropLast().contains(where: { $0.value == nil }) {
        throw mistake("the blank `?` comes last, because a model continues a text at its end", at: parameter)
      }
      let examples = pairs.compactMap { pair in
        pair.value.map { Dataset.Example(question: pair.key, answer: $0) }
      }
      return (examples, pairs.last.flatMap { $0.value == nil ? $0.key : nil })
    }
  }

  // MARK: Lists

  /// The items of a list, at least one, each once.
  func distinct<Item: Hashable>(_ parameter: Parameter<[Item]>) throws -> [Item] {
    try distinct(self[parameter], at: parameter)
  }

  /// The same, nil when no list was given.
  func distinct<Item: Hashable>(_ parameter: Parameter<[Item]?>) throws -> [Item]? {
    try self[parameter].map { try distinct($0, at: parameter) }
  }

  private func distinct<Item: Hashable>(_ items: [Item], at parameter: any AnyParameter) throws -> [Item] {
    if items.isEmpty { throw mistake("`\(parameter.name):` needs a number: the list is empty", at: parameter) }
    if Set(items).count < items.count { throw mistake("`\(parameter.name):` has a number twice", at: parameter) }
    return items
  }

  /// What things are called: as `labels:` says, else by these names.
  ///
  /// - Parameters:
  ///   - noun: What one of them is, for messages.
  ///   - areDistinct: Whether no two of them can have one name.
  func labels(
    _ parameter: Parameter<[String]?>, or names: [String], of noun: String, areDistinct: Bool = true
  ) throws -> [String] {
    guard let labels = try self[parameter] else { return names }
    guard labels.count == names.count else {
      throw mistake("\(thereAre(names.count, noun)), but \(counted(labels.count, "label"))", at: parameter)
    }
    guard !areDistinct || Set(labels).count == labels.count else {
      throw mistake("`labels:` has a name twice, and then \(noun)s can't be told apart", at: parameter)
    }
    return labels
  }

  /// What tasks are called: as `labels:` says, else like their data sets or their columns of answers, where these
  /// differ, else by numbers.
  func taskNames(_ parameter: Parameter<[String]?>, of tasks: [Dataset]) throws -> [String] {
    let choices = [tasks.map(\.name), tasks.map(\.answerColumn)]
    let names = choices.first { Set($0).count == tasks.count } ?? tasks.enumerated().map { "\($1.name)-\($0 + 1)" }
    return try labels(parameter, or: names, of: "task")
  }
}
