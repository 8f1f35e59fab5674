import Foundation
import Synchronization
import Terminal

extension World {
  /// The variables of `count` processes that run at once: they share out the processors, and put what is temporary into
  /// `folder`, so that it vanishes with this run, however they end; without one they find a place themselves.
  func variables(ofProcesses count: Int, temporaryFolder folder: String?) -> [String: String] {
    var variables = ["SWIFT_BACKTRACE": "enable=no"]
    if environment["PRIMER_THREADS"] == nil {
      variables["PRIMER_THREADS"] = String(max(1, ProcessInfo.processInfo.activeProcessorCount / count))
    }
    variables["TMPDIR"] = folder
    return variables
  }
}

/// A process that runs this program once more, with its standard output in a pipe.
final class LessonProcess: Sendable {
  /// Why it could not be started.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  private let child: pid_t
  private let output: Int32
  /// Whether it has been waited for: its number may then be another process's.
  private let hasEnded = Mutex(false)

  /// One process is started at a time, so that none inherits the pipe of another.
  private static let starting = Mutex(())

  /// Starts it with arguments, and variables in place of those of this process.
  init(_ arguments: [String], environment: [String: String]) throws(Refusal) {
    let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    let result = Self.starting.withLock { _ in Self.start([program] + arguments, variables) }
    switch result {
    case .success(let started): (child, output) = started
    case .failure(let refusal): throw refusal
    }
  }

  deinit { close(output) }

  private static func start(
    _ arguments: [String], _ variables: [String]
  ) -> Result<(pid_t, Int32), Refusal> {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failure(Refusal(description: String(cString: strerror(errno)))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var variablePointers = variables.map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, arguments[0], &actions, nil, &argumentPointers, &variablePointers)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      return .failure(Refusal(description: String(cString: strerror(code))))
    }
    return .success((child, ends[0]))
  }

  /// Gives `body` each line of the output without its end, until the process closes it.
  func forEachLine(_ body: (Data) -> Void) {
    var pending = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      var start = 0
      while let end = chunk[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
        pending += chunk[start..<end]
        body(pending)
        pending = Data()
        start = end + 1
      }
      pending += chunk[start..<count]
    }
  }

  /// Waits for its end: the exit code, or the signal that ended it.
  func wait() -> (code: Int32, signal: Int32) {
    // Not reaped yet, so that `kill` cannot hit another process.
    var information = siginfo_t()
    while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return hasEnded.withLock { hasEnded in
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
      hasEnded = true
      return ((status >> 8) & 0xFF, status & 0x7F)
    }
  }

  /// Ends it at once.
  func kill() {
    hasEnded.withLock { hasEnded in
      if !hasEnded { _ = Foundation.kill(child, SIGKILL) }
    }
  }
}
