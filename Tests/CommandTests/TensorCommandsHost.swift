import Commands
import Script
import Synchronization

/// A host that keeps what is shown, and stops commands on request.
final class TensorCommandsHost: Host {
  private let text = Mutex("")
  private let isStopped: Bool

  init(isStopped: Bool = false) { self.isStopped = isStopped }

  var output: String { text.withLock { $0 } }

  func show(_ value: Value) { text.withLock { $0 += value.rendered(width: 80) + "\n" } }
  var wantsStream: Bool { false }
  func stream(_ piece: String) {}
  func note(_ message: String) {}
  func report(_ progress: ProgressReport) {}
  func checkCancelled() throws { if isStopped { throw CancellationError() } }
  func readablePath(_ path: String) throws -> String { path }
  func writablePath(_ path: String) throws -> String { path }
  func readFile(_ path: String) throws -> [UInt8] { [] }
  func writeFile(_ path: String, _ bytes: [UInt8]) throws {}
  func names(inFolder path: String) throws -> [String] { [] }
  func seconds() -> Double { 0 }
}

/// What a text prints in a fresh session, with the rendered diagnostic of the mistake it ends in.
func shownByTensors(_ source: String, host: TensorCommandsHost = TensorCommandsHost()) -> String {
  do throws(Diagnostic) {
    try Session(registry: Registry(tensorCommands), host: host).run(SourceText(source))
  } catch {
    return host.output + error.rendered()
  }
  return host.output
}

/// The value of the last statement of a text in a fresh session.
func tensorValue(_ source: String, seed: UInt64 = 0) throws -> Value {
  try Session(registry: Registry(tensorCommands), host: TensorCommandsHost(), seed: seed).value(of: SourceText(source))
}
