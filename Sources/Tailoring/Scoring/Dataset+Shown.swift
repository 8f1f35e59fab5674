extension Dataset {
  /// The data set without its first `count` examples, which stand in front of every question instead: a task that is
  /// shown, so that a model which has learned nothing of it can be judged by it.
  ///
  /// Nil when no example would be left to ask.
  package func shown(_ count: Int) -> Dataset? {
    guard count >= 0, count < self.count else { return nil }
    let front = examples.prefix(count).map { "\(trimmed($0.question)) => \(trimmed($0.answer))\n" }.joined()
    return with(
      examples.dropFirst(count).map {
        Example(question: front + trimmed($0.question), answer: $0.answer, others: $0.others)
      })
  }
}
