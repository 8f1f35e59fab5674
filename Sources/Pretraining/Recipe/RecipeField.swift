import Formats

/// A value in a recipe with its place, so that every complaint names it.
struct RecipeField {
  let place: String
  let value: JSONValue?

  func error(_ problem: String) -> RecipeError { RecipeError(place: place, problem: problem) }

  private func present() throws(RecipeError) -> JSONValue {
    guard let value else { throw error("is missing") }
    return value
  }

  private func wanted(_ kind: String) throws(RecipeError) -> RecipeError {
    error("is \(try present().kind), but should be \(kind)")
  }

  func text() throws(RecipeError) -> String {
    guard let text = try present().text, !text.isEmpty else { throw try wanted("a text") }
    return text
  }

  func integer(_ range: ClosedRange<Int>, default standard: Int? = nil) throws(RecipeError) -> Int {
    if value == nil, let standard { return standard }
    guard let number = try present().integer else { throw try wanted("a whole number") }
    guard range.contains(number) else {
      throw error("is \(number), but should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func boolean(default standard: Bool) throws(RecipeError) -> Bool {
    guard value != nil else { return standard }
    guard let boolean = try present().boolean else { throw try wanted("true or false") }
    return boolean
  }

  func number(_ range: ClosedRange<Double>, default standard: Double? = nil) throws(RecipeError) -> Double {
    if value == nil, let standard { return standard }
    guard let number = try present().number else { throw try wanted("a number") }
    guard range.contains(number) else {
      throw error("is \(number), but should be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The elements of an array; none where there is no array.
  func elements() throws(RecipeError) -> [RecipeField] {
    guard value != nil else { return [] }
    guard let array = try present().array else { throw try wanted("an array") }
    return array.enumerated().map { RecipeField(place: "\(place)[\($0.offset)]", value: $0.element) }
  }

  func texts() throws(RecipeError) -> [String] {
    var texts: [String] = []
    for element in try elements() { texts.append(try element.text()) }
    return texts
  }

  /// Two whole numbers, the first no larger than the second.
  func range(_ limits: ClosedRange<Int>, default standard: ClosedRange<Int>) throws(RecipeError) -> ClosedRange<Int> {
    guard value != nil else { return standard }
    let elements = try elements()
    guard elements.count == 2 else { throw error("should be two whole numbers") }
    let (low, high) = (try elements[0].integer(limits), try elements[1].integer(limits))
    guard low <= high else { throw error("ends before it begins") }
    return low...high
  }

  /// The members of an object, whose keys are among `keys`.
  func object(_ keys: [String]) throws(RecipeError) -> RecipeObject {
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
