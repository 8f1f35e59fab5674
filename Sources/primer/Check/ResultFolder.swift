import Foundation
import Lessons
import Platform
import Terminal

/// The folder of known results, in Primer's cache folder.
struct ResultFolder {
  let cache: LessonCache

  /// How long results are kept.
  private static let keptDays = 30.0

  /// Makes the folder and empties it of what is old; nil where there is no place for it.
  init?(_ world: World, _ options: LessonOptions) {
    guard let folder = BaseFolder.cache.path(environment: world.environment).map({ $0 + "/check" }),
      (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
      let program = Bundle.main.executablePath, let bytes = try? world.host().readFile(program)
    else { return nil }
    let oldest = Date(timeIntervalSinceNow: -Self.keptDays * 86_400)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = folder + "/" + name
      let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      if let date, date < oldest { try? FileManager.default.removeItem(atPath: path) }
    }
    cache = LessonCache(
      folder: folder, files: world.host(),
      surroundings: [checksum(bytes)] + options.arguments + [world.store.folder] + world.datasetFolders,
      checksum: checksum)
  }
}
