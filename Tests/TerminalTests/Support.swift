import Terminal
import TestSupport
import Testing

/// Tests that raise or look at SIGINT, which a process has only once.
@Suite(.serialized)
enum SharedSignalTests {}

/// A host that records what is shown and said, and stops at an interrupt.
func recordingHost() -> TestHost {
  TestHost(wantsStream: true, showsNotes: true, isStopped: { Interrupt.isRequested })
}
