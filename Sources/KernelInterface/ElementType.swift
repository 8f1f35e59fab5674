/// How the numbers of a stored matrix are encoded: plain floats, or blocks of small integers that share a scale.
///
/// The raw value is the type's id in GGUF; names and layouts follow GGUF version 3. A new type is a case here; the
/// compiler then asks for its block and, in the kernels' `Decoders.swift`, for its decoder.
public enum ElementType: UInt32, CaseIterable, Sendable {
  case f32 = 0
  case f16 = 1
  case q4_0 = 2
  case q4_1 = 3
  case q5_0 = 6
  case q5_1 = 7
  case q8_0 = 8
  case q4_K = 12
  case q5_K = 13
  case q6_K = 14
  case bf16 = 30

  /// The consecutive elements of a row that are stored together, and the bytes that they take.
  // Public and inlinable, as all here: in the kernels these are constants.
  @inlinable @inline(__always) public var block: (elements: Int, bytes: Int) {
    switch self {
    case .f32: (1, 4)
    case .f16, .bf16: (1, 2)
    case .q4_0: (32, 18)
    case .q4_1: (32, 20)
    case .q5_0: (32, 22)
    case .q5_1: (32, 24)
    case .q8_0: (32, 34)
    case .q4_K: (256, 144)
    case .q5_K: (256, 176)
    case .q6_K: (256, 210)
    }
  }

  @inlinable @inline(__always) public var blockElements: Int { block.elements }
  @inlinable @inline(__always) public var blockBytes: Int { block.bytes }

  /// The bytes of a row of `elements` numbers, or `nil` when they do not fill whole blocks or the size overflows.
  public func rowBytes(_ elements: Int) -> Int? {
    guard elements >= 0, elements % blockElements == 0 else { return nil }
    let (bytes, overflow) = (elements / blockElements).multipliedReportingOverflow(by: blockBytes)
    return overflow ? nil : bytes
  }
}
