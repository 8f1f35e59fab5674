import Foundation
import Platform
import TestSupport
import Testing

/// In the folder that the tests' `TMPDIR`, if any, names.
struct TemporaryFolderTests {
  @Test func isPrivateAndVanishes() throws {
    var folder: TemporaryFolder? = TemporaryFolder()
    #expect(folder?.existingPath == nil)
    let path = try #require(try folder?.path())
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
    try Data([1]).write(to: URL(fileURLWithPath: path + "/file"))
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// What killed processes left goes; what lives, and what only looks like it, stays.
  @Test func leftoversAreRemoved() throws {
    let first = TemporaryFolder()
    let parent = try first.path().split(separator: "/").dropLast().map { "/" + $0 }.joined()
    let mark = String(UUID().uuidString.prefix(5))
    let gone = "\(parent)/primer-\(Int32.max)-\(mark)a"
    let kept = [
      "\(parent)/primer-\(getpid())-\(mark)b", "\(parent)/primer-\(Int32.max)-\(mark)-c", "\(parent)/primer-x-\(mark)d",
    ]
    defer { for path in kept { try? FileManager.default.removeItem(atPath: path) } }
    for path in [gone] + kept {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let second = TemporaryFolder()
    _ = try second.path()
    #expect(!FileManager.default.fileExists(atPath: gone))
    #expect(try FileManager.default.fileExists(atPath: first.path()))
    #expect(kept.allSatisfy { FileManager.default.fileExists(atPath: $0) })
  }
}
