import Foundation
import Testing

@testable import Formats

struct AtomicFolderTests {
  private let temporary: TemporaryFolder
  private var path: String { "\(temporary.path)/out" }

  init() throws { temporary = try TemporaryFolder() }

  private func save(_ content: UInt8, to path: String, names: [String] = ["a", "b"]) throws {
    let folder = try AtomicFolder(replacing: path, with: names)
    for name in names {
      let file = try folder.file(name)
      try file.write([content])
      try file.commit()
    }
    try folder.commit()
  }

  @Test(arguments: ["", "/", "//"])
  func creates(_ slashes: String) throws {
    try save(1, to: path + slashes)
    #expect(try temporary.names() == ["out"] && temporary.names(in: "out") == ["a", "b"])
  }

  @Test func replaces() throws {
    try save(1, to: path)
    try save(2, to: path)
    #expect(try temporary.names() == ["out"] && temporary.names(in: "out") == ["a", "b"])
    #expect(try temporary.contents(of: "out/a") == [2] && temporary.contents(of: "out/b") == [2])
  }

  /// A file that the new folder does not have goes with the old folder, if it was announced.
  @Test func replacesFewer() throws {
    try save(1, to: path)
    let folder = try AtomicFolder(replacing: path, with: ["a", "b"])
    try folder.file("a").commit()
    try folder.commit()
    #expect(try temporary.names() == ["out"] && temporary.names(in: "out") == ["a"])
  }

  @Test func replacesEmpty() throws {
    try temporary.makeFolder("out")
    try save(1, to: path)
    #expect(try temporary.contents(of: "out/a") == [1])
  }

  @Test func followsLink() throws {
    try save(1, to: "\(temporary.path)/real")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real")
    try save(2, to: path)
    #expect(try temporary.contents(of: "real/a") == [2] && temporary.names() == ["out", "real"])
  }

  /// Until it is committed, and when it never is, what was there stays.
  @Test func unfinished() throws {
    try save(1, to: path)
    do {
      let folder = try AtomicFolder(replacing: path, with: ["a", "b"])
      let file = try folder.file("a")
      try file.write([2])
      try file.commit()
      _ = try folder.file("b")
      #expect(try temporary.contents(of: "out/a") == [1] && temporary.names().count == 2)
    }
    #expect(try temporary.contents(of: "out/a") == [1] && temporary.names() == ["out"])
  }

  /// How it is done where the system can't let two folders change places.
  @Test func exchangesInSteps() throws {
    try save(1, to: path)
    try save(2, to: "\(temporary.path)/new")
    #expect(exchangeInSteps("\(temporary.path)/new", path))
    #expect(try temporary.contents(of: "out/a") == [2] && temporary.contents(of: "new/a") == [1])
    #expect(!exchangeInSteps("\(temporary.path)/none", path))
    #expect(try temporary.contents(of: "out/a") == [2] && temporary.names() == ["new", "out"])
  }

  /// Nothing that is not ours is lost.
  @Test func keepsOtherFiles() throws {
    try save(1, to: path)
    try AtomicFile.save([9], to: "\(path)/notes.txt")
    let error = #expect(throws: FormatError.self) { try save(2, to: path) }
    #expect(error?.description == "can't replace \(path): the folder also holds 'notes.txt', which would be lost")
    #expect(try temporary.names(in: "out") == ["a", "b", "notes.txt"] && temporary.contents(of: "out/a") == [1])
    #expect(try temporary.names() == ["out"])
  }

  @Test func keepsFilesThatAppear() throws {
    try save(1, to: path)
    let folder = try AtomicFolder(replacing: path, with: ["a", "b"])
    try AtomicFile.save([9], to: "\(path)/notes.txt")
    var refused = false
    do { try folder.commit() } catch { refused = true }
    #expect(refused)
    #expect(try temporary.names() == ["out"] && temporary.contents(of: "out/notes.txt") == [9])
  }

  /// Two that save at once don't mix; the later one wins.
  @Test func twoWriters() throws {
    let first = try AtomicFolder(replacing: path, with: ["a"])
    let second = try AtomicFolder(replacing: path, with: ["a"])
    try first.file("a").commit()
    let file = try second.file("a")
    try file.write([2])
    try file.commit()
    try first.commit()
    try second.commit()
    #expect(try temporary.names() == ["out"] && temporary.contents(of: "out/a") == [2])
  }

  @Test func refuses() throws {
    try AtomicFile.save([1], to: path)
    var error = #expect(throws: FormatError.self) { try save(2, to: path) }
    #expect(error?.description == "can't replace \(path): Not a directory")
    error = #expect(throws: FormatError.self) { try save(2, to: "\(path)-none/x") }
    #expect(error?.description == "can't write \(path)-none/x: No such file or directory")
    error = #expect(throws: FormatError.self) { try save(2, to: "") }
    #expect(error?.description.contains("No such file") == true)
    error = #expect(throws: FormatError.self) { try save(2, to: ".") }
    #expect(error?.description.contains("the folder you are in") == true)
    #expect(try temporary.names() == ["out"])
  }
}

#if os(Linux)
  /// A file system of 64 KB in memory: only root may mount one.
  struct FullDiskTests {
    private static func mounting<Value>(
      at path: String, readOnly: Bool = false, _ body: () throws -> Value
    ) throws -> Value? {
      guard mount("tmpfs", path, "tmpfs", readOnly ? UInt(MS_RDONLY) : 0, "size=65536") == 0 else { return nil }
      defer { umount2(path, CInt(MNT_DETACH)) }
      return try body()
    }

    static let canMount: Bool = {
      guard let folder = try? TemporaryFolder() else { return false }
      return (try? mounting(at: folder.path) { true }) ?? false
    }()

    @Test(.enabled(if: canMount, "only root may mount a small disk"))
    func full() throws {
      let folder = try TemporaryFolder()
      let saved = adapter(width: 8)
      _ = try Self.mounting(at: folder.path) {
        let path = "\(folder.path)/adapter"
        try saved.save(to: path)
        let error = #expect(throws: FormatError.self) { try adapter(width: 100_000).save(to: path) }
        #expect(error?.description == "can't write \(path)/adapter_model.safetensors: No space left on device")
        #expect(try folder.names() == ["adapter"])
        #expect(try AdapterFolder(path: path) == saved)
      }
    }

    @Test(.enabled(if: canMount, "only root may mount a small disk"))
    func readOnly() throws {
      let folder = try TemporaryFolder()
      _ = try Self.mounting(at: folder.path, readOnly: true) {
        let error = #expect(throws: FormatError.self) { try adapter(width: 8).save(to: "\(folder.path)/adapter") }
        #expect(error?.description == "can't write \(folder.path)/adapter: Read-only file system")
      }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func noPermission() throws {
      let folder = try TemporaryFolder()
      try #require(chmod(folder.path, 0o555) == 0)
      defer { chmod(folder.path, 0o755) }
      let error = #expect(throws: FormatError.self) { try adapter(width: 8).save(to: "\(folder.path)/adapter") }
      #expect(error?.description == "can't write \(folder.path)/adapter: Permission denied")
    }

    private func adapter(width: Int) -> AdapterFolder {
      let values = [Float](repeating: 0.5, count: width)
      return AdapterFolder(method: .promptTuning(PromptRows(count: 1, width: width, values: values)))
    }
  }
#endif
