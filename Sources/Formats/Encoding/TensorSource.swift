import Platform
package import Tensors

/// A tensor to be written to a file: what it is called, its shape and type, and where its bytes come from. They are
/// asked for when it is their turn, so that a large model is never in memory twice.
package struct TensorSource {
  package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  package let name: String
  /// The lengths of its dimensions, outermost first, also for GGUF. None for a single number.
  package let shape: [Int]
  package let type: ElementType
  private let write: (Sink) throws -> Void

  /// A tensor whose bytes `write` passes on, in order and in any number of pieces, encoded as files have them.
  /// Whatever it throws ends the writing, and nothing is left of the file.
  package init(_ name: String, shape: [Int], type: ElementType, write: @escaping (Sink) throws -> Void) {
    self.name = name
    self.shape = shape
    self.type = type
    self.write = write
  }

  /// A tensor of floats that are encoded as they are written. `rows` gives those of a range of rows, one row after
  /// the other; a row is the innermost dimension. Its errors end the writing.
  package init(
    _ name: String, shape: [Int], as encoding: FloatEncoding, rows: @escaping (Range<Int>) throws -> [Float]
  ) {
    self.init(name, shape: shape, type: encoding.type) { sink in
      let width = shape.last ?? 1
      let count = shape.dropLast().reduce(1, *)
      guard width > 0, let rowBytes = encoding.type.rowBytes(width) else { return }
      let step = max(1, 65_536 / width)
      var bytes = [UInt8](repeating: 0, count: min(step, count) * rowBytes)
      for start in stride(from: 0, to: count, by: step) {
        let range = start..<min(start + step, count)
        let numbers = try rows(range)
        guard numbers.count == range.count * width else {
          throw FormatError.invalid(
            .tensor(name), problem: "\(numbers.count) numbers were given for \(range.count) rows of \(width)")
        }
        try bytes.withUnsafeMutableBytes { buffer in
          let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(range.count * rowBytes)])
          if let index = numbers.withUnsafeBufferPointer({ encoding.encode($0, to: piece) }) {
            throw FormatError.invalid(
              .tensor(name),
              problem: "row \(start + index / width) has a number that is not finite, or too large for \(encoding)")
          }
          try sink(UnsafeRawBufferPointer(piece))
        }
      }
    }
  }

  /// A tensor of floats that are in memory.
  package init(_ name: String, shape: [Int], as encoding: FloatEncoding = .f32, values: [Float]) {
    let width = shape.last ?? 1
    self.init(name, shape: shape, as: encoding) { rows in
      guard values.count == shape.reduce(1, *) else {
        throw FormatError.invalid(.tensor(name), problem: "\(values.count) numbers don't make the shape \(shape)")
      }
      return Array(values[rows.lowerBound * width..<rows.upperBound * width])
    }
  }
}

extension TensorSource {
  /// The number of bytes that the shape takes. Throws `invalid` for a negative length, a product that is too large,
  /// and rows that don't fill the blocks of their type.
  func size() throws(FormatError) -> Int {
    var rows = 1
    for length in shape.dropLast() {
      let (product, overflow) = rows.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else { throw invalidShape }
      rows = product
    }
    guard let rowBytes = type.rowBytes(shape.last ?? 1) else { throw invalidShape }
    let (size, overflow) = rows.multipliedReportingOverflow(by: rowBytes)
    guard !overflow else { throw invalidShape }
    return size
  }

  private var invalidShape: FormatError {
    .invalid(.tensor(name), problem: "the shape \(shape) is negative, too large, or doesn't fill blocks of \(type)")
  }

  /// Appends the bytes to a file. Throws what their source throws, `system`, and `invalid` when there are more or
  /// fewer of them than the shape takes.
  func write(to file: borrowing AtomicFile) throws {
    let size = try size()
    var written = 0
    try write { bytes in
      written += bytes.count
      if written <= size { try file.write(bytes) }
    }
    guard written == size else {
      throw FormatError.invalid(.tensor(name), problem: "\(written) bytes were given, but its shape takes \(size)")
    }
  }
}
