import Synchronization

/// A program that runs as a child of this process.
package final class ChildProcess: Sendable {
  /// Where its standard output goes.
  package enum Output: Sendable {
    /// To `forEachLine`; its errors go where this process's go.
    case pipe
    /// To a file that is made or emptied, and its errors with it.
    case file(String)
  }

  /// How a process has ended.
  package enum End: Equatable, Sendable {
    case exit(code: Int32)
    case signal(Int32)

    /// The exit status as shells give it: 128 and the signal's number for a signal.
    package var status: Int32 {
      switch self {
      case .exit(let code): code
      case .signal(let number): 128 + number
      }
    }
  }

  /// Why a program could not be started: a reason of the operating system.
  package struct StartError: Error, Equatable, CustomStringConvertible {
    /// As it was asked for.
    package let program: String
    package let code: Int32

    package init(program: String, code: Int32) {
      self.program = program
      self.code = code
    }

    /// Whether there is no such program.
    package var isMissing: Bool { code == ENOENT }
    package var description: String { "\(program): \(String(cString: strerror(code)))" }
  }

  /// The seconds between two looks at whether a process has ended, and how long one may take to end that was asked to.
  private static let (lookSeconds, graceSeconds) = (0.05, 2.0)

  /// One process is started at a time, so that none inherits the pipe of another.
  private static let starting = Mutex(())

  private let child: pid_t
  /// The end of the pipe that is read from, or -1.
  private let pipe: Int32
  /// How it ended, once it has been waited for: its number may then be another process's.
  private let end = Mutex<End?>(nil)

  /// Starts a program, looked for in `PATH` when its name has no `/`, with nothing to read on its standard input.
  ///
  /// - Parameters:
  ///   - environment: All of its variables. `ThisProcess.environment` are those of this process.
  ///   - folder: Its working directory; nil for that of this process.
  package init(
    _ command: [String], environment: [String: String], folder: String? = nil, output: Output
  ) throws(StartError) {
    let started = Self.starting.withLock { _ in Self.start(command, environment, folder, output) }
    switch started {
    case .success(let ids): (child, pipe) = ids
    case .failure(let error): throw error
    }
  }

  deinit { if pipe >= 0 { close(pipe) } }

  private static func start(
    _ command: [String], _ environment: [String: String], _ folder: String?, _ output: Output
  ) -> Result<(pid_t, Int32), StartError> {
    let program = command.first ?? ""
    func failure(_ code: Int32) -> Result<(pid_t, Int32), StartError> {
      .failure(StartError(program: program, code: code))
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var ends: [Int32] = [-1, -1]
    defer { if ends[1] >= 0 { close(ends[1]) } }
    switch output {
    case .pipe:
      guard Platform.pipe(&ends) == 0 else { return failure(errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    case .file(let path):
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    }
    if let folder {
      let code = addFolder(folder, to: &actions)
      guard code == 0 else { return failure(code) }
    }
    // The thread that starts it may block signals, as those of Dispatch do; the program hears them.
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = environment.merging([ThisProcess.parentVariable: String(getpid())]) { $1 }
    var arguments = command.map { strdup($0) } + [nil]
    var assignments = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + assignments { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, &attributes, &arguments, &assignments)
    guard code == 0 else {
      if ends[0] >= 0 { close(ends[0]) }
      return failure(code)
    }
    return .success((child, ends[0]))
  }

  #if canImport(Darwin)
    private static func addFolder(_ folder: String, to actions: inout posix_spawn_file_actions_t?) -> Int32 {
      posix_spawn_file_actions_addchdir_np(&actions, folder)
    }
  #else
    private static func addFolder(_ folder: String, to actions: inout posix_spawn_file_actions_t) -> Int32 {
      typealias Function = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> Int32
      guard let add = libraryFunction("posix_spawn_file_actions_addchdir_np", as: Function.self) else { return ENOSYS }
      return add(&actions, folder)
    }
  #endif

  // MARK: While it runs

  /// Gives `body` each line of the output without its end, until the process closes it.
  package func forEachLine(_ body: ([UInt8]) -> Void) {
    var pending: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(pipe, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      var start = 0
      while let end = chunk[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
        body(pending + chunk[start..<end])
        pending = []
        start = end + 1
      }
      pending += chunk[start..<count]
    }
  }

  /// Waits for its end.
  package func wait() -> End {
    // Not reaped yet, so that `kill` cannot hit another process.
    var information = siginfo_t()
    while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return reaped(0) ?? .exit(code: 0)
  }

  /// Waits for its end, and calls `check` several times a second meanwhile. When that throws, the process is asked to
  /// end, ended if it does not, and the error passed on.
  package func wait(check: () throws -> Void) throws -> End {
    do {
      while true {
        let end = reaped(WNOHANG)
        // Ctrl-C reaches the process too, and may have ended it before `check` was asked.
        try check()
        if let end { return end }
        usleep(UInt32(Self.lookSeconds * 1e6))
      }
    } catch {
      kill(SIGTERM)
      var seconds = 0.0
      while reaped(WNOHANG) == nil {
        if seconds >= Self.graceSeconds { kill() }
        seconds += Self.lookSeconds
        usleep(UInt32(Self.lookSeconds * 1e6))
      }
      throw error
    }
  }

  /// Sends it a signal, which ends it at once unless another is given; nothing once it has ended.
  package func kill(_ signal: Int32 = SIGKILL) {
    end.withLock { end in
      if end == nil { _ = Platform.kill(child, signal) }
    }
  }

  /// How it ended; nil when, with `WNOHANG`, it has not.
  private func reaped(_ options: Int32) -> End? {
    end.withLock { end in
      if let end { return end }
      var status: Int32 = 0
      while true {
        let result = waitpid(child, &status, options)
        if result == 0 { return nil }
        if result < 0, errno == EINTR { continue }
        // Nobody else waits for the child, so a failure means that there is nothing left to wait for.
        let signal = status & 0x7F
        end = result < 0 ? .exit(code: 128) : signal == 0 ? .exit(code: (status >> 8) & 0xFF) : .signal(signal)
        return end
      }
    }
  }
}
