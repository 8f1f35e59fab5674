import Foundation
import TestSupport
import Testing

@testable import Platform

/// Writing in a folder that each test has for itself.
struct AtomicFileTests {
  private let temporary: TestFolder
  private var folder: String { temporary.path }
  private var path: String { "\(folder)/file" }

  init() throws { temporary = try TestFolder() }

  @Test func replaces() throws {
    try AtomicFile.save([1, 2, 3], to: path)
    try AtomicFile.save([4], to: path)
    #expect(try temporary.contents(of: "file") == [4])
    #expect(try temporary.names() == ["file"])
  }

  /// What is there stays until all is written, and stays for good if it never is.
  @Test func unfinished() throws {
    try AtomicFile.save([1], to: path)
    do {
      let file = try AtomicFile(replacing: path)
      try file.write([2, 3])
      #expect(try temporary.contents(of: "file") == [1])
      #expect(try temporary.names().count == 2)
    }
    #expect(try temporary.contents(of: "file") == [1])
    #expect(try temporary.names() == ["file"])
  }

  /// Two that write the same file at once don't mix.
  @Test func twoWriters() throws {
    let first = try AtomicFile(replacing: path)
    let second = try AtomicFile(replacing: path)
    try first.write([1])
    try second.write([2])
    try first.commit()
    #expect(try temporary.contents(of: "file") == [1])
    try second.commit()
    #expect(try temporary.contents(of: "file") == [2])
    #expect(try temporary.names() == ["file"])
  }

  @Test func noFolder() {
    let error = #expect(throws: FileError.self) { try AtomicFile.save([1], to: "\(folder)/none/file") }
    #expect(error?.description == "`\(folder)/none/file` can't be written: its folder does not exist")
  }

  @Test func placeTaken() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: FileError.self) { try AtomicFile.save([1], to: path) }
    #expect(error?.description == "`\(path)` is a folder")
    #expect(try temporary.names() == ["file"])
  }

  // MARK: Permissions

  /// Who could read the old file can read the new one, and nobody else at any moment.
  @Test(arguments: [0o600, 0o640, 0o644, 0o666, 0o400])
  func keepsPermissions(mode: Int) throws {
    try temporary.makeFile("file", [1], mode: mode)
    let file = try AtomicFile(replacing: path)
    let half = try #require(try temporary.names().first { $0 != "file" })
    #expect(try temporary.mode(of: half) == mode)
    try file.write([2])
    try file.commit()
    #expect(try temporary.mode(of: "file") == mode && temporary.contents(of: "file") == [2])
  }

  @Test func newFilesHaveUsualPermissions() throws {
    let mask = umask(0)
    umask(mask)
    try AtomicFile.save([1], to: path)
    #expect(try temporary.mode(of: "file") == 0o666 & ~Int(mask))
  }

  // MARK: Links

  /// A link at the path is replaced; what it leads to is not touched.
  @Test func replacesLinks() throws {
    try temporary.makeFile("other", [7], mode: 0o600)
    try temporary.makeLink("file", to: "other")
    try AtomicFile.save([1], to: path)
    #expect(try temporary.contents(of: "other") == [7] && temporary.contents(of: "file") == [1])
    #expect(try temporary.mode(of: "file") == 0o600)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeRegular)
  }

  /// Nothing that lies at a temporary name is written to: another name is taken.
  @Test func temporaryNamesAreExclusive() throws {
    try temporary.makeFile("victim", [7])
    var tried: [String] = []
    let made = try #require(TemporaryName(for: path)).create { name in
      tried.append(name)
      if tried.count == 1 { try? temporary.makeLink(String(name.dropFirst(folder.count + 1)), to: "victim") }
      return openDescriptor(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    }
    close(try #require(made).result)
    #expect(Set(tried).count == 2 && made?.path == tried[1])
    #expect(try temporary.contents(of: "victim") == [7])
  }

  /// The names that were predictable once.
  @Test func plantedLinksAreNotFollowed() throws {
    try temporary.makeFile("victim", [7])
    for name in ["file.\(getpid()).partial", ".file.\(getpid())-0", ".file.\(getpid())-1"] {
      try temporary.makeLink(name, to: "victim")
    }
    try AtomicFile.save([1], to: path)
    #expect(try temporary.contents(of: "victim") == [7] && temporary.contents(of: "file") == [1])
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeRegular)
  }

  // MARK: What is left

  /// No process has this number.
  private let gone = Int32.max

  /// What killed processes left of the same file is removed; what others write, and other files, stay.
  @Test func leftoversAreRemoved() throws {
    for name in [".file.\(gone)-0", ".file.\(gone)-ffffffffffffffff"] { try temporary.makeFile(name, mode: 0o600) }
    let kept = [
      ".file.\(getpid())-0", ".file.\(gone)", ".file.\(gone)-0-old", ".file.x-0", ".other.\(gone)-0", ".file.0-0",
    ]
    for name in kept { try temporary.makeFile(name) }
    try AtomicFile.save([1], to: path)
    #expect(try temporary.names() == (kept + ["file"]).sorted())
  }

  /// A process of another machine or container has a number that means nothing here, but a lock.
  @Test func lockedLeftoversStay() throws {
    let name = ".file.\(gone)-0"
    try temporary.makeFile(name)
    let descriptor = open("\(folder)/\(name)", O_RDONLY)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    try AtomicFile.save([1], to: path)
    #expect(try temporary.names() == [name, "file"])
  }

  // MARK: What can't be written

  @Test(arguments: ["", "a/", "..", "a\u{0}b"])
  func namesThatAreNone(name: String) {
    #expect(throws: FileError.self) { try AtomicFile.save([1], to: "\(folder)/\(name)") }
    #expect(try! temporary.names().isEmpty)
  }

  /// Nothing but files is replaced.
  @Test func devicesStay() throws {
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: FileError(path, "is no ordinary file")) { try AtomicFile.save([1], to: path) }
    #expect(throws: FileError("/dev/null", "is no ordinary file")) { try AtomicFile.save([1], to: "/dev/null") }
    #expect(try temporary.names() == ["file"])
  }

  @Test func longNames() throws {
    let name = String(repeating: "ü", count: 127)
    try AtomicFile.save([1], to: "\(folder)/\(name)")
    #expect(try temporary.names() == [name])
  }
}
