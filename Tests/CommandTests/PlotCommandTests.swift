import Commands
import Foundation
import Script
import Testing

@Suite struct PlotCommandTests {
  private static let line = "plot [4, 2, 1, 0.5] title: Loss x: step y: loss width: 30 height: 8"

  private static func printed(_ source: String, _ style: PlotStyle) -> String {
    let host = CommandsHost()
    let commands = standardCommands(emptyStore, datasetFolders: [], runner: nil, plots: style)
    do throws(Diagnostic) {
      try Session(registry: Registry(commands), host: host).run(SourceText(source))
    } catch {
      return error.rendered()
    }
    return host.output
  }

  @Test func unicode() {
    #expect(
      Self.printed(Self.line, .unicode) == """
        Loss
        loss
        4 ┤•⠢⠤⣀
          │    ⠉⠒⠤⢄⡀
        2 ┤        ⠈•⠑⠒⠒⠢⠤⠤⣀•⣀⣀
        0 ┤                    ⠉⠉⠉⠉⠑⠒•
          └┬────────┬───────┬────────┬
           0        1       2        3
                      step

        """)
  }

  @Test func ascii() {
    let output = Self.printed(Self.line, .ascii)
    #expect(
      output == """
        Loss
        loss
        4 +**
          |  *****
        2 +       ***************
        0 +                      *****
          ++--------+-------+--------+
           0        1       2        3
                      step

        """)
    #expect(output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func accessible() {
    #expect(
      Self.printed(Self.line, .accessible) == """
        Loss
        loss falls from 4.0 at step 0
        to 0.5 at step 3.
        step  loss
           0   4.0
           1   2.0
           2   1.0
           3   0.5

        """)
  }

  static let environments: [(environment: [String: String], style: PlotStyle)] = [
    ([:], .unicode), (["TERM": "xterm-256color"], .unicode), (["TERM": "dumb"], .ascii),
    (["ACCESSIBLE": "1"], .accessible), (["ACCESSIBLE": "1", "TERM": "dumb"], .accessible),
    (["ACCESSIBLE": "0"], .unicode), (["ACCESSIBLE": "", "TERM": "dumb"], .ascii),
  ]

  @Test(arguments: environments) func styleFollowsTheEnvironment(
    _ environment: [String: String], _ style: PlotStyle
  ) { #expect(PlotStyle(environment: environment) == style) }

  @Test func numbersAreCountedFromZero() throws {
    #expect(Self.printed("(plot [3, 1]).csv == (plot [0 => 3, 1 => 1]).csv", .unicode) == "true\n")
    #expect(Self.printed("(plot [[3, 1]]) == (plot [3, 1])", .unicode) == "true\n")
  }

  @Test func fieldsAreItsForms() {
    let csv = Self.printed("(plot [[1], [2]] labels: [soft, lora] x: step y: loss).csv", .unicode)
    #expect(csv == "line,step,loss\nsoft,0,1\nlora,0,2\n\n")
    #expect(Self.printed("(plot [1, 2] title: Loss).svg", .unicode).hasPrefix("<svg "))
    #expect(Self.printed("[(plot [1, 2] title: Loss)]", .unicode) == "[plot \"Loss\"]\n")
  }

  @Test(arguments: ["l.svg", "a/l.SVG", "l.csv", "l.txt"]) func filesHoldWhatTheirNamesSay(_ name: String) throws {
    let session = Session(
      registry: Registry(standardCommands(emptyStore, datasetFolders: [], runner: nil)), host: CommandsHost())
    let value = try session.value(of: SourceText("plot [1, 2] title: Loss"))
    let plot = try #require(value.object as? PlotObject)
    let text = String(decoding: try plot.bytes(forFile: name), as: UTF8.self)
    let expected: Value? =
      name.lowercased().hasSuffix(".svg")
      ? try plot.field("svg")
      : name.hasSuffix(".csv") ? try plot.field("csv") : .text(plot.rendered(width: 80) + "\n")
    #expect(expected == .text(text))
    #expect(throws: PlotFileError.self) { try plot.bytes(forFile: "plot.png") }
    #expect(throws: PlotFileError.self) { try plot.bytes(forFile: "a.svg/plot") }
  }
}
