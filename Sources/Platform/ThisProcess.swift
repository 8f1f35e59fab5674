/// What a process may do with itself.
package enum ThisProcess {
  /// The variables of its environment.
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    var pointer = environ
    while let entry = pointer.pointee {
      let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      pointer += 1
    }
    return variables
  }

  /// Where the program is that it runs; nil where the system does not say.
  package static var executablePath: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size) + 1)
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      return realPath(of: String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    #else
      realPath(of: "/proc/self/exe")
    #endif
  }

  /// Something of which a process may use only so much.
  package enum Resource: Sendable {
    /// Bytes of memory that can be written to; mapped files don't count.
    case memory
    /// Bytes of a file that it writes.
    case fileSize
    case openFiles
    /// Bytes of what it leaves of its memory when it crashes.
    case coreFile
  }

  /// Limits what this process may use, once and for all.
  package static func limit(_ resource: Resource, to most: Int) {
    let name =
      switch resource {
      case .memory: RLIMIT_DATA
      case .fileSize: RLIMIT_FSIZE
      case .openFiles: RLIMIT_NOFILE
      case .coreFile: RLIMIT_CORE
      }
    var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(name.rawValue), &limit)
    #else
      setrlimit(name, &limit)
    #endif
  }

  /// Lets `handler`, which may do only what a signal handler may, deal with a signal; system calls that it interrupts go
  /// on. With `once` they end with `EINTR`, and the next such signal has its usual effect. A signal that this process was
  /// told to ignore when it was started, as by `nohup`, stays ignored.
  package static func handle(
    _ signal: Int32, once: Bool = false, by handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    #if canImport(Glibc)
      let current = sigaction(signal, nil, &action) == 0 ? action.__sigaction_handler.sa_handler : nil
    #elseif canImport(Musl)
      let current = sigaction(signal, nil, &action) == 0 ? action.__sa_handler.sa_handler : nil
    #else
      let current = sigaction(signal, nil, &action) == 0 ? action.__sigaction_u.__sa_handler : nil
    #endif
    if unsafeBitCast(current, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { return }
    action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      action.__sa_handler.sa_handler = handler
    #else
      action.__sigaction_u.__sa_handler = handler
    #endif
    action.sa_flags = once ? Int32(bitPattern: UInt32(SA_RESETHAND)) : SA_RESTART
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }

  /// Where a child finds its parent's number.
  static let parentVariable = "PRIMER_PARENT"

  /// Makes this process end with the one that started it as a `ChildProcess`, however that ends, where the system can
  /// do so: on Linux. Called first of all, before the environment is taken away. More exactly it ends with the thread
  /// that started it, which should therefore wait for it.
  package static func endWithParent() {
    #if os(Linux)
      guard let variable = getenv(parentVariable), let parent = pid_t(String(cString: variable)) else { return }
      typealias Function = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
      let setParentDeathSignal: Int32 = 1
      _ = libraryFunction("prctl", as: Function.self)?(setParentDeathSignal, UInt(SIGKILL), 0, 0, 0)
      // It may have ended before it was asked about.
      if getppid() != parent { _exit(128 + SIGKILL) }
    #endif
  }
}
