import Script
import Terminal
import TestSupport
import Testing

extension SharedSignalTests {
  struct ReplTests {
    struct Conversation {
      let host = recordingHost()
      let reader: ScriptedReader
      private(set) var errors: [String] = []

      init(_ inputs: [LineInput], commands: [Command] = []) {
        reader = ScriptedReader(inputs)
        let session = Session(registry: Registry(commands), host: host)
        var errors: [String] = []
        Repl(session: session, reader: reader) { errors.append($0.rendered()) }.run()
        self.errors = errors
      }
    }

    @Test func showsResultsAndRemembersStatements() {
      let conversation = Conversation([.line("let x = 3"), .line("  "), .line("$x + 1"), .end])
      #expect(conversation.host.output == "4\n")
      #expect(conversation.reader.remembered == ["let x = 3", "$x + 1"])
      #expect(conversation.errors.isEmpty)
    }

    @Test func asksForMoreWhileABracketIsOpen() {
      let conversation = Conversation([.line("[1,"), .line("2"), .line("]"), .line("1")])
      #expect(conversation.host.output == "[1, 2]\n1\n")
      #expect(conversation.reader.prompts == ["primer> ", "   ...> ", "   ...> ", "primer> ", "primer> "])
      #expect(conversation.reader.remembered == ["[1,\n2\n]", "1"])
    }

    @Test func aPastedTextIsOneScript() {
      let conversation = Conversation([.line("let x = 1\nlet y = 2\n$x + $y")])
      #expect(conversation.host.output == "3\n")
      #expect(conversation.reader.remembered == ["let x = 1\nlet y = 2\n$x + $y"])
    }

    @Test func mistakesKeepTheSession() {
      let conversation = Conversation([.line("let x = 5"), .line("frobnicate"), .line("1 +"), .line("$x")])
      #expect(conversation.host.output == "5\n")
      #expect(conversation.errors.count == 2)
      #expect(conversation.errors.first?.contains("input:1:1") == true)
    }

    @Test func interruptDropsTheUnfinishedStatement() {
      let conversation = Conversation([.line("[1,"), .interrupted, .line("2"), .end])
      #expect(conversation.host.output == "2\n")
      #expect(conversation.reader.remembered == ["2"])
      #expect(conversation.reader.prompts == ["primer> ", "   ...> ", "primer> ", "primer> "])
    }

    @Test func theEndOfInputInsideABracketIsAMistake() {
      let conversation = Conversation([.line("[1,"), .end, .end])
      #expect(conversation.errors.count == 1)
      #expect(conversation.host.output.isEmpty)
    }

    @Test(arguments: ["quit", " exit "])
    func farewell(word: String) {
      #expect(Conversation([.line(word), .line("1")]).host.output.isEmpty)
    }

    @Test func aCommandCalledQuitIsRun() {
      let quit = Command("quit", topic: "Test", summary: "says so") { _, _ in .text("stays") }
      #expect(Conversation([.line("quit"), .line("1")], commands: [quit]).host.output == "stays\n1\n")
    }

    @Test(arguments: [
      ("1 + 1", ScriptEnd.fine, "2\n", 0),
      ("1\nfrobnicate\n2", .mistake, "1\n", 1),
      ("[1,", .mistake, "", 1),
      ("", .fine, "", 0),
    ])
    func scripts(text: String, end: ScriptEnd, output: String, errors: Int) {
      let host = recordingHost()
      var reported: [String] = []
      let session = Session(registry: Registry(), host: host)
      let result = runScript(SourceText(text, name: "stdin"), in: session) { reported.append($0.rendered()) }
      #expect(result == end)
      #expect(host.output == output)
      #expect(reported.count == errors)
      #expect(reported.allSatisfy { $0.contains("stdin:") })
    }
  }
}
