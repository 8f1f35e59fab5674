import Testing

@testable import Pretraining

@Suite struct RecipeTests {
}
