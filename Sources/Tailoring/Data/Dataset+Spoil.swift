import Tensors

extension Dataset {
  /// The data set with so much of its examples, chosen by chance, under the answer of another example: labels as wrong
  /// as they are when people mix them up, and as frequent as before. Each spoiled example remembers its true answer.
  ///
  /// - Throws: `SpoilError` for more examples than there are, for none, and where there is no other answer.
  package func spoiling(_ portion: Portion, seed: UInt64) throws(SpoilError) -> Dataset {
    let count = portion.count(of: self.count)
    guard count <= self.count else { throw .tooMany(available: self.count) }
    guard count > 0 else { throw .none(available: self.count) }
    var generator = SeededGenerator(seed: seed)
    var spoiled = examples
    for index in generator.shuffled(Array(examples.indices)).prefix(count) {
      let example = examples[index]
      let truth = example.truth ?? example.answer
      let others = examples.map(\.answer).filter {
        trimmed($0) != trimmed(example.answer) && trimmed($0) != trimmed(truth)
      }
      guard !others.isEmpty else { throw .noOtherAnswer }
      spoiled[index] = example.with(answer: others[generator.below(others.count)], truth: truth)
    }
    return with(spoiled)
  }

  /// The examples that have been spoiled and not been put right since.
  package var spoiled: [Example] { examples.filter { $0.truth != nil } }

  /// The data set with the right answers: each correction names a question, whose answer it replaces wherever the
  /// question comes up.
  ///
  /// - Throws: `FixError` for a question that is not here or that is to have two answers; nothing is replaced then.
  package func fixing(_ corrections: [Example]) throws(FixError) -> Dataset {
    guard !corrections.isEmpty else { throw .nothing }
    var answers: [String: String] = [:]
    for correction in corrections {
      let answer = trimmed(correction.answer)
      guard !answer.isEmpty else { throw .empty(question: correction.question) }
      guard answers.updateValue(answer, forKey: trimmed(correction.question)) ?? answer == answer else {
        throw .contradiction(question: correction.question)
      }
    }
    let known = Set(examples.map { trimmed($0.question) })
    for correction in corrections where !known.contains(trimmed(correction.question)) {
      throw .unknown(question: correction.question)
    }
    return with(
      examples.map { example in
        guard let answer = answers[trimmed(example.question)] else { return example }
        return example.with(answer: answer, truth: example.truth.map { trimmed($0) } == answer ? nil : example.truth)
      })
  }
}

/// Why answers can't be exchanged for wrong ones.
package enum SpoilError: Error, Equatable {
  case tooMany(available: Int)
  case none(available: Int)
  case noOtherAnswer
}

extension SpoilError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .tooMany(let available): "that is more than the data set has: \(available)"
    case .none(let available): "that is no example: the data set has \(available)"
    case .noOtherAnswer: "no example has another answer, so that none could be wrong"
    }
  }
}

/// Why answers can't be put right.
package enum FixError: Error, Equatable {
  case nothing
  case empty(question: String)
  case unknown(question: String)
  case contradiction(question: String)
}

extension FixError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .nothing: "there is nothing to put right: the list is empty"
    case .empty(let question): "the new answer to '\(shortened(question))' is empty"
    case .unknown(let question): "the data set has no question '\(shortened(question))'"
    case .contradiction(let question): "'\(shortened(question))' is to have two answers"
    }
  }
}
