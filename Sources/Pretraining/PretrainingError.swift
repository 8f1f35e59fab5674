import Tailoring

/// Why a model can't be pre-trained.
package struct PretrainingError: ArgumentError, Equatable {
  package enum Reason: Equatable, Sendable {
    /// What is wrong at a place in the recipe, `tasks[2].data`, or with the whole where the place is empty; `problem` is
    /// the rest of a sentence.
    case recipe(place: String, problem: String)
    /// A checkpoint was made by another recipe, or with other data sets.
    case otherCheckpoint
    /// A NaN or an infinity came up; the step changed nothing.
    case notFinite(what: String, step: Int)
  }

  package let reason: Reason

  package init(_ reason: Reason) { self.reason = reason }

  package var argument: String? {
    switch reason {
    case .recipe: nil
    case .otherCheckpoint: "to"
    case .notFinite: "recipe"
    }
  }

  package var suggestion: String? { if case .notFinite = reason { "a lower rate may help" } else { nil } }

  /// One sentence without a full stop.
  package var description: String {
    switch reason {
    case .recipe("", let problem): "the recipe \(problem)"
    case .recipe(let place, let problem): "in the recipe, `\(place)` \(problem)"
    case .otherCheckpoint:
      "the checkpoint was made by another recipe, or with other data sets; delete it to begin anew"
    case .notFinite(let what, let step):
      "\(what) is not a finite number in step \(step); the step was not made"
    }
  }
}
