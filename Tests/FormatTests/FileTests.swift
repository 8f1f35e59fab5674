import Foundation
import Testing

@testable import Formats

/// Reading and writing in a folder that each test has for itself.
struct FileTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }
  private var path: String { "\(folder)/file" }

  init() throws { temporary = try TemporaryFolder() }

  /// Small files are read and large ones mapped, with the same content.
  @Test(arguments: [0, 1, 4096, MappedFile.mappedFrom - 1, MappedFile.mappedFrom, MappedFile.mappedFrom + 4097])
  func content(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    try AtomicFile.save(bytes, to: path)
    let file = try MappedFile(path: path)
    #expect(file.bytes.elementsEqual(bytes))
    #expect(throws: Never.self) { try file.checkUnchanged() }
  }

  @Test(arguments: [100, MappedFile.mappedFrom])
  func changedSize(size: Int) throws {
    try AtomicFile.save(Array(repeating: 7, count: size), to: path)
    let file = try MappedFile(path: path)
    try #require(truncate(path, off_t(size / 2)) == 0)
    #expect(throws: FormatError.changed(path: path)) { try file.checkUnchanged() }
  }

  @Test func noFile() {
    let error = #expect(throws: FormatError.self) { try MappedFile(path: path) }
    #expect(error?.description == "can't open \(path): No such file or directory")
  }

  @Test func notAFile() throws {
    #expect(throws: FormatError.system(action: "read", path: folder, reason: "it is not a regular file")) {
      try MappedFile(path: folder)
    }
    // A pipe that nobody writes to must not make us wait.
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: FormatError.self) { try MappedFile(path: path) }
  }

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
    let error = #expect(throws: FormatError.self) { try AtomicFile.save([1], to: "\(folder)/none/file") }
    #expect(error?.description == "can't write \(folder)/none/file: No such file or directory")
  }

  @Test func placeTaken() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: FormatError.self) { try AtomicFile.save([1], to: path) }
    #expect(error?.description.hasPrefix("can't write \(path): ") == true)
    #expect(try temporary.names() == ["file"])
  }
}
