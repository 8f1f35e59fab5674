import Testing

@testable import Tailoring

@Suite struct TrimmedTextTests {
  static let texts: [[String]] = [
    [" fromage"], [" ", "from", "age ", " ", "de chèvre", " \t"], ["", " "], ["pain"], ["\n ", "du", " pain"], [],
  ]

  @Test(arguments: texts) func piecesMakeTheTrimmedText(_ pieces: [String]) {
    var text = TrimmedText()
    let certain = pieces.map { text.append($0) }.joined()
    #expect(certain == trimmed(pieces.joined()))
    #expect(text.text == certain)
  }

  @Test func whatIsCertainComesOutAtOnce() {
    var text = TrimmedText()
    #expect(text.append(" from") == "from")
    #expect(text.append("age ") == "age")
    #expect(text.append("frais") == " frais")
  }
}
