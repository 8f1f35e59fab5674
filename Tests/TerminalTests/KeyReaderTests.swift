import Foundation
import Terminal
import Testing

extension SharedSignalTests {
  struct KeyReaderTests {
    @Test(
      arguments: [
        ("n b", [.character("n"), .character(" "), .character("b"), .end]),
        ("\u{1B}[C\u{1B}OD\u{1B}[5~\u{1B}[6~", [.right, .left, .pageUp, .pageDown, .end]),
        ("\u{1B}[1;5P\u{1B}[15~q", [.other, .other, .character("q"), .end]),
        ("é\n", [.other, .other, .character("\n"), .end]),
        ("\u{1B}", [.other, .end]),
        ("", [.end, .end]),
      ] as [(String, [KeyInput])])
    func keys(text: String, keys: [KeyInput]) {
      let pipe = Pipe()
      pipe.fileHandleForWriting.write(Data(text.utf8))
      pipe.fileHandleForWriting.closeFile()
      let reader = KeyReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
      #expect(keys.map { _ in reader.read() } == keys)
    }
  }
}
