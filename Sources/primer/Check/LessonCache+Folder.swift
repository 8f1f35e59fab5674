import Checking
import Formats
import Platform
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How long known results are kept.
private let keptDays = 30.0

extension LessonCache {
  /// The cache in Primer's cache folder, from which what is old is removed; nil where there is no place for it.
  init?(_ world: World, _ options: LessonOptions) {
    guard let folder = BaseFolder.cache.path(environment: world.environment).map({ $0 + "/check" }),
      (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
      let program = ThisProcess.executablePath, let bytes = try? world.host().readFile(program)
    else { return nil }
    let oldest = Date(timeIntervalSinceNow: -keptDays * 86_400)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = folder + "/" + name
      let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      if let date, date < oldest { try? FileManager.default.removeItem(atPath: path) }
    }
    self.init(
      folder: folder, files: world.host(),
      surroundings: [checksum(bytes)] + options.arguments + [world.store.folder] + world.datasetFolders,
      checksum: checksum)
  }
}

/// The SHA-256 hash of bytes, in hexadecimal digits.
@Sendable func checksum(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update($0) }
  return hash.hexadecimal()
}
