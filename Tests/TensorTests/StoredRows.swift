import Foundation
import Tensors

/// Rows stored in one element type, with the values that the format's own library reads from them.
struct StoredRows {
  let type: ElementType
  let bytes: [UInt8]
  let values: [Float]

  /// The fixture of a type: 3 rows of 512, as `make_quantised.py` writes it; plain floats are their own values.
  static func fixture(_ type: ElementType) throws -> StoredRows {
    let values = try contents(type == .f32 ? "f16.f32" : "\(type).f32")
    let floats = values.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    return StoredRows(type: type, bytes: type == .f32 ? values : try contents("\(type).bin"), values: floats)
  }

  private static func contents(_ name: String) throws -> [UInt8] {
    let folder = Bundle.module.url(forResource: "Fixtures", withExtension: nil)
    return Array(try Data(contentsOf: (folder ?? URL(fileURLWithPath: ".")).appendingPathComponent(name)))
  }

  /// Numbers of ordinary size in a type: the quantised ones are blocks of the fixture, as they have bytes of every
  /// kind.
  static func ordinary(_ type: ElementType) throws -> StoredRows {
    var random = SeededGenerator(seed: 7)
    let floats = (0..<1999).map { _ in Float(random.uniform() * 2 - 1) }
    switch type {
    case .f32: return StoredRows(type: type, bytes: floats.flatMap { bytes($0.bitPattern) }, values: floats)
    case .bf16:
      let halves = floats.map { UInt16($0.bitPattern >> 16) }
      return StoredRows(
        type: type, bytes: halves.flatMap(bytes), values: halves.map { Float(bitPattern: UInt32($0) << 16) })
    case .f16:
      // Sign and fraction at random, exponents −7 … 0.
      let halves = floats.map { _ in UInt16(random.next() & 0x83FF) | UInt16(8 + random.below(8)) << 10 }
      let values = halves.map { half in
        Float(
          sign: half >> 15 == 0 ? .plus : .minus, exponent: Int(half >> 10 & 31) - 15,
          significand: 1 + Float(half & 0x3FF) / 1024)
      }
      return StoredRows(type: type, bytes: halves.flatMap(bytes), values: values)
    default: return try fixture(type)
    }
  }

  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian, Array.init)
  }

  /// A matrix whose row *r* begins with block *step · r* and goes on with the blocks after it, around the end; with
  /// its values.
  func matrix(rows: Int, columns: Int, step: Int = 1) -> (weights: WeightMatrix, values: [Float]) {
    let blocks = bytes.count / type.blockBytes
    let blocksOfRow = columns / type.blockElements
    let memory = GuardedMemory(byteCount: rows * blocksOfRow * type.blockBytes)
    var values = [Float](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<blocksOfRow {
        let source = (row * step + column) % blocks
        let target = row * blocksOfRow + column
        for i in 0..<type.blockBytes {
          memory.bytes[target * type.blockBytes + i] = bytes[source * type.blockBytes + i]
        }
        for i in 0..<type.blockElements {
          values[target * type.blockElements + i] = self.values[source * type.blockElements + i]
        }
      }
    }
    let weights = WeightMatrix(
      rows: rows, columns: columns, type: type, bytes: UnsafeRawBufferPointer(memory.bytes), owner: memory)
    return (weights!, values)
  }
}

/// Memory that ends where readable memory ends, as a mapped file's may: reading on past the end stops the process. It
/// starts at any address, even an odd one.
private final class GuardedMemory {
  let bytes: UnsafeMutableRawBufferPointer
  private let mapping: UnsafeMutableRawPointer
  private let size: Int

  init(byteCount: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let readable = (byteCount + page - 1) / page * page
    size = readable + page
    mapping = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
    mprotect(mapping + readable, page, PROT_NONE)
    bytes = UnsafeMutableRawBufferPointer(start: mapping + readable - byteCount, count: byteCount)
  }

  deinit { munmap(mapping, size) }
}
