import Foundation
import Script
import Terminal
import TestSupport
import Testing

extension SharedSignalTests {
  struct InterruptTests {
    private let host = recordingHost()

    /// The signal goes to the process, because a test's own thread may block it, and so takes a moment to arrive.
    private func pressControlC() {
      kill(getpid(), SIGINT)
      while !Interrupt.isRequested { sched_yield() }
    }

    @Test func controlCStopsTheCommandAndKeepsTheSession() {
      Interrupt.install()
      let loop = Command("loop", topic: "Test", summary: "ends on Ctrl-C only") { _, context in
        kill(getpid(), SIGINT)
        while true { try context.host.checkCancelled() }
      }
      let session = Session(registry: Registry([loop]), host: host)
      let reader = ScriptedReader([.line("let x = 1"), .line("loop"), .line("$x")])
      var kinds: [Diagnostic.Kind] = []
      Repl(session: session, reader: reader) { kinds.append($0.kind) }.run()
      #expect(kinds == [.cancelled])
      #expect(host.output == "1\n")
      #expect(!Interrupt.isRequested)
    }

    @Test func aStoppedScriptSaysSo() {
      Interrupt.install()
      defer { Interrupt.clear() }
      pressControlC()
      let session = Session(registry: Registry(), host: host)
      #expect(runScript(SourceText("1"), in: session) { _ in } == .interrupted)
      #expect(host.output.isEmpty)
    }

    @Test func waitingInputEndsOnControlC() throws {
      Interrupt.install()
      defer { Interrupt.clear() }
      let pipe = Pipe()
      pipe.fileHandleForWriting.write(Data("unfinished".utf8))
      let reader = PlainLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
      pressControlC()
      #expect(reader.read(prompt: "") == .interrupted)
      pipe.fileHandleForWriting.write(Data("whole\n".utf8))
      #expect(reader.read(prompt: "") != .interrupted)
    }
  }
}
