import Foundation

/// A new folder that goes away with this object.
package final class TestFolder: Sendable {
  package let path = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appendingPathComponent("primer-\(UUID().uuidString)").path

  package init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The names in it, or in a folder inside it.
  package func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }

  package func contents(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
  }

  /// The permissions of a file or folder.
  package func mode(of name: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int ?? -1
  }

  package func makeFile(_ name: String, _ bytes: [UInt8] = [], mode: Int = 0o644) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
  }

  package func makeLink(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  package func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: false)
  }
}

/// Gives the path of a folder of its own for a test, gone afterwards.
package func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = try TestFolder()
  return try withExtendedLifetime(folder) { try body(folder.path) }
}

/// Creates a file of bytes.
package func makeFile(_ path: String, _ bytes: [UInt8] = []) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

/// Creates a file of text.
package func makeFile(_ path: String, _ text: String) throws {
  try makeFile(path, Array(text.utf8))
}
