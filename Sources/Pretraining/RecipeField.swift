import Formats
import Tailoring

/// A value in a recipe with its place, so that every complaint names it.
struct RecipeField {
  let place: String
  let value: JSONValue?

  func error(_ problem: String) -> PretrainingError {
    PretrainingError(.recipe(place: place, problem: problem))
  }

  private func present() throws(PretrainingError) -> JSONValue {
    guard let value else { throw error("is missing") }
    return value
  }

  private func wanted(_ kind: String) throws(PretrainingError) -> PretrainingError {
    error("is \(try present().kind), but should be \(kind)")
  }

  func text() throws(PretrainingError) -> String {
    guard let text = try present().text, !text.isEmpty else { throw try wanted("a text") }
    return text
  }

  func integer(_ range: ClosedRange<Int>, default standard: Int? = nil) throws(PretrainingError) -> Int {
    if value == nil, let standard { return standard }
    guard let number = try present().integer else { throw try wanted("a whole number") }
    guard range.contains(number) else {
      throw error("is \(number), but should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func boolean(default standard: Bool) throws(PretrainingError) -> Bool {
    guard value != nil else { return standard }
    guard let boolean = try present().boolean else { throw try wanted("true or false") }
    return boolean
  }

  func number(_ range: ClosedRange<Double>, default standard: Double? = nil) throws(PretrainingError) -> Double {
    if value == nil, let standard { return standard }
    guard let number = try present().number else { throw try wanted("a number") }
    guard range.contains(number) else {
      throw error("is \(number), but should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The elements of an array; none where there is no array.
  func elements() throws(PretrainingError) -> [RecipeField] {
    guard value != nil else { return [] }
    guard let array = try present().array else { throw try wanted("an array") }
    return array.enumerated().map { RecipeField(place: "\(place)[\($0.offset)]", value: $0.element) }
  }

  func texts() throws(PretrainingError) -> [String] {
    var texts: [String] = []
    for element in try elements() { texts.append(try element.text()) }
    return texts
  }

  /// Two whole numbers, the first no larger than the second.
  func range(_ limits: ClosedRange<Int>, default standard: ClosedRange<Int>) throws(PretrainingError) -> ClosedRange<
    Int
  > {
    guard value != nil else { return standard }
    let elements = try elements()
    guard elements.count == 2 else { throw error("should be two whole numbers") }
    let (low, high) = (try elements[0].integer(limits), try elements[1].integer(limits))
    guard low <= high else { throw error("ends before it begins") }
    return low...high
  }

  /// The members of an object, whose keys are among `keys`.
  func object(_ keys: [String]) throws(PretrainingError) -> RecipeObject {
    guard let object = try present().object else { throw try wanted("an object") }
    if let stranger = object.members.first(where: { !keys.contains($0.key) })?.key {
      throw error("has a key \"\(stranger)\", but only \(keys.joined(separator: ", ")) mean something")
    }
    return RecipeObject(place: place, object: object)
  }
}

/// An object in a recipe with its place.
struct RecipeObject {
  let place: String
  let object: JSONObject

  subscript(key: String) -> RecipeField {
    RecipeField(place: place.isEmpty ? key : "\(place).\(key)", value: object[key])
  }
}

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
