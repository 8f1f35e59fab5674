import Testing

@testable import Formats

/// The examples of NIST's FIPS 180-4 and of its validation program.
@Suite struct SHA256Tests {
  static let examples: [(text: String, hash: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test(arguments: examples) func hashIsNISTs(_ text: String, _ hash: String) {
    #expect(hashed(text, pieces: .max) == hash)
  }

  @Test(arguments: [1, 7, 63, 64, 65, 100]) func piecesDoNotMatter(_ size: Int) {
    for (text, hash) in Self.examples.dropLast() { #expect(hashed(text, pieces: size) == hash) }
  }

  private func hashed(_ text: String, pieces size: Int) -> String {
    var hash = SHA256()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(size))
      piece.withUnsafeBytes { hash.update($0) }
      rest = rest.dropFirst(size)
    }
    return hash.hexadecimal()
  }
}
