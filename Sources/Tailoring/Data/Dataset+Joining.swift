extension Dataset {
  /// The examples of several data sets one behind the other, without further columns; one alone stays as it is.
  init(joining datasets: [Dataset], named names: [String]) {
    if datasets.count == 1 {
      self = datasets[0]
    } else {
      self.init(
        name: (names.isEmpty ? datasets.map(\.name) : names).joined(separator: ", "),
        examples: datasets.flatMap(\.examples).map { Example(question: $0.question, answer: $0.answer) })
    }
  }
}
