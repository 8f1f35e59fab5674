/// Raw HTML of a document, taken apart into comments and what is shown.
package struct RawHTML: Equatable, Sendable {
  /// The source without its comments, of which the last may have no end.
  package let withoutComments: String
  /// What stands between `<!--` and `-->`, in order; a comment without an end is none.
  package let comments: [String]

  package init(_ source: String) {
    let bytes = Array(source.utf8)
    var kept: [UInt8] = []
    var comments: [String] = []
    /// The first place of `word` from `start` on.
    func find(_ word: StaticString, from start: Int) -> Int? {
      word.withUTF8Buffer { word in
        var index = start
        while index + word.count <= bytes.count {
          if bytes[index] == word[0], bytes[index..<index + word.count].elementsEqual(word) { return index }
          index += 1
        }
        return nil
      }
    }
    var position = 0
    while let start = find("<!--", from: position) {
      kept += bytes[position..<start]
      guard let end = find("-->", from: start + 4) else {
        position = bytes.count
        break
      }
      comments.append(String(decoding: bytes[start + 4..<end], as: UTF8.self))
      position = end + 3
    }
    kept += bytes[position...]
    withoutComments = String(decoding: kept, as: UTF8.self)
    self.comments = comments
  }
}
