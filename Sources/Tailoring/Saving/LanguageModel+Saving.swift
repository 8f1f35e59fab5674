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
  /// Throws `FormatError`, and what `progress` throws: nothing is then changed.
  package func saveFolder(
    to path: String, as encoding: FloatEncoding = .f32, progress: @escaping SavingProgress = { _, _ in }
  ) throws {
    let file = try GGUFFile(path: self.path)
    let tokens = try TokenizerFiles(file, self)
    let places = WeightPlace.all(of: decoder)
    let weights = try SafetensorsWriter(
      places.enumerated().map { index, place in
        source(place, named: place.nameInTransformers(configuration), as: encoding, isExported: true) {
          try progress(index, places.count)
        }
      }, metadata: ["format": "pt"])
    let documents = [
      (
        "config.json",
        configuration.transformersDocument(
          tokenizer.special, isTied: decoder.separateOutput == nil, encoding: encoding)
      ),
      ("tokenizer.json", tokens.document), ("tokenizer_config.json", tokens.configuration),
    ]
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
  }

  /// Writes the model as a GGUF file with the metadata of the one it comes from. Matrices that were learned are
  /// written as `encoding`, or F16 where their rows don't fill its blocks, norms as F32; all other tensors stay as
  /// they are, bit for bit.
  ///
  /// Throws like ``saveFolder(to:as:progress:)``.
  package func saveFile(
    to path: String, as encoding: FloatEncoding = .f16, progress: @escaping SavingProgress = { _, _ in }
  ) throws {
    let file = try GGUFFile(path: self.path)
    let places = WeightPlace.all(of: decoder)
    let placeOfName = Dictionary(uniqueKeysWithValues: places.map { ($0.nameInGGUF, $0) })
    let sources = file.tensors.enumerated().map { index, tensor in
      let step = { try progress(index, file.tensors.count) }
      guard let place = placeOfName[tensor.name], decoder.isLearned(place) else {
        return TensorSource(tensor.name, shape: tensor.dimensions.reversed(), type: tensor.type) { sink in
          try step()
          try sink(file.bytes(of: tensor))
        }
      }
      let fits = encoding.type.rowBytes(tensor.width) != nil
      return source(place, named: tensor.name, as: fits ? encoding : .f16, isExported: false, step)
    }
    var metadata = GGUFMetadata(copying: file)
    if places.allSatisfy(decoder.isLearned) { metadata.setFileType(encoding) }
    try GGUFWriter(sources, metadata: metadata).save(to: path)
    _ = try LanguageModel(name: name, path: path)
  }

  /// The weights at a place as a file gets them, row by row.
  private func source(
    _ place: WeightPlace, named name: String, as encoding: FloatEncoding, isExported: Bool,
    _ step: @escaping () throws -> Void
  ) -> TensorSource {
    guard let matrix = decoder.matrix(at: place) else {
      let norm = decoder.weights(at: place).elements
      let shift: Float = isExported && configuration.normsAddOne ? 1 : 0
      return TensorSource(name, shape: [norm.count], as: isExported ? encoding : .f32, values: norm.map { $0 - shift })
    }
    let order: [Int]? =
      if isExported, case .projection(let projection, _) = place {
        RowOrder(of: projection, configuration).here
      } else { nil }
    return TensorSource(name, shape: [matrix.rows, matrix.columns], as: encoding) { rows in
      try step()
      return matrix.decoded(rows: order.map { Array($0[rows]) } ?? Array(rows)).elements
    }
  }
}

extension Decoder {
  /// The matrix at a place, or `nil` for a norm.
  fileprivate func matrix(at place: WeightPlace) -> WeightMatrix? {
    switch place {
    case .embeddings: embeddings.matrix
    case .output: output.matrix
    case .projection(let projection, let layer): layers[layer][projection].weights.matrix
    case .outputNorm, .norm: nil
    }
  }

  /// Whether a place holds other weights than the model's file. Norms are small and count as such.
  fileprivate func isLearned(_ place: WeightPlace) -> Bool {
    let weights: Weights? =
      switch place {
      case .embeddings: embeddings
      case .output: output
      case .projection(let projection, let layer): layers[layer][projection].weights
      case .outputNorm, .norm: nil
      }
    if case .frozen? = weights { return false }
    return true
  }
}
