import Tensors

extension Dataset {
  /// The data set with a part of its examples, chosen at random, under the answer of another example: labels as wrong as
  /// when people mix them up, and about as frequent as before. Each spoiled example remembers its true answer.
  ///
  /// - Throws: `TailoringError` for more examples than there are, for none, and where there is no other answer.
  package func spoiling(_ portion: Portion, seed: UInt64) throws(TailoringError) -> Dataset {
    let count = portion.count(of: self.count)
    guard count <= self.count else { throw .init(.tooManyToSpoil(available: self.count), blaming: .part) }
    guard count > 0 else { throw .init(.nothingToSpoil(available: self.count), blaming: .part) }
    var generator = SeededGenerator(seed: seed)
    var spoiled = examples
    for index in generator.shuffled(Array(examples.indices)).prefix(count) {
      let example = examples[index]
      let truth = example.truth ?? example.answer
      let others = examples.map(\.answer).filter {
        trimmed($0) != trimmed(example.answer) && trimmed($0) != trimmed(truth)
      }
      guard !others.isEmpty else { throw .init(.noOtherAnswer, blaming: .dataset) }
      spoiled[index] = example.with(answer: others[generator.below(others.count)], truth: truth)
    }
    return with(spoiled)
  }

  /// The examples that were spoiled and have not been corrected since.
  package var spoiled: [Example] { examples.filter { $0.truth != nil } }

  /// The data set with right answers: each correction names a question, whose answer it replaces wherever the
  /// question comes up.
  ///
  /// - Throws: `TailoringError` for a question that is not here or that is to have two answers; nothing is replaced then.
  package func fixing(_ corrections: [Example]) throws(TailoringError) -> Dataset {
    guard !corrections.isEmpty else { throw .init(.noCorrections, blaming: .corrections) }
    var answers: [String: String] = [:]
    for correction in corrections {
      let answer = trimmed(correction.answer)
      guard !answer.isEmpty else { throw .init(.emptyCorrection(question: correction.question), blaming: .corrections) }
      guard answers.updateValue(answer, forKey: trimmed(correction.question)) ?? answer == answer else {
        throw .init(.twoCorrections(question: correction.question), blaming: .corrections)
      }
    }
    let known = Set(examples.map { trimmed($0.question) })
    for correction in corrections where !known.contains(trimmed(correction.question)) {
      throw .init(.unknownQuestion(correction.question), blaming: .corrections)
    }
    return with(
      examples.map { example in
        guard let answer = answers[trimmed(example.question)] else { return example }
        return example.with(answer: answer, truth: example.truth.map { trimmed($0) } == answer ? nil : example.truth)
      })
  }
}
