import Commands
import Script
import TestSupport

/// What a text prints in a fresh session, with the rendered diagnostic of the mistake it ends in.
func shownByTensors(_ source: String, host: TestHost = TestHost()) -> String {
  host.printed(source, in: Session(registry: Registry(tensorCommands), host: host))
}

/// The value of the last statement of a text in a fresh session.
func tensorValue(_ source: String, seed: UInt64 = 0) throws -> Value {
  try Session(registry: Registry(tensorCommands), host: TestHost(), seed: seed).value(of: SourceText(source))
}
