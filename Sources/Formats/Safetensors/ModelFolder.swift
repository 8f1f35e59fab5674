import Platform
package import Tensors

/// A folder of a model as transformers stores it: `config.json`, and the weights in `model.safetensors` or in several
/// files that `model.safetensors.index.json` lists. Beside them stand the documents of the tokenizer.
package struct ModelFolder: WeightFile {
  package let path: String
  /// The names of the files in it.
  package let names: [String]
  /// `config.json`.
  package let configuration: JSONObject
  package let tensorNames: [String]
  private let files: [SafetensorsFile]
  /// Which file a tensor is in.
  private let places: [String: Int]

  package static let configurationName = "config.json"
  package static let weightsName = "model.safetensors"
  package static let indexName = "model.safetensors.index.json"

  /// The tokenizer's documents.
  package static let tokenizerNames = [
    "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "generation_config.json",
  ]

  /// Opens a folder with all its files. Throws `FormatError`.
  package init(path: String) throws(FormatError) {
    let names: [String]
    do { names = try FileAccess(folder: path).names(inFolder: path) } catch { throw .file(error) }
    try self.init(path: path, names: names)
  }

  /// Opens a folder that has files of these names; the tensors' data is not read. Throws `FormatError`, inside one of
  /// the files.
  package init(path: String, names: [String]) throws(FormatError) {
    (self.path, self.names) = (path, names)
    configuration = try Self.document(Self.configurationName, in: path)
    let weightNames = try Self.weightNames(path, names)
    var (files, places, tensorNames) = ([SafetensorsFile](), [String: Int](), [String]())
    for (index, name) in weightNames.enumerated() {
      let file = try inside(name) { () throws(FormatError) in try SafetensorsFile(path: "\(path)/\(name)") }
      for tensor in file.tensors {
        guard places.updateValue(index, forKey: tensor.name) == nil else {
          throw .inside(file: name, .invalid(.tensor(tensor.name), problem: "another file has it, too"))
        }
        tensorNames.append(tensor.name)
      }
      files.append(file)
    }
    (self.files, self.places, self.tensorNames) = (files, places, tensorNames)
  }

  /// A JSON document of the folder. Throws `FormatError`, inside its name.
  package func document(_ name: String) throws(FormatError) -> JSONObject { try Self.document(name, in: path) }

  private static func document(_ name: String, in path: String) throws(FormatError) -> JSONObject {
    try inside(name) { () throws(FormatError) in
      let file = try MappedFile(opening: "\(path)/\(name)")
      guard let object = try JSONParser.parse(file.bytes).object else {
        throw .invalid(.byte(0), problem: "the file is no JSON object")
      }
      try file.checkComplete()
      return object
    }
  }

  /// The files that hold the weights, in an order of their own.
  package static func weightNames(_ path: String, _ names: [String]) throws(FormatError) -> [String] {
    if names.contains(weightsName) { return [weightsName] }
    guard names.contains(indexName) else {
      if let other = names.filter({ $0.hasSuffix(".bin") || $0.hasSuffix(".pth") || $0.hasSuffix(".pt") }).min() {
        throw .inside(
          file: other,
          .invalid(
            .byte(0),
            problem: "pickled weights are programs, and not read; save them as safetensors: "
              + "model.save_pretrained(…, safe_serialization=True)"))
      }
      throw .missingFile(weightsName)
    }
    let index = try document(indexName, in: path)
    guard let map = index["weight_map"]?.object else { throw .inside(file: indexName, .missingKey("weight_map")) }
    let found = Set(map.members.compactMap { $0.value.text })
    // A name that leads out of the folder is no name of a file in it.
    if let name = found.filter({ !names.contains($0) }).min() { throw .inside(file: indexName, .missingFile(name)) }
    return found.sorted()
  }
}

extension ModelFolder {
  package func matrix(_ name: String, rows: Int, columns: Int) throws(FormatError) -> WeightMatrix {
    try file(of: name).matrix(name, rows: rows, columns: columns)
  }

  package func vector(_ name: String, count: Int) throws(FormatError) -> Tensor {
    let file = try file(of: name)
    let tensor = try file.tensor(name)
    guard tensor.shape == [count] else {
      throw .invalid(
        .tensor(name), problem: "its shape is \(tensor.shape), but the configuration asks for [\(count)]")
    }
    return Tensor(try file.floats(of: tensor))
  }

  private func file(of name: String) throws(FormatError) -> SafetensorsFile {
    guard let index = places[name] else { throw .missingTensor(name) }
    return files[index]
  }
}

extension SafetensorsFile {
  /// A tensor as a matrix that stays in the mapped file, unless its numbers begin where such numbers can't be read.
  fileprivate func matrix(_ name: String, rows: Int, columns: Int) throws(FormatError) -> WeightMatrix {
    let tensor = try tensor(name)
    guard tensor.shape == [rows, columns] else {
      throw .invalid(
        .tensor(name),
        problem: "its shape is \(tensor.shape), but the configuration asks for [\(rows), \(columns)]")
    }
    guard tensor.range.lowerBound % tensor.type.size == 0, let type = tensor.type.elementType,
      let matrix = WeightMatrix(rows: rows, columns: columns, type: type, bytes: bytes(of: tensor), owner: file)
    else { return WeightMatrix(Tensor(try floats(of: tensor), shape: [rows, columns])) }
    return matrix
  }
}

/// Runs `body`, and adds the name of the file to its errors.
func inside<Value>(_ file: String, _ body: () throws(FormatError) -> Value) throws(FormatError) -> Value {
  do { return try body() } catch { throw .inside(file: file, error) }
}
