import Commands
import Script
import TestSupport
import Testing

@Suite struct TensorCommandsExampleTests {
  @Test(arguments: tensorCommands.map(\.name)) func examplesPrintWhatTheyDeclare(_ name: String) throws {
    let command = try #require(tensorCommands.first { $0.name == name })
    #expect(!command.examples.isEmpty)
    for mismatch in command.mismatches(withModels: false, run: { shownByTensors($0) }) {
      Issue.record("\(mismatch.example.source) printed\n\(mismatch.printed)")
    }
  }
}
