import Platform

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
/// A folder for what comes and goes while a model is fetched; it vanishes with the value.
struct WorkFolder: ~Copyable {
  let path: String

  /// Makes `.fetch-NAME-PID` in `folder`, and `folder` itself where it is missing. What a fetch of the same model
  /// left behind when it was killed is removed. Throws `ModelDownloadError.folder`.
  init(in folder: String, for name: String) throws(ModelDownloadError) {
    let prefix = ".fetch-\(name)-"
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where entry.hasPrefix(prefix) {
      guard let process = pid_t(entry.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: folder + "/" + entry)
    }
    path = try Self.made(folder + "/" + prefix + String(getpid()))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// An empty folder of this name inside. Throws `ModelDownloadError.folder`.
  func makeFolder(_ name: String) throws(ModelDownloadError) -> String {
    remove(path + "/" + name)
    return try Self.made(path + "/" + name)
  }

  private static func made(_ path: String) throws(ModelDownloadError) -> String {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .folder(path)
    }
    return path
  }

  /// The paths of all that is in a folder and in those inside it, in alphabetical order.
  static func entries(in folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { folder + "/" + $0 }
  }

  /// The size of all files in a folder.
  static func bytes(in folder: String) -> Int {
    entries(in: folder).reduce(0) { $0 + ((try? FileIdentity(path: $1).size) ?? 0) }
  }

  /// Takes an inner file or folder away.
  func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
