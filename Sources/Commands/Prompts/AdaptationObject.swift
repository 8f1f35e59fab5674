import Script
import Tailoring

/// An adaptation as a value of the language.
package struct AdaptationObject: ScriptObject, Equatable {
  package let adaptation: Adaptation

  package init(_ adaptation: Adaptation) { self.adaptation = adaptation }

  package var typeName: String { "adaptation" }

  /// `prompt "Translate English to French" and 2 examples`.
  package var summary: String {
    switch adaptation {
    case .none: return "none"
    case .prompt(let prompt):
      let count = prompt.examples.count
      let parts = [
        prompt.description.isEmpty ? nil : quoted(prompt.description, limit: 40),
        count == 0 ? nil : count == 1 ? "1 example" : "\(count) examples",
      ]
      return "prompt " + parts.compactMap { $0 }.joined(separator: " and ")
    case .learned(let learned): return learned.summary
    case .ensemble(let ensemble): return ensemble.summary
    }
  }

  /// The text in front of a question, and where the question stands; for learned numbers a card, for an ensemble its
  /// members.
  package func rendered(width: Int) -> String {
    if case .learned(let learned) = adaptation { return learned.card.rendered(width: width) }
    if case .ensemble(let ensemble) = adaptation { return ensemble.table.rendered(width: width) }
    return adaptation.text(for: adaptation.blank ?? "…")
  }

  package var fieldNames: [String] {
    switch adaptation {
    case .none: ["kind"]
    case .prompt: ["kind", "description", "examples", "blank", "text"]
    case .learned(let learned): learned.fieldNames
    case .ensemble: ["kind", "members"]
    }
  }

  package func field(_ name: String) throws -> Value? {
    switch (adaptation, name) {
    case (.none, "kind"): .text("none")
    case (.prompt, "kind"): .text("prompt")
    case (.prompt(let prompt), "description"): .text(prompt.description)
    case (.prompt(let prompt), "examples"): .list(prompt.examples.map(Value.init))
    case (.prompt(let prompt), "blank"): prompt.blank.map { .text($0) } ?? .nothing
    case (.prompt(let prompt), "text"): .text(prompt.prefix)
    case (.learned(let learned), _): learned.field(name)
    case (.ensemble, "kind"): .text("ensemble")
    case (.ensemble(let ensemble), "members"): .list(ensemble.members.map { .object(AdaptationObject($0)) })
    default: nil
    }
  }
}

extension Value {
  /// An example as a pair of its question and its answer.
  init(_ example: Dataset.Example) {
    self = .pair(key: .text(example.question), value: .text(example.answer))
  }
}
