import Formats
import Tailoring

/// The files that a recipe names: each is read once, and all of them make the recipe what it is.
struct RecipeFiles {
  private let read: (String) throws -> [UInt8]
  private var contents: [String: [UInt8]] = [:]

  init(read: @escaping (String) throws -> [UInt8]) { self.read = read }

  /// The examples of a data set that pre-training may see: all, or where it has a column `pretraining`, those whose
  /// cell there is `seen`.
  mutating func examples(_ data: RecipeField, question: String, answer: String) throws -> Dataset {
    let name = try data.text()
    let bytes = try contents[name] ?? read(name)
    contents[name] = bytes
    let dataset: Dataset
    do {
      dataset = try Dataset(file: name, bytes: bytes, question: question, answer: answer)
    } catch {
      throw data.error("can't be used: \(error)")
    }
    guard let column = dataset.otherColumns.firstIndex(of: "pretraining") else { return dataset }
    let seen = dataset.with(dataset.examples.filter { $0.others[column] == "seen" })
    guard seen.count > 0 else { throw data.error("has no example whose column `pretraining` says `seen`") }
    return seen
  }

  /// SHA-256 of the recipe and all files read for it, by their names.
  func identity(with recipe: [UInt8]) -> String {
    var hash = SHA256()
    for bytes in [recipe] + contents.sorted(by: { $0.key < $1.key }).map(\.value) {
      bytes.withUnsafeBytes { hash.update($0) }
    }
    return hash.hexadecimal()
  }
}
