import Tensors
import Testing

/// Sizes of stored rows, for numbers that a file may claim.
struct ElementTypeTests {
  /// Kernels take an element type, not its number: a number that none has never reaches them.
  @Test func onlyKnownNumbersAreTypes() {
    let known = (0...UInt32(1000)).compactMap { ElementType(rawValue: $0) }
    #expect(known.map(\.rawValue) == [0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 30])
    #expect(known.count == ElementType.allCases.count)
  }

  @Test(
    arguments: [
      (.f32, 5, 20), (.f16, 5, 10), (.bf16, 5, 10), (.q4_0, 64, 36), (.q4_1, 64, 40), (.q5_0, 64, 44),
      (.q5_1, 64, 48), (.q8_0, 64, 68), (.q4_K, 512, 288), (.q5_K, 512, 352), (.q6_K, 512, 420), (.q8_0, 0, 0),
      // No whole blocks, or no size at all.
      (.q4_0, 33, nil), (.q8_0, 16, nil), (.q6_K, 32, nil), (.q4_K, 255, nil), (.f32, -1, nil), (.q4_0, -32, nil),
      (.f32, .min, nil),
      // More bytes than an address reaches.
      (.f32, .max, nil), (.f32, .max / 4 + 1, nil), (.f32, .max / 4, .max / 4 * 4), (.f16, .max, nil),
      (.q8_0, .max & ~31, nil), (.q4_0, .max & ~31, .max / 32 * 18),
    ] as [(ElementType, Int, Int?)])
  func rowBytes(_ type: ElementType, _ elements: Int, _ expected: Int?) {
    #expect(type.rowBytes(elements) == expected)
  }

  @Test(
    arguments: [
      (2, 32, .q8_0, 68, true), (2, 32, .q8_0, 67, false), (2, 33, .q8_0, 1000, false), (0, 32, .q8_0, 68, false),
      (2, 0, .q8_0, 68, false), (-1, 32, .q8_0, 68, false), (2, -32, .q8_0, 68, false), (.max, 32, .q8_0, 68, false),
      (.max / 4, 2, .f32, 68, false), (1 << 61, 4, .f16, 68, false),
    ] as [(Int, Int, ElementType, Int, Bool)])
  func matricesFitTheirMemory(_ rows: Int, _ columns: Int, _ type: ElementType, _ bytes: Int, _ fits: Bool) {
    let memory = Storage(zeroed: 250)
    let bytes = UnsafeRawBufferPointer(start: memory.floats, count: bytes)
    let matrix = WeightMatrix(rows: rows, columns: columns, type: type, bytes: bytes, owner: memory)
    #expect((matrix != nil) == fits)
  }
}
