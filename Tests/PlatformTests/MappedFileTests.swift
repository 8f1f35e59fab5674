import Foundation
import Platform
import TestSupport
import Testing

struct MappedFileTests {
  private let temporary: TestFolder
  private var folder: String { temporary.path }
  private var path: String { "\(folder)/file" }

  init() throws { temporary = try TestFolder() }

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
    #expect(throws: FileError.self) { try file.checkUnchanged() }
  }

  @Test func noFile() {
    let error = #expect(throws: FileError.self) { try MappedFile(path: path) }
    #expect(error?.description == "`\(path)` does not exist")
  }

  @Test func notAFile() throws {
    #expect(throws: FileError(folder, "is a folder")) {
      try MappedFile(path: folder)
    }
    // A pipe that nobody writes to must not make us wait.
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: FileError.self) { try MappedFile(path: path) }
  }
}
