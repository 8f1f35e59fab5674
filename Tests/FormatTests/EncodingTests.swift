import Formats
import Tensors
import TestSupport
import Testing

/// Floats in smaller types, compared with the bits that numpy and the gguf package make of them.
struct EncodingTests {
  private let folder: TestFolder
  private let reference: SafetensorsFile

  init() throws {
    folder = try TestFolder()
    reference = try SafetensorsFile(path: fixture("encodings.safetensors"))
  }

  @Test(arguments: [(FloatEncoding.f32, "f32"), (.f16, "f16"), (.bf16, "bf16")])
  func plainTypes(_ encoding: FloatEncoding, _ name: String) throws {
    let numbers = try reference.tensor("numbers")
    let path = "\(folder.path)/file"
    let source = TensorSource("t", shape: numbers.shape, as: encoding, values: try reference.floats(of: numbers))
    try SafetensorsWriter([source]).save(to: path)
    let file = try SafetensorsFile(path: path)
    #expect(Array(file.bytes(of: try file.tensor("t"))) == Array(reference.bytes(of: try reference.tensor(name))))
  }

  @Test func q8_0() throws {
    let numbers = try reference.floats(of: try reference.tensor("numbers"))
    let rows = stride(from: 0, to: numbers.count, by: 32).map { Array(numbers[$0..<$0 + 32]) }
    // Smaller scales have no finite inverse: what becomes of their quotients is not defined in C.
    let usual = rows.filter { row in row.contains { $0.magnitude > 127e-38 } }
    let blocks = usual.flatMap { row in
      var block = [UInt8](repeating: 0xAA, count: 34)
      let fits = row.withUnsafeBufferPointer { row in
        block.withUnsafeMutableBytes { quantiseQ8_0(row, to: $0.baseAddress!) }
      }
      #expect(fits)
      return block
    }
    #expect(blocks == Array(reference.bytes(of: try reference.tensor("q8_0"))))
    #expect(usual.count >= 30)
  }

  /// Blocks whose scale vanishes become zeros.
  @Test(arguments: [0, -0.0, 0x1p-149, 0x1p-133, 3e-37]) func tinyBlocks(_ number: Float) {
    var block = [UInt8](repeating: 0xAA, count: 34)
    let fits = [Float](repeating: number, count: 32).withUnsafeBufferPointer { row in
      block.withUnsafeMutableBytes { quantiseQ8_0(row, to: $0.baseAddress!) }
    }
    #expect(fits && block[..<2] == [0, 0])
  }

  /// At and around every border of half precision.
  @Test(
    arguments: [
      (0, 0), (-0.0, 0x8000), (1, 0x3C00), (-2, 0xC000), (65_504, 0x7BFF), (65_519.996, 0x7BFF), (65_520, 0x7C00),
      (-65_520, 0xFC00), (65_536, 0x7C00), (1e30, 0x7C00), (.infinity, 0x7C00), (-.infinity, 0xFC00),
      (0x1p-14, 0x0400), (0x1.ff8p-15, 0x03FF), (0x1.ffcp-15, 0x0400), (0x1.ff4p-15, 0x03FE), (0x1.ffbp-15, 0x03FF),
      (0x1p-24, 1),
      (0x1p-25, 0), (0x1.000002p-25, 1), (0x1.8p-24, 2), (0x1p-26, 0), (-0x1p-24, 0x8001), (0x1p-149, 0),
      (0x1.002p0, 0x3C00), (0x1.006p0, 0x3C02), (0x1.002002p0, 0x3C01), (0x1.ffep0, 0x4000),
    ] as [(Float, UInt16)])
  func halves(_ number: Float, _ bits: UInt16) {
    #expect(halfBits(number) == bits)
  }

  @Test func notNumbers() {
    #expect(halfBits(.nan) == 0x7E00 && halfBits(-.nan) == 0xFE00)
    #expect(halfBits(Float(bitPattern: 0x7F80_0001)) == 0x7E00)
    #expect(brainBits(.nan) == 0x7FC0 && brainBits(Float(bitPattern: 0xFF80_0001)) == 0xFFC0)
    #expect(brainBits(.infinity) == 0x7F80 && brainBits(.greatestFiniteMagnitude) == 0x7F80)
    #expect(brainBits(0x1.01p0) == 0x3F80 && brainBits(0x1.03p0) == 0x3F82 && brainBits(0x1.010002p0) == 0x3F81)
  }

  /// Every half that is a number is what its own value is rounded to.
  @Test func allHalves() {
    let halves = (UInt16.min...UInt16.max).filter { $0 & 0x7C00 != 0x7C00 }
    let decoded = halves.withUnsafeBytes { bytes in
      WeightMatrix(rows: 1, columns: halves.count, type: .f16, bytes: bytes, owner: folder)?.decoded(rows: [0]).elements
    }
    #expect(decoded?.map(halfBits) == halves)
  }

  @Test(arguments: FloatEncoding.allCases, [Float.nan, .infinity, -.infinity, 3e38])
  func refuses(_ encoding: FloatEncoding, _ number: Float) throws {
    var values = [Float](repeating: 1, count: 96)
    values[70] = number
    let writer = try GGUFWriter(
      [TensorSource("t", shape: [3, 32], as: encoding, values: values)], metadata: GGUFMetadata())
    let path = "\(folder.path)/file"
    if number == 3e38, encoding == .f32 || encoding == .bf16 {
      #expect(throws: Never.self) { try writer.save(to: path) }
    } else {
      let error = #expect(throws: FormatError.self) { try writer.save(to: path) }
      #expect(error?.description.hasPrefix("tensor 't': row 2 has a number") == true)
      #expect(try folder.names() == [])
    }
  }
}
