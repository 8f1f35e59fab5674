import Lessons
import Platform
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs this program again in processes of their own, so that what crashes, hangs or fills the memory takes nothing else
/// with it. They send messages, a line of JSON each, and end with this process.
package final class ConfinedProcesses: Sendable {
  private struct State {
    var environment: [String: String]
    var stop: WorkerPool.Stop?
    var running: [ObjectIdentifier: ChildProcess] = [:]
  }

  private let program: String
  private let hasThreadCount: Bool
  /// What is temporary in them vanishes with it, however they end.
  private let temporary = TemporaryFolder()
  private let state: Mutex<State>

  /// For processes with the variables of `environment`.
  package init(environment: [String: String]) {
    program = ThisProcess.executablePath ?? CommandLine.arguments[0]
    hasThreadCount = environment[Self.threadVariable] != nil
    var environment = environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    // Without a folder they find a place themselves.
    if let folder = try? temporary.path() { environment["TMPDIR"] = folder }
    state = Mutex(State(environment: environment))
  }

  fileprivate static let threadVariable = "PRIMER_THREADS"

  /// Says that `count` of those to come run at once: they share out the processors, unless the environment said how many
  /// threads each may have.
  package func share(among count: Int) {
    guard !hasThreadCount else { return }
    let threads = max(1, Machine.processorCount / max(1, count))
    state.withLock { $0.environment[Self.threadVariable] = String(threads) }
  }

  /// Why the processes were ended from here; nil while they may run.
  package var stop: WorkerPool.Stop? { state.withLock { $0.stop } }

  /// Ends all that run, and keeps others from being started.
  package func end(_ stop: WorkerPool.Stop) {
    state.withLock { state in
      state.stop = state.stop ?? stop
      for process in state.running.values { process.kill() }
    }
  }

  /// Runs one with `arguments` to its end, and gives `receive` its messages. Nil when processes may no longer be started.
  package func run<Message: Decodable>(
    _ arguments: [String], receive: (Message) -> Void
  ) throws(ChildProcess.StartError) -> ChildProcess.End? {
    let process = try state.withLock { state throws(ChildProcess.StartError) -> ChildProcess? in
      guard state.stop == nil else { return nil }
      let process = try ChildProcess([program] + arguments, environment: state.environment, output: .pipe)
      state.running[ObjectIdentifier(process)] = process
      return process
    }
    guard let process else { return nil }
    defer { state.withLock { $0.running[ObjectIdentifier(process)] = nil } }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    process.forEachLine { line in
      if let message = try? decoder.decode(Message.self, from: Data(line)) { receive(message) }
    }
    return process.wait()
  }
}

extension ChildProcess.End {
  /// Whether a cell was late and did not look up.
  package var isLate: Bool { self == .exit(code: ConfinedProcess.lateCode) }

  /// How it ended, in a few words.
  package var words: String {
    switch self {
    case .exit(ConfinedProcess.lateCode): "it took too long"
    case .exit(let code): "exit code \(code)"
    case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
    }
  }
}

/// This process, as one that `ConfinedProcesses` has started.
package struct ConfinedProcess {
  /// What it may use.
  package struct Limits {
    /// Bytes of memory that can be written to, of whatever kind: models are mapped and don't count. Nil for no limit.
    package var memory: Int?
    /// Whether what runs is a stranger's: it gets no environment, no standard error, few files and small ones.
    package var isHostile: Bool

    package init(memory: Int?, isHostile: Bool) {
      self.memory = memory
      self.isHostile = isHostile
    }

    /// As much memory as the machine has, so that a lesson that wants more fails and nobody else does.
    package static var lesson: Limits {
      #if os(Linux)
        Limits(memory: Machine.memory, isHostile: false)
      #else
        Limits(memory: nil, isHostile: false)
      #endif
    }
  }

  /// The exit code when a cell is late and does not look up.
  fileprivate static let lateCode: Int32 = 124
  /// How many seconds a late cell has before the process is ended.
  private static let graceSeconds = 5.0
  /// The variables that a stranger's code may see.
  private static let harmlessVariables = ["TMPDIR", ConfinedProcesses.threadVariable]

  private let channel: Int32

  /// Confines this process once and for all. Messages go to what was its standard output; nothing else knows that
  /// descriptor, so that what cells print goes nowhere.
  package init(_ limits: Limits) {
    ThisProcess.endWithParent()
    channel = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let nothing = openDescriptor("/dev/null", O_RDWR)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO] { dup2(nothing, descriptor) }
    if limits.isHostile {
      dup2(nothing, STDERR_FILENO)
      for name in ThisProcess.environment.keys where !Self.harmlessVariables.contains(name) { unsetenv(name) }
      ThisProcess.limit(.fileSize, to: 256 << 20)
      ThisProcess.limit(.openFiles, to: 256)
      ThisProcess.limit(.coreFile, to: 0)
    }
    close(nothing)
    if let memory = limits.memory { ThisProcess.limit(.memory, to: memory) }
  }

  /// Sends a message.
  package func send(_ message: some Encodable) {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let line = try? encoder.encode(message) else { return }
    writeAll(String(decoding: line, as: UTF8.self) + "\n", to: channel)
  }

  /// Ends the process when a cell goes on although its time is over, and at once when nobody can watch it.
  package func watch(_ host: CapturingHost) {
    do {
      try startThread {
        while true {
          usleep(500_000)
          if let lateness = host.lateness, lateness > Self.graceSeconds { _exit(Self.lateCode) }
        }
      }
    } catch {
      _exit(EX_OSERR)
    }
  }
}
