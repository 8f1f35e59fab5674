#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs programs as child processes.
package struct SystemProcessRunner: ProcessRunner {
  private static let pollMicroseconds: UInt32 = 50_000
  /// How long a program may take to end once it has been asked to.
  private static let patienceMicroseconds: UInt32 = 2_000_000

  package init() {}

  package func run(
    _ command: [String], environment: [String: String], output: String, check: () throws -> Void
  ) throws -> Int32 {
    let child = try start(command, environment: environment, output: output)
    do {
      while true {
        if let status = status(of: child) {
          // Ctrl-C reaches the program too, and may have ended it before `check` was asked.
          try check()
          return status
        }
        try check()
        usleep(Self.pollMicroseconds)
      }
    } catch {
      end(child)
      throw error
    }
  }

  private func start(_ command: [String], environment: [String: String], output: String) throws(ProcessError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

    let arguments = CStrings(command)
    let variables = CStrings(Self.merged(environment))
    var child: pid_t = 0
    let code = posix_spawnp(&child, command.first ?? "", &actions, nil, arguments.pointers, variables.pointers)
    guard code == 0 else {
      let program = command.first ?? ""
      throw code == ENOENT ? .notFound(program) : .refused(program, reason: String(cString: strerror(code)))
    }
    return child
  }

  /// This process's environment with `additions` in place of what it has of those names.
  private static func merged(_ additions: [String: String]) -> [String] {
    var variables: [String] = []
    var pointer = environ
    while let entry = pointer.pointee {
      let variable = String(cString: entry)
      let name = variable.prefix { $0 != "=" }
      if additions[String(name)] == nil { variables.append(variable) }
      pointer += 1
    }
    return variables + additions.map { "\($0.key)=\($0.value)" }
  }

  /// The exit status of a child that has ended.
  private func status(of child: pid_t) -> Int32? {
    var status: Int32 = 0
    let result = waitpid(child, &status, WNOHANG)
    guard result != 0 else { return nil }
    // Nobody else waits for the child, so a failure means that there is nothing left to wait for.
    guard result == child else { return errno == EINTR ? nil : 128 }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// Asks the child to end, and ends it when it does not.
  private func end(_ child: pid_t) {
    var patience = Self.patienceMicroseconds
    kill(child, SIGTERM)
    while status(of: child) == nil {
      if patience == 0 { kill(child, SIGKILL) }
      patience -= min(patience, Self.pollMicroseconds)
      usleep(Self.pollMicroseconds)
    }
  }
}

/// A list of C strings that ends in a null pointer, as `argv` is.
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    pointers = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
    (pointers + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
