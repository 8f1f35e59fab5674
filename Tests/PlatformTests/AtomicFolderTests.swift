import Foundation
import TestSupport
import Testing

@testable import Platform

struct AtomicFolderTests {
  private let temporary: TestFolder
  private var path: String { "\(temporary.path)/out" }

  init() throws { temporary = try TestFolder() }

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

  /// A private folder and a private file in it stay private.
  @Test func keepsPermissions() throws {
    try save(1, to: path)
    try #require(chmod(path, 0o700) == 0 && chmod(path + "/a", 0o600) == 0)
    let folder = try AtomicFolder(replacing: path, with: ["a", "b"])
    let half = try #require(try temporary.names().first { $0 != "out" })
    let file = try folder.file("a")
    #expect(try temporary.mode(of: half) == 0o700)
    #expect(try temporary.mode(of: half + "/" + #require(try temporary.names(in: half).first)) == 0o600)
    try file.commit()
    try folder.file("b").commit()
    try folder.commit()
    #expect(try temporary.mode(of: "out") == 0o700 && temporary.mode(of: "out/a") == 0o600)
    #expect(try temporary.mode(of: "out/b") == 0o644)
  }

  /// What a killed process left goes, unless something is in it that is not ours.
  @Test func leftoversAreRemoved() throws {
    let (ours, other) = (".out.\(Int32.max)-0", ".out.\(Int32.max)-1")
    for name in [ours, other] {
      try temporary.makeFolder(name)
      try temporary.makeFile(name + "/a")
      try temporary.makeFile("\(name)/.b.\(Int32.max)-0")
    }
    try temporary.makeFile(other + "/notes.txt")
    try save(1, to: path)
    #expect(try temporary.names() == [other, "out"] && temporary.names(in: other) == ["notes.txt"])
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
    let error = #expect(throws: FileError.self) { try save(2, to: path) }
    #expect(error?.description == "`\(path)` can't be replaced: the folder also holds `notes.txt`, which would be lost")
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
    var error = #expect(throws: FileError.self) { try save(2, to: path) }
    #expect(error?.description == "`\(path)` can't be replaced: it is no folder")
    error = #expect(throws: FileError.self) { try save(2, to: "\(path)-none/x") }
    #expect(error?.description == "`\(path)-none/x` can't be written: its folder does not exist")
    error = #expect(throws: FileError.self) { try save(2, to: "") }
    #expect(error?.description == "`` can't be replaced: its folder does not exist")
    error = #expect(throws: FileError.self) { try save(2, to: ".") }
    #expect(error?.description.contains("the folder you are in") == true)
    #expect(try temporary.names() == ["out"])
  }
}
