import Lessons

/// Where a link of a lesson leads in a page.
enum LinkTarget {
  /// The address to write: of the web, for mail, a place in the same page, or for a lesson in `pages` its page. Nil for
  /// everything else: `javascript:` and its like, and files, which do not go with the page.
  static func address(_ destination: String, pages: [String: String]) -> String? {
    // Browsers pass over these when they look for the scheme.
    let address = String(destination.unicodeScalars.filter { $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) })
    if let colon = address.firstIndex(of: ":"), !address[..<colon].contains(where: { "/?#".contains($0) }) {
      return ["http", "https", "mailto"].contains(address[..<colon].lowercased()) ? address : nil
    }
    let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
    let file = address[..<end].hasPrefix("./") ? address[..<end].dropFirst(2) : address[..<end]
    if file.isEmpty { return address.hasPrefix("#") ? address : nil }
    return pages[String(file)].map { $0 + address[end...] }
  }
}
