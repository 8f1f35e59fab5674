import Formats
import Gradients
import Tensors

/// Takes a decoder's weights out of a file, and knows which tensors it has taken: one that has no place in the decoder
/// would be left out of what is computed, so it is refused by name.
final class WeightReader {
  private let file: any WeightFile
  let names: NameTable
  /// What is added to the weights of norms, which some files hold less one.
  private let normShift: Float
  private var taken: Set<String> = []
  private let all: Set<String>
  /// Matrices that had to be turned, by name.
  private var turned: [String: WeightMatrix] = [:]

  init(_ file: any WeightFile, _ names: NameTable, normShift: Float = 0) {
    self.file = file
    self.names = names
    self.normShift = normShift
    all = Set(file.tensorNames)
  }

  func has(_ place: WeightPlace) -> Bool { all.contains(names.name(of: place)) }

  /// A matrix that has a tensor of its own. Throws `FormatError`, as all of these do.
  func matrix(_ place: WeightPlace, _ rows: Int, _ columns: Int) throws -> WeightMatrix {
    try matrix(names.name(of: place), rows, columns)
  }

  func vector(_ place: WeightPlace, _ count: Int) throws -> Variable {
    let name = names.name(of: place)
    taken.insert(name)
    return Variable(try file.vector(name, count: count))
  }

  /// A norm, with a bias where the decoder's have one.
  func norm(_ place: WeightPlace, bias: WeightPlace, _ count: Int, _ c: DecoderConfiguration) throws -> Norm {
    var weights = try vector(place, count)
    if normShift != 0 { weights = Variable(Tensor(weights.value.elements.map { $0 + normShift })) }
    return Norm(weights, bias: c.normKind == .layer ? try vector(bias, count) : nil, c)
  }

  /// A projection of a layer with its bias, where it has one; `rows` says how many rows each projection has.
  func linear(
    _ projection: Projection, layer: Int, columns: Int, hasBias: Bool, rows: (Projection) -> Int
  ) throws -> Linear {
    let parts = names.parts(with: projection)
    let start = parts.prefix { $0 != projection }.reduce(0) { $0 + rows($1) }
    let (own, count) = (start..<start + rows(projection), parts.reduce(0) { $0 + rows($1) })
    let name = names.name(of: .projection(projection, layer: layer))
    let whole = names.storesInputsFirst ? try turned(name, count, columns) : try matrix(name, count, columns)
    var linear = Linear(parts.count == 1 ? whole : whole.slice(own))
    if hasBias {
      let bias = try vector(.bias(projection, layer: layer), count)
      linear.bias = parts.count == 1 ? bias : Variable(bias.value.slices(own))
    }
    return linear
  }

  private func matrix(_ name: String, _ rows: Int, _ columns: Int) throws -> WeightMatrix {
    taken.insert(name)
    return try file.matrix(name, rows: rows, columns: columns)
  }

  /// A matrix that the file has the other way round, as a copy: products read rows of outputs.
  private func turned(_ name: String, _ rows: Int, _ columns: Int) throws -> WeightMatrix {
    if let matrix = turned[name] { return matrix }
    let matrix = WeightMatrix(try matrix(name, columns, rows).decoded().permuted([1, 0]))
    turned[name] = matrix
    return matrix
  }

  /// Throws `ModelError.unusedTensor` for a tensor that was not taken, unless it is one of the harmless.
  func checkAllTaken(but harmless: (String) -> Bool = { _ in false }) throws(ModelError) {
    let left = all.subtracting(taken).filter { !harmless($0) }
    if let name = left.min() { throw .unusedTensor(name, others: left.count - 1) }
  }
}
