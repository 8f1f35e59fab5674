import TestSupport
import Testing

@testable import Script

/// Whatever is typed ends in a result or a diagnostic.
@Suite struct RobustnessTests {
  static let deep: [String] = [
    String(repeating: "(", count: 10_000),
    String(repeating: "[", count: 10_000),
    String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
    String(repeating: "if true {\n", count: 10_000),
    String(repeating: "not ", count: 10_000) + "true",
    "-" + String(repeating: "-(", count: 10_000),
    "1" + String(repeating: " + 1", count: 10_000),
    "$x" + String(repeating: "[0", count: 10_000),
    "[1]" + String(repeating: "[0]", count: 10_000),
    "let x = 1\n" + String(repeating: "time ", count: 10_000) + "$x",
    "print \"" + String(repeating: "$(\"", count: 10_000),
    "'a'" + String(repeating: " | show-text", count: 10_000),
    String(repeating: "def f x { ", count: 10_000),
    "def f { f }\nf",
    "def f x { f [$x] }\nf 1",
    "def f x { time f $x }\nf 1",
    "let x = []\nfor i in [" + String(repeating: "1, ", count: 2000) + "] { let x = [$x] }\n$x",
    "let x = [1]\nfor i in [" + String(repeating: "1, ", count: 90) + "] { let x = [$x, $x] }\n$x",
    "let x = [1]\nfor i in [" + String(repeating: "1, ", count: 90) + "] { let x = $x + $x }\n$x",
    "let x = ab\nfor i in [" + String(repeating: "1, ", count: 90) + "] { let x = \"$x$x\" }\n$x",
    "if false { 1 }" + String(repeating: " else if false { 1 }", count: 10_000),
  ]

  @Test(arguments: deep) func depthEndsInADiagnostic(_ source: String) {
    let output = printed(source)
    let endsWell = source.hasPrefix("if false") || source.hasPrefix("'a'")
    #expect(output.contains("error: ") != endsWell)
  }

  @Test func recursionNamesTheCommand() {
    let output = printed("def f n { f ($n + 1) }\nf 0")
    #expect(output.contains("error: calls within calls are nested too deep"))
    #expect(output.contains("in `f`, called at"))
  }

  /// Where the alphabet's characters are words, so that many of the texts get far.
  static let vocabulary = [
    "let", "for", "in", "if", "else", "def", "print", "count", "take", "time", "undo", "vars", "help", "ask", "tune",
    "prompt",
    "vector", "pairs", "table", "x", "y", "$x", "$y", "$_", "=", "=>", "?", "(", ")", "[", "]", "{", "}", "|", ";",
    "\n", ",",
    "1", "-1", "0.5", "1e9", "true", "not", "and", "or", "+", "-", "*", "/", "@", "==", "<", "\"a $x\"", "'b'",
    "\"\"\"", "\"",
    "top:", "on:", ".field", "[0]", "-$x", "#", "é", "日本", "\\", "??help", "\u{1B}", "$(", "\t", "\r\n", "\u{301}",
    "👩‍👩‍👧",
  ]

  @Test func randomTokensNeverTrap() {
    var generator = SplitMix(state: 1)
    for _ in 0..<5_000 {
      var source = ""
      for _ in 0..<Int.random(in: 1...30, using: &generator) {
        source += Self.vocabulary.randomElement(using: &generator) ?? ""
        if Bool.random(using: &generator) { source += " " }
      }
      check(source)
    }
  }

  @Test func randomBytesNeverTrap() {
    var generator = SplitMix(state: 2)
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func mutatedScriptsNeverTrap() {
    var generator = SplitMix(state: 3)
    let scripts = LanguageTests.scripts.map(\.0) + LanguageTests.expressions.map(\.0)
    for script in scripts {
      for _ in 0..<20 {
        var bytes = Array(script.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
          let index = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0: bytes.remove(at: index)
          case 1: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: index)
          default: bytes[index] = UInt8.random(in: 32...126, using: &generator)
          }
        }
        check(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// Runs, completes and renders; an error's place lies within the text.
  private func check(_ source: String) {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    do throws(Diagnostic) {
      try session.run(SourceText(source))
    } catch {
      #expect(error.rendered(width: 40).hasPrefix("error: "), "\(source)")
      #expect(error.span.range.upperBound <= source.utf8.count, "\(source)")
    }
    let cursor = source.utf8.count / 2
    let completion = complete(source, cursor: cursor, session: session)
    #expect((0...cursor).contains(completion.start), "\(source)")
  }

  @Test func aLongScriptIsParsedWhole() throws {
    let line = "let x = ask \"some text $y\" top: 5 # and a comment\n"
    let program = try Program(parsing: SourceText(String(repeating: line, count: 20_000)))
    #expect(program.statements.count == 20_000)
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), for tests that can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
