/// What is wrong with a recipe, and where.
package struct RecipeError: Error, Equatable, CustomStringConvertible {
  /// The place in the recipe: `tasks[2].data`; empty for the whole.
  package let place: String
  /// What is wrong there, as the rest of a sentence.
  package let problem: String

  /// One sentence without a full stop.
  package var description: String { place.isEmpty ? "the recipe \(problem)" : "in the recipe, `\(place)` \(problem)" }
}
