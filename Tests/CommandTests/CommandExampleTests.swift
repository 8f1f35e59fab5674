import Commands
import Foundation
import Script
import Tailoring
import TestSupport
import Testing

@Suite struct CommandExampleTests {
  private static let store = ModelStore(folder: Places.models, shipped: [Places.datasets])
  private static let commands = standardCommands(store, datasetFolders: [Places.datasets], runner: nil)

  /// Whether the models that the examples use have been fetched.
  private static let hasModels: Bool = {
    let missing = store.known.map(\.name).filter { name in
      !FileManager.default.fileExists(atPath: "\(Places.models)/\(name).gguf")
    }
    for name in missing {
      print("skipped: examples that need a model, because \(name) is not fetched (primer fetch \(name))")
    }
    return missing.isEmpty
  }()

  @Test(arguments: commands.map(\.name)) func examplesPrintWhatTheyDeclare(_ name: String) throws {
    let command = try #require(Self.commands.first { $0.name == name })
    #expect(!command.examples.isEmpty)
    for mismatch in command.mismatches(withModels: Self.hasModels, run: { printed($0, store: Self.store) }) {
      Issue.record("\(mismatch.example.source) printed\n\(mismatch.printed)")
    }
  }

  @Test(arguments: commands.map(\.name)) func summariesAreNoSentences(_ name: String) throws {
    let command = try #require(Self.commands.first { $0.name == name })
    #expect(([command.summary] + command.parameters.map(\.summary)).allSatisfy { !$0.hasSuffix(".") })
  }

  @Test func namesAreUnique() { #expect(Set(Self.commands.map(\.name)).count == Self.commands.count) }

  /// An error can only point at an argument that some command has.
  @Test func blamedArgumentsAreParameters() {
    let names = Set(Self.commands.flatMap(\.parameters).map(\.name))
    #expect(TailoringError.Argument.allCases.map(\.rawValue).filter { !names.contains($0) } == [])
  }
}
