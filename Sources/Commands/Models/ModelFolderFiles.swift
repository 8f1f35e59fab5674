import Formats
import Script

/// The files of a folder of transformers, each of which may be read.
struct ModelFolderFiles {
  /// The names of all files in it.
  let names: [String]
  /// The real paths of those that hold weights.
  let weights: [String]
  /// Those of all that the model is made of, the weights first.
  let all: [String]

  /// The files of the folder at a real path, or `nil` where there is no folder. Throws `ModelStoreError` for a folder of
  /// something else, and the host's error for a file that may not be read.
  init?(path: String, shownAs shown: String, _ host: any Host) throws {
    guard let names = try? host.names(inFolder: path) else { return nil }
    guard names.contains(ModelFolder.configurationName) else {
      if names.contains("adapter_config.json") {
        throw ModelStoreError("the folder `\(shown)` holds an adapter, and no model", suggestion: "load \(shown)")
      }
      throw ModelStoreError("the folder `\(shown)` holds no model: it has no \(ModelFolder.configurationName)")
    }
    self.names = names
    weights = try ModelFolder.weightNames(path, names).map { try host.readablePath("\(path)/\($0)") }
    let others = [ModelFolder.configurationName, ModelFolder.indexName] + ModelFolder.tokenizerNames
    all = weights + (try others.filter(names.contains).map { try host.readablePath("\(path)/\($0)") })
  }
}
