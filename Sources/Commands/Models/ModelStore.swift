import Formats
import Models
import Script
import Synchronization

/// The folder of models on this machine, and the models of it that have been opened.
///
/// Opened models stay open and are shared by all sessions: they never change.
package final class ModelStore: Sendable {
  /// Where models are kept, and where `fetch` puts them.
  package let folder: String
  /// The models that `fetch` can get.
  package let known: [KnownModel]
  private let opened = Mutex<[FileIdentity: LanguageModel]>([:])

  /// A store in a folder, which need not exist yet.
  package init(folder: String, known: [KnownModel] = KnownModel.all) {
    self.folder = folder
    self.known = known
  }

  /// The folder of a user's models: `models` in `PRIMER_HOME`, else in `primer` in the XDG data folder (XDG Base Directory
  /// Specification 0.8, which has relative paths ignored).
  package static func folder(environment: [String: String]) -> String {
    if let home = environment["PRIMER_HOME"], !home.isEmpty { return home + "/models" }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/primer/models" }
    return (environment["HOME"] ?? ".") + "/.local/share/primer/models"
  }

  /// The models that the store holds: the names of their files.
  func fileNames(_ host: any Host) -> [String] {
    // A folder that is not there holds no models.
    ((try? host.names(inFolder: folder)) ?? []).filter { $0.hasSuffix(Self.fileExtension) }.sorted()
  }

  /// What `use` can take: the known models, and the others in the store by their file's name without the extension.
  func names(_ host: any Host) -> [String] {
    let others = fileNames(host).filter { name in !known.contains { $0.fileName == name } }
    return known.map(\.name) + others.map { String($0.dropLast(Self.fileExtension.count)) }
  }

  /// The model called `name`, or in the file `name` when that has a `/` or ends in `.gguf`.
  /// Throws `ModelStoreError`.
  func model(_ name: String, _ host: any Host) throws -> ModelObject {
    let file = try file(of: name, host)
    let shownName = file.known?.name ?? Self.name(ofFile: name)
    do {
      let identity = try FileIdentity(path: file.path)
      let model = try opened.withLock { opened in
        if let model = opened[identity] { return model }
        let model = try LanguageModel(name: shownName, path: file.path)
        opened[identity] = model
        return model
      }
      return ModelObject(name: shownName, model: model, bytes: identity.size, licence: file.known?.licence.name)
    } catch let error as FormatError {
      if case .system = error { throw ModelStoreError("\(error)") }
      throw ModelStoreError("`\(name)` is no model that can be used: \(error)")
    } catch {
      throw ModelStoreError("`\(name)` is no model that can be used: \(error)")
    }
  }

  private static let fileExtension = ".gguf"

  private func file(of name: String, _ host: any Host) throws -> (path: String, known: KnownModel?) {
    if name.contains("/") || name.hasSuffix(Self.fileExtension) {
      return (try host.readablePath(name), known.first { $0.fileName == name.split(separator: "/").last.map(String.init) })
    }
    let known = known.first { $0.name == name }
    let fileName = known?.fileName ?? name + Self.fileExtension
    guard fileNames(host).contains(fileName) else { throw missing(name, isKnown: known != nil, host) }
    return (try host.readablePath(folder + "/" + fileName), known)
  }

  private func missing(_ name: String, isKnown: Bool, _ host: any Host) -> ModelStoreError {
    if isKnown { return ModelStoreError("`\(name)` is not on this machine", suggestion: "run `fetch \(name)`") }
    return ModelStoreError(
      "there is no model `\(name)`",
      suggestion: didYouMean(name, among: names(host))
        ?? "`models` lists them; a file is named by its path: ./\(name).gguf")
  }

  /// `some/tiny.gguf` is called `tiny`.
  private static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(fileExtension) ? String(file.dropLast(fileExtension.count)) : file
  }
}

/// Why there is no model to use.
struct ModelStoreError: Error {
  let message: String
  let suggestion: String?

  init(_ message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}
