package import Tensors

/// A tensor of a safetensors file.
package struct SafetensorsTensor: Equatable, Sendable {
  package let name: String
  /// The lengths of its dimensions, outermost first. None for a single number; a zero means that there are no elements.
  package let shape: [Int]
  package let type: Element
  /// The bytes it takes, counted from the start of the file.
  package let range: Range<Int>

  /// The element types of safetensors, called as in the file.
  package enum Element: String, CaseIterable, Sendable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case float8e4m3 = "F8_E4M3"
    case float8e5m2 = "F8_E5M2"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint64 = "U64"
    case uint32 = "U32"
    case uint16 = "U16"
    case uint8 = "U8"
    case boolean = "BOOL"

    /// The number of bytes of an element.
    package var size: Int {
      switch self {
      case .float64, .int64, .uint64: 8
      case .float32, .int32, .uint32: 4
      case .float16, .bfloat16, .int16, .uint16: 2
      case .float8e4m3, .float8e5m2, .int8, .uint8, .boolean: 1
      }
    }

    /// The engine's type of the same encoding, or `nil` when it has none.
    package var elementType: ElementType? {
      switch self {
      case .float32: .f32
      case .float16: .f16
      case .bfloat16: .bf16
      default: nil
      }
    }
  }
}

extension SafetensorsTensor {
  /// Reads a member of the header: `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`.
  /// `dataStart` is where the data section begins and `dataSize` its length, in bytes.
  init(_ name: String, _ value: JSONValue, dataStart: Int, dataSize: Int) throws(FormatError) {
    let place = FormatError.Place.tensor(name)
    guard let members = value.object else { throw .invalid(place, problem: "its entry is no JSON object") }
    guard let type = members["dtype"]?.text.flatMap(Element.init) else {
      throw .invalid(place, problem: "its dtype is missing or unknown")
    }
    guard let shape = Self.counts(members["shape"]) else {
      throw .invalid(place, problem: "its shape is no list of whole numbers from 0")
    }
    guard let offsets = Self.counts(members["data_offsets"]), offsets.count == 2 else {
      throw .invalid(place, problem: "its data_offsets are not two whole numbers from 0")
    }
    guard offsets[0] <= offsets[1], offsets[1] <= dataSize else {
      throw .invalid(
        place, problem: "its data_offsets \(offsets[0]) and \(offsets[1]) don't lie in the \(dataSize) bytes of data")
    }
    guard let size = Self.product(shape, times: type.size) else {
      throw .invalid(place, problem: "the product of its dimensions is too large")
    }
    guard size == offsets[1] - offsets[0] else {
      throw .invalid(
        place, problem: "its shape takes \(size) bytes, but its data_offsets hold \(offsets[1] - offsets[0])")
    }
    self.init(name: name, shape: shape, type: type, range: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  private static func counts(_ value: JSONValue?) -> [Int]? {
    guard let elements = value?.array else { return nil }
    let counts = elements.compactMap(\.integer).filter { $0 >= 0 }
    return counts.count == elements.count ? counts : nil
  }

  /// The product, or `nil` where it overflows on the way, even if a later zero would undo that.
  private static func product(_ lengths: [Int], times size: Int) -> Int? {
    var product = size
    for length in lengths {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
