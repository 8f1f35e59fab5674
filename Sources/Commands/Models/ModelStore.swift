import Formats
import Models
import Platform
import Script
import Synchronization

/// The folder of models on this machine, and the models of it that have been opened.
///
/// Opened models stay open and are shared by all sessions: they never change.
package final class ModelStore: Sendable {
  /// Where models are kept, and where `fetch` puts them.
  package let folder: String
  /// Where models that come with Primer are: the folders of data sets.
  private let shippedFolders: [String]
  /// The models that `fetch` can get.
  package let known: [KnownModel]
  private let opened = Mutex<[[FileIdentity]: LanguageModel]>([:])

  /// The model that commands use until another is chosen, if it is there.
  package static let standard = "pocket"

  /// A store in a folder, which need not exist yet, with the models that come with Primer.
  package init(folder: String, shipped: [String] = [], known: [KnownModel] = KnownModel.all) {
    self.folder = folder
    shippedFolders = shipped
    self.known = known
  }

  /// The folder of a user's models: `models` in `PRIMER_HOME`, else in the XDG data folder.
  package static func folder(environment: [String: String]) -> String {
    if let home = environment["PRIMER_HOME"], !home.isEmpty { return home + "/models" }
    return (BaseFolder.data.path(environment: environment) ?? ".local/share/primer") + "/models"
  }

  /// Where a fetched model called `name` is put.
  func path(of name: String) -> String { "\(folder)/\(name)\(Self.fileExtension)" }

  /// Where the model called `name` is, the user's own before those that come with Primer; nil when there is none.
  func existingPath(of name: String, _ host: any Host) -> String? {
    let folder = ([folder] + shippedFolders).first { names(inFolder: $0, host).contains(name) }
    return folder.map { "\($0)/\(name)\(Self.fileExtension)" }
  }

  /// The names of the models that are on this machine.
  package func names(_ host: any Host) -> [String] {
    Set(([folder] + shippedFolders).flatMap { names(inFolder: $0, host) }).sorted()
  }

  private func names(inFolder folder: String, _ host: any Host) -> [String] {
    // A folder that is not there holds no models.
    let files = (try? host.names(inFolder: folder)) ?? []
    return files.filter { $0.hasSuffix(Self.fileExtension) }.map { String($0.dropLast(Self.fileExtension.count)) }
  }

  /// The names that `use` knows: those of the models that can be fetched, and of the others in the store.
  func allNames(_ host: any Host) -> [String] {
    known.map(\.name) + names(host).filter { name in !known.contains { $0.name == name } }
  }

  /// The model called `name`, or in the file or folder `name` when that has a `/` or ends in `.gguf`.
  /// Throws `ModelStoreError`.
  package func model(_ name: String, _ host: any Host) throws -> ModelObject {
    let path = try path(namedBy: name, host)
    let isPath = Self.isPath(name)
    let shownName = isPath ? Self.name(ofFile: name) : name
    do {
      let folder = isPath ? try ModelFolderFiles(path: path, shownAs: name, host) : nil
      // A folder is another model as soon as one of its files is another.
      let identity = try (folder?.all ?? [path]).map { try FileIdentity(path: $0) }
      let model = try opened.withLock { opened in
        if let model = opened[identity] { return model }
        let model =
          if let folder {
            try LanguageModel(name: shownName, folder: ModelFolder(path: path, names: folder.names))
          } else { try LanguageModel(name: shownName, path: path) }
        opened[identity] = model
        return model
      }
      let bytes = identity.prefix(folder?.weights.count ?? 1).reduce(0) { $0 + $1.size }
      let licence = isPath ? nil : known.first { $0.name == name }?.licence.name
      return ModelObject(
        name: shownName, model: model, bytes: bytes, licence: licence ?? model.licence)
    } catch let error as FileError {
      throw ModelStoreError("\(error)")
    } catch let error as ModelStoreError {
      throw error
    } catch FormatError.file(let error) {
      throw ModelStoreError("\(error)")
    } catch let error as FormatError {
      throw ModelStoreError("`\(name)` is no model that can be used: \(error)")
    } catch {
      throw ModelStoreError("`\(name)` is no model that can be used: \(error)")
    }
  }

  private static let fileExtension = ".gguf"

  private static func isPath(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(fileExtension) }

  /// The path of the file that is meant. Throws `ModelStoreError`, and the host's error.
  private func path(namedBy name: String, _ host: any Host) throws -> String {
    if name.hasSuffix(".safetensors") {
      throw ModelStoreError(
        "`\(name)` holds weights alone", suggestion: "name the folder that has its config.json, too: use ./folder")
    }
    if Self.isPath(name) { return try host.readablePath(name) }
    guard let path = existingPath(of: name, host) else { throw missing(name, host) }
    return try host.readablePath(path)
  }

  private func missing(_ name: String, _ host: any Host) -> ModelStoreError {
    if known.contains(where: { $0.name == name }) {
      return ModelStoreError("`\(name)` is not on this machine", suggestion: "run `fetch \(name)`")
    }
    return ModelStoreError(
      "there is no model `\(name)`",
      suggestion: didYouMean(name, among: allNames(host))
        ?? "`models` lists them; a file is named by its path: ./\(name).gguf")
  }

  /// `some/tiny.gguf` is called `tiny`.
  private static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(fileExtension) ? String(file.dropLast(fileExtension.count)) : file
  }
}

/// Why there is no model to use: one sentence without a full stop, and what to do about it.
package struct ModelStoreError: Error, CustomStringConvertible {
  package let message: String
  package let suggestion: String?

  /// Both on one line.
  package var description: String { message + (suggestion.map { ": \($0)" } ?? "") }

  init(_ message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}
