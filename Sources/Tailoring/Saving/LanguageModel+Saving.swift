import Formats
import Gradients
import Models
import Platform
import Tensors

extension LanguageModel {
  /// Called while a model is being written, with the number of tensors begun and of all; what it throws ends the
  /// writing.
  package typealias SavingProgress = (_ tensor: Int, _ count: Int) throws -> Void

  /// Writes the model as a folder that transformers opens: `config.json`, `model.safetensors`, `tokenizer.json` and
  /// `tokenizer_config.json`.
  ///
  /// Query and key rows are in the order of transformers, Gemma's norms are stored less one, as there.
  /// Throws `FormatError`, `TailoringError` for a model that transformers has no words for, and what `progress` throws: nothing is then changed.
  ///
  /// Returns the names of the files.
  @discardableResult package func saveFolder(
    to path: String, as encoding: FloatEncoding = .f32, progress: @escaping SavingProgress = { _, _ in }
  ) throws -> [String] {
    let names = configuration.family.namesInTransformers
    let all = WeightPlace.all(of: decoder)
    let placesOfName = Dictionary(grouping: all, by: names.name(of:))
    let firsts = all.filter { placesOfName[names.name(of: $0)]?.first == $0 }
    let weights = try SafetensorsWriter(
      firsts.enumerated().map { index, place in
        let name = names.name(of: place)
        return source(placesOfName[name] ?? [], named: name, as: encoding, isExported: true) {
          try progress(index, firsts.count)
        }
      }, metadata: ["format": "pt"])
    let documents = try folderDocuments(as: encoding)
    let weightsName = "model.safetensors"
    let folder = try AtomicFolder(replacing: path, with: documents.map(\.0) + [weightsName])
    for (name, document) in documents {
      let file = try folder.file(name)
      try file.write(try JSONWriter.pretty.bytes(of: .object(document)) + [UInt8(ascii: "\n")])
      try file.commit()
    }
    let weightsFile = try folder.file(weightsName)
    try weights.write(to: weightsFile)
    try weightsFile.commit()
    _ = try SafetensorsFile(path: "\(folder.temporaryFolder)/\(weightsName)")
    try folder.commit()
    return [documents[0].0, weightsName] + documents.dropFirst().map(\.0)
  }

  /// The documents beside the weights: of a model that comes from such a folder those that it has.
  private func folderDocuments(as encoding: FloatEncoding) throws -> [(String, JSONObject)] {
    guard isFolder else {
      let tokens = try TokenizerFiles(try GGUFFile(path: path), self)
      let configuration = try configuration.transformersDocument(
        name: name, tokenizer.special, isTied: decoder.separateOutput == nil, encoding: encoding)
      return [
        (ModelFolder.configurationName, configuration), ("tokenizer.json", tokens.document),
        ("tokenizer_config.json", tokens.configuration),
      ]
    }
    let folder = try ModelFolder(path: path)
    var configuration = folder.configuration
    for key in ["torch_dtype", "dtype"] where configuration[key] != nil {
      configuration[key] = .text(encoding.nameInTorch)
    }
    configuration["tie_word_embeddings"] = .boolean(decoder.separateOutput == nil)
    return [(ModelFolder.configurationName, configuration)]
      + (try ModelFolder.tokenizerNames.filter(folder.names.contains).map { ($0, try folder.document($0)) })
  }

  /// Writes the model as a GGUF file with the metadata of the one it comes from. Matrices that were learned are
  /// written as `encoding`, or F16 where their rows don't fill its blocks, norms as F32; all other tensors stay as
  /// they are, bit for bit.
  ///
  /// Throws like ``saveFolder(to:as:progress:)``.
  package func saveFile(
    to path: String, as encoding: FloatEncoding = .f16, progress: @escaping SavingProgress = { _, _ in }
  ) throws {
    guard !isFolder else { throw TailoringError(.folderAsFile(model: name)) }
    let file = try GGUFFile(path: self.path)
    let places = WeightPlace.all(of: decoder)
    // Projections that share a matrix share its name.
    let placesOfName = Dictionary(grouping: places, by: decoder.names.name(of:))
    let sources = file.tensors.enumerated().map { index, tensor in
      let step = { try progress(index, file.tensors.count) }
      let places = placesOfName[tensor.name] ?? []
      guard places.contains(where: decoder.isLearned) else {
        return TensorSource(tensor.name, shape: tensor.dimensions.reversed(), type: tensor.type) { sink in
          try step()
          try sink(file.bytes(of: tensor))
        }
      }
      let fits = encoding.type.rowBytes(tensor.width) != nil
      return source(places, named: tensor.name, as: fits ? encoding : .f16, isExported: false, step)
    }
    var metadata = GGUFMetadata(copying: file)
    if places.allSatisfy(decoder.isLearned) { metadata.setFileType(encoding) }
    try GGUFWriter(sources, metadata: metadata).save(to: path)
    _ = try LanguageModel(name: name, path: path)
  }

  /// The weights at places that share a tensor as a file gets them, row by row.
  private func source(
    _ places: [WeightPlace], named name: String, as encoding: FloatEncoding, isExported: Bool,
    _ step: @escaping () throws -> Void
  ) -> TensorSource {
    let names = isExported ? configuration.family.namesInTransformers : decoder.names
    let matrices = places.compactMap { decoder.matrix(at: $0) }
    guard let first = matrices.first else {
      let values = places.flatMap { vector(at: $0, isExported: isExported) }
      return TensorSource(name, shape: [values.count], as: isExported ? encoding : .f32, values: values)
    }
    if names.storesInputsFirst, case .projection = places[0] {
      return TensorSource(name, shape: [first.columns, matrices.reduce(0) { $0 + $1.rows }], as: encoding) { rows in
        try step()
        let turned = Tensor.concatenatingRows(matrices.map { $0.decoded() }).permuted([1, 0])
        return turned.rows(rows).elements
      }
    }
    let rowsOfAll = zip(places, matrices).flatMap { place, matrix in
      let order = isExported ? RowOrder(at: place, configuration).here : nil
      return (order ?? Array(0..<matrix.rows)).map { (matrix: matrix, row: $0) }
    }
    return TensorSource(name, shape: [rowsOfAll.count, first.columns], as: encoding) { rows in
      try step()
      return rowsOfAll[rows].flatMap { $0.matrix.decoded(rows: [$0.row]).elements }
    }
  }

  /// The numbers of a norm or a bias, as they are exported, or as they are.
  private func vector(at place: WeightPlace, isExported: Bool) -> [Float] {
    let numbers = decoder.weights(at: place)
    guard isExported else { return numbers.elements }
    switch place {
    case .norm, .outputNorm: return numbers.elements.map { configuration.normsAddOne ? $0 - 1 : $0 }
    default:
      guard let order = RowOrder(at: place, configuration).here else { return numbers.elements }
      return order.map { numbers.elements[$0] }
    }
  }
}

extension Decoder {
  /// The matrix at a place, or `nil` for a norm or a bias.
  fileprivate func matrix(at place: WeightPlace) -> WeightMatrix? {
    if case .matrix(let weights)? = content(at: place) { weights.matrix } else { nil }
  }

  /// Whether a place holds other weights than the model's file. Norms and biases are small and count as such.
  fileprivate func isLearned(_ place: WeightPlace) -> Bool {
    if case .matrix(.frozen)? = content(at: place) { false } else { true }
  }
}
