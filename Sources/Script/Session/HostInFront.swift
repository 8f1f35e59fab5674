/// A host in front of another one: what it does not see to itself goes to the one behind it.
package protocol HostInFront: Host {
  /// The host behind it.
  var base: any Host { get }
}

extension HostInFront {
  package func show(_ value: Value) { base.show(value) }
  package var wantsStream: Bool { base.wantsStream }
  package func stream(_ piece: String) { base.stream(piece) }
  package func note(_ message: String) { base.note(message) }
  package func report(_ progress: ProgressReport) { base.report(progress) }
  package func checkCancelled() throws { try base.checkCancelled() }

  package func readablePath(_ path: String) throws -> String { try base.readablePath(path) }
  package func writablePath(_ path: String) throws -> String { try base.writablePath(path) }
  package func readFile(_ path: String) throws -> [UInt8] { try base.readFile(path) }
  package func writeFile(_ path: String, _ bytes: [UInt8]) throws { try base.writeFile(path, bytes) }
  package func confined(to folder: String) -> any Host { base.confined(to: folder) }
  package func names(inFolder path: String) throws -> [String] { try base.names(inFolder: path) }

  package func seconds() -> Double { base.seconds() }
  package func watchMemory() -> () -> Int? { base.watchMemory() }
  package func processorSeconds() -> Double? { base.processorSeconds() }
  package func watchEnergy() -> () -> Double? { base.watchEnergy() }
}
