import Pretraining
import Script

/// Finds recipes: by the name of one that comes with Primer, or by the path of a file.
package struct RecipeFinder {
  let folders: [String]

  package init(folders: [String]) { self.folders = folders }

  /// A recipe's file, a name being that of a file beside the data sets.
  private func path(_ name: String, _ host: any Host) -> String {
    if name.contains("/") || name.hasSuffix(".json") { return name }
    let paths = folders.map { "\($0)/\(name).json" }
    return paths.first { (try? host.readablePath($0)) != nil } ?? name
  }

  /// Reads a recipe and the data sets beside it. Throws what `Recipe.init` and the host throw.
  package func recipe(_ name: String, _ host: any Host) throws -> Recipe {
    let path = path(name, host)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return try Recipe(try host.readFile(path)) { try host.readFile(folder + $0) }
  }
}
