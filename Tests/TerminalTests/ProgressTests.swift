import Script
import Synchronization
import Terminal
import Testing

struct ProgressTests {
  /// A clock that stands still until it is set, and what was written.
  final class Recorder: Sendable {
    let time = Mutex(0.0)
    let text = Mutex("")

    func line(_ manner: ProgressLine.Manner) -> ProgressLine {
      ProgressLine(manner, now: { self.time.withLock { $0 } }) { piece in self.text.withLock { $0 += piece } }
    }
  }

  private func write(_ manner: ProgressLine.Manner, times: [Double], total: Int? = 10) -> String {
    let recorder = Recorder()
    let line = recorder.line(manner)
    for (index, time) in times.enumerated() {
      recorder.time.withLock { $0 = time }
      line.show(ProgressReport("tune", completed: index, of: total, detail: "loss 0.4"))
    }
    return recorder.text.withLock { $0 }
  }

  @Test func redrawsAtMostTenTimesASecond() {
    let text = write(.redrawn(width: 80), times: [0, 0.05, 0.11, 0.15])
    #expect(text == "\rtune  0/10 (0 %)  loss 0.4\u{1B}[K\rtune  2/10 (20 %)  loss 0.4\u{1B}[K")
  }

  @Test func fitsTheWidth() {
    #expect(write(.redrawn(width: 8), times: [0]) == "\rtune  0\u{1B}[K")
  }

  @Test func plainLinesAreRareAndHaveNoEscapes() {
    let text = write(.plain, times: [0, 1, 2.5, 5, 12, 13])
    #expect(text == "tune  2/10 (20 %)  loss 0.4\ntune  5/10 (50 %)  loss 0.4\n")
  }

  @Test func silence() {
    #expect(write(.silent, times: [0, 100]).isEmpty)
  }

  @Test func theEndTakesTheLineAway() {
    let text = write(.redrawn(width: 80), times: [0, 1], total: 1)
    #expect(text == "\rtune  0/1 (0 %)  loss 0.4\u{1B}[K\r\u{1B}[K")
  }

  @Test(arguments: [
    ([:], true, true),
    ([:], false, false),
    (["TERM": "dumb"], true, false),
    (["ACCESSIBLE": "1"], true, false),
    (["ACCESSIBLE": ""], true, true),
  ])
  func manner(environment: [String: String], isTerminal: Bool, redraws: Bool) {
    let manner = ProgressLine.Manner(environment: environment, isTerminal: isTerminal, width: 80)
    if case .redrawn(80) = manner { #expect(redraws) } else { #expect(!redraws) }
  }
}
