/// How an example is written: `{q} => {a}`, its question and answer taking the places of `{q}` and `{a}`.
struct ExampleForm: Sendable {
  private let start: Substring
  private let middle: Substring
  private let end: Substring

  /// Reads a form; nil unless `{q}` stands in it once and `{a}` once behind that.
  init?(_ text: String) {
    let aroundQuestion = text.split(separator: "{q}", omittingEmptySubsequences: false)
    guard aroundQuestion.count == 2 else { return nil }
    let aroundAnswer = aroundQuestion[1].split(separator: "{a}", omittingEmptySubsequences: false)
    guard aroundAnswer.count == 2, !aroundQuestion[0].contains("{a}") else { return nil }
    (start, middle, end) = (aroundQuestion[0], aroundAnswer[0], aroundAnswer[1])
  }

  func filled(question: String, answer: String) -> String { start + question + middle + answer + end }
}
