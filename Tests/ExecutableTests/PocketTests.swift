import Formats
import Foundation
import Testing

/// The model that comes with Primer is what its recipe makes.
@Suite(.enabled(if: Executable.isBuilt)) struct PocketTests {
  private static let file = Executable.root.appending(path: "Datasets/pocket.gguf")

  @Test func itIsSmall() throws {
    let size = try FileManager.default.attributesOfItem(atPath: Self.file.path)[.size] as? Int
    #expect(try #require(size) <= 8_000_000)
  }

  /// The first steps of pre-training, repeated here, give the weights that the finished model remembers.
  @Test func itsFirstStepsCanBeRepeated() throws {
    let file = try GGUFFile(path: Self.file.path)
    let remembered = try file.text("primer.early_checksum")
    let result = try Executable.run(["-q", "-c", "(pretrain pocket until: 2).checksum"])
    #expect(result.output == remembered + "\n")
  }

  /// Without a model having been fetched or chosen, there is one.
  @Test func itIsThereAtOnce() throws {
    let result = try Executable.run(["-q", "-c", "ask cheese with: (prompt [bread => pain, butter => beurre])"])
    #expect(result.output == "fromage\n")
  }
}
