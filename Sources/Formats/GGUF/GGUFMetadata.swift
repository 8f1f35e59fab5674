/// The metadata of a GGUF file to be written, in the order of the file.
///
///     var metadata = GGUFMetadata(copying: file)
///     metadata["general.name"] = EncodedValue("tuned")
///     metadata.setFileType(.f16)
package struct GGUFMetadata: Sendable {
  package private(set) var entries: [(key: String, value: EncodedValue)] = []
  private var indices: [String: Int] = [:]

  package init() {}

  /// All values of another file, with their types, bit for bit.
  package init(copying file: GGUFFile) {
    for (key, range) in file.metadataRanges { self[key] = EncodedValue(bytes: Array(file.file.bytes[range])) }
  }

  /// The value of a key. Set, it keeps its place or becomes the last; set to `nil`, it is removed.
  package subscript(key: String) -> EncodedValue? {
    get { indices[key].map { entries[$0].value } }
    set {
      switch (indices[key], newValue) {
      case (let index?, let value?): entries[index].value = value
      case (nil, let value?):
        indices[key] = entries.count
        entries.append((key, value))
      case (let index?, nil):
        entries.remove(at: index)
        indices = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
      case (nil, nil): break
      }
    }
  }

  /// Notes which type most of the matrices have, as llama.cpp shows it, and the version of its block layouts.
  package mutating func setFileType(_ encoding: FloatEncoding) {
    let number: UInt32 =
      switch encoding {
      case .f32: 0
      case .f16: 1
      case .q8_0: 7
      case .bf16: 32
      }
    self["general.file_type"] = EncodedValue(number)
    self["general.quantization_version"] = EncodedValue(UInt32(2))
  }
}
