import Tailoring
import Tensors

/// A task that documents are made of.
package struct DocumentTask: Sendable {
  package let name: String
  /// How often it is drawn, against the others.
  let weight: Double
  /// What may stand before its examples to say what to do; each is a line.
  package let descriptions: [String]
  /// How many examples stand in a document.
  let examples: ClosedRange<Int>
  package let content: Content
  /// Whether a question has one answer, so that an examination can ask for it.
  let isExamined: Bool

  package enum Content: Sendable {
    /// Facts: questions with their answers.
    case facts([Dataset.Example])
    /// Questions by kind, whose kinds get other labels, from a list, in every document.
    case labels([[String]], kinds: ClosedRange<Int>, labels: [String])
    /// Facts of several tasks by kind: in every document a question's kind decides which of the tasks it is.
    case routes([[[Dataset.Example]]], kinds: ClosedRange<Int>)
    /// Texts without a task.
    case texts([String])
  }

  /// The examples of a document, about `count` of them, no question twice.
  func pairs(_ count: Int, using generator: inout SeededGenerator) -> [Dataset.Example] {
    switch content {
    case .facts(let facts): return generator.sample(count, of: facts)
    case .labels(let groups, let kinds, let labels):
      let chosen = generator.sample(generator.within(kinds), of: groups)
      let names = generator.sample(chosen.count, of: labels)
      let questions = (0..<count).map { _ in
        let kind = generator.below(chosen.count)
        return Dataset.Example(question: chosen[kind][generator.below(chosen[kind].count)], answer: names[kind])
      }
      return questions.withoutRepeatedQuestions
    case .routes(let tasks, let kinds):
      let chosen = generator.sample(generator.within(kinds), of: Array(tasks[0].indices))
      let routes = chosen.map { (kind: $0, task: generator.below(tasks.count)) }
      let questions = (0..<count).map { _ in
        let route = routes[generator.below(routes.count)]
        let facts = tasks[route.task][route.kind]
        return facts[generator.below(facts.count)]
      }
      return questions.withoutRepeatedQuestions
    case .texts: return []
    }
  }
}

extension [Dataset.Example] {
  /// The examples less those whose question stood before.
  fileprivate var withoutRepeatedQuestions: [Dataset.Example] {
    var seen: Set<String> = []
    return filter { seen.insert($0.question).inserted }
  }
}

extension SeededGenerator {
  /// A whole number of a range, all equally likely.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// `count` different elements, or all when there are fewer, in a random order.
  mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var indices: [Int] = []
    while indices.count < min(count, elements.count) {
      let index = below(elements.count)
      if !indices.contains(index) { indices.append(index) }
    }
    return indices.map { elements[$0] }
  }
}
