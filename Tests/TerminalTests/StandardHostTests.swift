import Foundation
import Platform
import Terminal
import TestSupport
import Testing

struct StandardHostTests {
  private func host(_ access: FileAccess) -> StandardHost {
    StandardHost(access: access, environment: [:], isQuiet: true)
  }

  /// A bare name is a file in the folder that the process runs in.
  @Test func bareNamesAreFileNames() throws {
    let path = try host(.everywhere).writablePath("no-such-file-\(UUID().uuidString)")
    #expect(path.hasPrefix(FileManager.default.currentDirectoryPath + "/no-such-file-"))
  }

  #if os(Linux)
    /// Other tests may hold memory at the same time, but hardly this much.
    @Test func peakMemoryIsThatOfTheWatch() throws {
      let host = host(.everywhere)
      let first = host.watchMemory()
      let before = try #require(first())
      let size = 256 << 20
      let bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
      memset(bytes, 1, size)
      bytes.deallocate()
      let during = try #require(first())
      #expect(during > before + size * 3 / 4)
      let after = try #require(host.watchMemory()())
      #expect(after < during - size / 2)
    }
  #endif

  @Test func writesWholeFilesAndReadsThem() throws {
    try withFolder { folder in
      let host = host(FileAccess(folder: folder))
      try host.writeFile("a.txt", [1, 2])
      try host.writeFile("a.txt", [3])
      #expect(try host.readFile("a.txt") == [3])
      #expect(try host.readFile(folder + "/a.txt") == [3])
      try FileManager.default.createDirectory(atPath: folder + "/b", withIntermediateDirectories: true)
      try makeFile(folder + "/.hidden")
      #expect(try host.names(inFolder: ".") == ["a.txt", "b/"])
    }
  }

  @Test func confinementHoldsAgainstDotsAndLinks() throws {
    try withFolder { folder in
      for name in ["in", "in/sub", "out", "inner"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      }
      try makeFile(folder + "/out/secret", [7])
      try makeFile(folder + "/inner/secret", [7])
      try makeFile(folder + "/in/open", [1])
      try FileManager.default.createSymbolicLink(atPath: folder + "/in/link", withDestinationPath: folder + "/out")
      try FileManager.default.createSymbolicLink(atPath: folder + "/in/none", withDestinationPath: folder + "/out/new")
      let host = host(FileAccess(folder: folder + "/in", readable: [folder + "/in"], writable: [folder + "/in/sub"]))
      #expect(try host.readFile("open") == [1])
      #expect(try host.readFile("sub/../open") == [1])
      for path in ["../out/secret", folder + "/out/secret", "link/secret", "../inner/secret", "/etc/passwd"] {
        #expect(throws: FileError.self) { try host.readFile(path) }
      }
      #expect(throws: FileError.self) { try host.names(inFolder: "..") }
      try host.writeFile("sub/new", [2])
      #expect(try host.readFile("sub/new") == [2])
      for path in [
        "new", "../out/new", "link/new", "none", "sub/../new", "sub/..", "missing/new", "", "sub/x\u{0}.json",
      ] {
        #expect(throws: FileError.self) { try host.writeFile(path, [2]) }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/out") == ["secret"])
    }
  }

  @Test func aWorkFolderTakesWhatIsWrittenAndVanishes() throws {
    try withFolder { folder in
      try makeFile(folder + "/given", [1])
      var host: StandardHost? = host(
        FileAccess(folder: folder, readable: [folder], writable: [], work: TemporaryFolder()))
      #expect(try host?.readFile("given") == [1])
      try host?.writeFile("given", [2])
      try host?.writeFile("made", [3])
      #expect(try host?.readFile("given") == [2])
      #expect(try host?.names(inFolder: ".") == ["given", "made"])
      let work = try #require(try host?.readablePath("made").dropLast("/made".count))
      #expect(try host?.readFile(work + "/made") == [3])
      for path in ["../out", folder + "/out", "missing/out", "/tmp/out"] {
        #expect(throws: FileError.self) { try host?.writeFile(path, [4]) }
      }
      #expect(throws: FileError.self) { try host?.readFile("..") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["given"])
      host = nil
      #expect(!FileManager.default.fileExists(atPath: String(work)))
    }
  }

  /// A path below a test folder, what is said about it.
  @Test(arguments: [
    ("missing", "does not exist"), (".", "is a folder"), ("", "is no file name"), ("a\u{0}b", "is no file name"),
    ("/dev/zero", "is no ordinary file"),
  ])
  func problems(path: String, reason: String) throws {
    try withFolder { folder in
      let host = host(FileAccess(folder: folder))
      let error = try #require(throws: FileError.self) { try host.readFile(path) }
      #expect(error.reason == reason)
      #expect(error.path == path)
    }
  }

  @Test func aFailedWriteLeavesNothing() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/a", withIntermediateDirectories: true)
      let host = host(FileAccess(folder: folder))
      for path in ["a", "b/c"] {
        #expect(throws: FileError.self) { try host.writeFile(path, [1]) }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
    }
  }

  @Test func processorSecondsGrow() throws {
    let host = StandardHost(environment: [:], isQuiet: true)
    let before = try #require(host.processorSeconds())
    var sum = 0.0
    while try #require(host.processorSeconds()) < before + 0.01 { sum += sum.squareRoot() + 1 }
    #expect(sum > 0)
  }
}
