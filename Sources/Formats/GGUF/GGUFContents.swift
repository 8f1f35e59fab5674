/// What stands before the data of a GGUF file, checked: parsing touches no tensor's data.
struct GGUFContents {
  let version: Int
  let metadata: [String: MetadataValue]
  /// The metadata's keys in the order of the file, and where the type and value of each stand in it.
  let metadataRanges: [(key: String, range: Range<Int>)]
  let tensors: [GGUFTensor]
  let indices: [String: Int]

  init(parsing bytes: UnsafeRawBufferPointer) throws(FormatError) {
    var reader = ByteReader(bytes)
    version = try Self.version(from: &reader)
    let tensorCount = try reader.count(of: "tensors", atLeast: GGUFTensor.Header.minimumBytes)
    let valueCount = try reader.count(of: "metadata values", atLeast: 8 + 1 + 4 + 1)
    (metadata, metadataRanges) = try Self.metadata(valueCount, from: &reader)
    let alignment = try Self.alignment(metadata["general.alignment"])

    var headers: [GGUFTensor.Header] = []
    var indices: [String: Int] = [:]
    for index in 0..<tensorCount {
      let header = try GGUFTensor.Header(reading: &reader)
      guard indices.updateValue(index, forKey: header.name) == nil else {
        throw .invalid(.tensor(header.name), problem: "there are two tensors of this name")
      }
      headers.append(header)
    }
    self.indices = indices
    tensors = try Self.place(headers, after: reader.offset, alignment: alignment, fileSize: bytes.count)
  }

  private static func version(from reader: inout ByteReader) throws(FormatError) -> Int {
    guard reader.remaining >= 4, try reader.integer(UInt32.self) == 0x4655_4747 else {
      throw .invalid(.byte(0), problem: "this is no GGUF file: it does not begin with 'GGUF'")
    }
    let start = reader.offset
    let version = try reader.integer(UInt32.self)
    switch version {
    case 2, 3: return Int(version)
    case _ where version.byteSwapped <= 0xFFFF && version > 0xFFFF:
      throw .invalid(.byte(start), problem: "the file is big-endian, but only little-endian ones can be read")
    default: throw .invalid(.byte(start), problem: "the file has GGUF version \(version), but only 2 and 3 can be read")
    }
  }

  private static func metadata(
    _ count: Int, from reader: inout ByteReader
  ) throws(FormatError) -> ([String: MetadataValue], [(key: String, range: Range<Int>)]) {
    var metadata: [String: MetadataValue] = [:]
    var ranges: [(key: String, range: Range<Int>)] = []
    for _ in 0..<count {
      let key = try reader.name("a metadata key", limit: 65_535)
      let start = reader.offset
      guard metadata.updateValue(try MetadataValue(reading: &reader), forKey: key) == nil else {
        throw .invalid(.key(key), problem: "it is given twice")
      }
      ranges.append((key, start..<reader.offset))
    }
    return (metadata, ranges)
  }

  static func alignment(_ value: MetadataValue?) throws(FormatError) -> Int {
    guard let value else { return 32 }
    guard let alignment = value.integer, alignment > 0, alignment & (alignment - 1) == 0 else {
      throw .invalid(.key("general.alignment"), problem: "the alignment must be a power of two")
    }
    return alignment
  }

  /// Each tensor must begin where the one before ends, rounded up to the alignment: no gaps and no overlaps.
  private static func place(
    _ headers: [GGUFTensor.Header], after end: Int, alignment: Int, fileSize: Int
  ) throws(FormatError) -> [GGUFTensor] {
    guard !headers.isEmpty else { return [] }
    guard let start = end.roundedUp(to: alignment), start <= fileSize else {
      throw .invalid(.byte(end), problem: "the file ends before the tensors' data begin")
    }
    var tensors: [GGUFTensor] = []
    tensors.reserveCapacity(headers.count)
    var next = 0
    for header in headers {
      guard header.offset == UInt64(next) else {
        throw .invalid(
          .tensor(header.name), problem: "its data begin at offset \(header.offset), but should at \(next)")
      }
      guard next <= fileSize - start, header.size <= fileSize - start - next else {
        throw .invalid(.tensor(header.name), problem: "its data (\(header.size) bytes) run past the end of the file")
      }
      let first = start + next
      tensors.append(
        GGUFTensor(
          name: header.name, dimensions: header.dimensions, type: header.type, range: first..<first + header.size))
      guard let following = (next + header.size).roundedUp(to: alignment) else {
        throw .invalid(.tensor(header.name), problem: "the offset after its data is too large")
      }
      next = following
    }
    return tensors
  }
}

extension Int {
  /// The next multiple of a power of two, or `nil` when it is too large.
  func roundedUp(to alignment: Int) -> Int? {
    let (sum, overflow) = addingReportingOverflow(alignment - 1)
    return overflow ? nil : sum & ~(alignment - 1)
  }
}
