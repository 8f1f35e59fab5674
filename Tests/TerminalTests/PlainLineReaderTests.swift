import Foundation
import Terminal
import Testing

extension SharedSignalTests {
  struct PlainLineReaderTests {
    private func reader(_ text: String, prompts: @escaping (String) -> Void = { _ in }) -> PlainLineReader {
      let pipe = Pipe()
      pipe.fileHandleForWriting.write(Data(text.utf8))
      try? pipe.fileHandleForWriting.close()
      return PlainLineReader(descriptor: dup(pipe.fileHandleForReading.fileDescriptor), showPrompt: prompts)
    }

    @Test(arguments: [
      ("a\nb\n", ["a", "b"]), ("a\nb", ["a", "b"]), ("a\r\n\nb", ["a", "", "b"]), ("", []), ("\n", [""]),
    ])
    func lines(text: String, lines: [String]) {
      let reader = reader(text)
      var read: [String] = []
      while case .line(let line) = reader.read(prompt: "> ") { read.append(line) }
      #expect(read == lines)
      #expect(reader.read(prompt: "> ") == .end)
    }

    @Test func aLineLongerThanOneRead() {
      let line = String(repeating: "é", count: 10_000)
      let reader = reader("\(line)\nx")
      #expect(reader.read(prompt: "") == .line(line))
      #expect(reader.read(prompt: "") == .line("x"))
    }

    @Test func theRestIsOneText() {
      let reader = reader("a\nb\n[c,\n")
      #expect(reader.read(prompt: "") == .line("a"))
      #expect(reader.rest() == "b\n[c,\n")
      #expect(reader.rest() == "")
    }

    @Test func promptsGoWhereTheyAreWanted() {
      var shown: [String] = []
      let reader = reader("a\n") { shown.append($0) }
      _ = reader.read(prompt: "1> ")
      _ = reader.read(prompt: "2> ")
      #expect(shown == ["1> ", "2> "])
    }
  }
}
