import Foundation
import Platform

/// The release build of `primer`, which `make test` makes first, run as a person or a script runs it.
enum Executable {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let path = root.appendingPathComponent(".build/release/primer").path

  /// Whether it has been built; says so when it has not.
  static let isBuilt: Bool = {
    let isBuilt = FileManager.default.isExecutableFile(atPath: path)
    if !isBuilt { print("skipped: tests of the executable, which is not built (make build)") }
    return isBuilt
  }()

  /// Whether older processors can be played; says so when they can't.
  static let hasEmulator: Bool = {
    let has = Executable.has("qemu-x86_64")
    if !has { print("skipped: tests on older processors, which need qemu-x86_64 (Debian's qemu-user)") }
    return has
  }()

  /// Whether there is a Python with pip, as `fetch` needs it; says so when there is none.
  static let hasPip: Bool = {
    let result = try? run(["-I", "-m", "pip", "--version"], program: "python3")
    if result?.code != 0 { print("skipped: tests of fetching, which need python3 with pip (Debian's python3-pip)") }
    return result?.code == 0
  }()

  struct Result {
    let output: String
    let errors: String
    let code: Int32
  }

  /// Runs it with arguments, input from a pipe, and an empty home unless `environment` says otherwise, in `folder` or
  /// that of the sources. `emulator` stands in front, and `program` is another program.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], folder: URL = root,
    emulator: [String] = [], program: String = path
  ) throws -> Result {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("primer-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let process = Process()
    let command = emulator + [program] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) }
    process.environment = inherited.merging(["HOME": home.path]) { $1 }.merging(environment) { $1 }
    let pipes = (input: Pipe(), output: Pipe(), errors: Pipe())
    process.standardInput = pipes.input
    process.standardOutput = pipes.output
    process.standardError = pipes.errors
    try process.run()
    try pipes.input.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipes.input.fileHandleForWriting.close()
    let output = pipes.output.fileHandleForReading.readDataToEndOfFile()
    let errors = pipes.errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self),
      code: process.terminationStatus)
  }

  /// Whether a program can be found.
  static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  /// Runs it with `arguments` until the process that it starts for `file` runs, and then sends it a signal.
  ///
  /// - Returns: Its exit status, and whether the other process was gone some seconds later.
  static func interrupt(
    _ arguments: [String], with signal: String, whileRunning file: String, environment: [String: String]
  ) throws -> (status: Int, isGone: Bool) {
    let script = """
      # With job control, what runs in the background hears of Ctrl-C.
      set -m; "$0" "$@" > /dev/null 2>&1 & parent=$!; child=
      for try in $(seq 600); do
        for status in $(grep -ls "^PPid:[[:space:]]*$parent$" /proc/[0-9]*/status); do
          child=${status%/status}; child=${child#/proc/}
          grep -q "$FILE" /proc/$child/cmdline 2> /dev/null && break 2
        done; sleep 0.1
      done
      sleep 0.3; kill -$SIGNAL $parent; wait $parent 2> /dev/null; status=$?
      for try in $(seq 50); do
        if [ ! -e /proc/$child ] || grep -q '^State:.Z' /proc/$child/status; then echo "$status gone"; exit; fi
        sleep 0.1
      done
      kill -9 $child; echo "$status alive"
      """
    let variables = ["FILE": file, "SIGNAL": signal].merging(environment) { $1 }
    let words = try shell(script, [path] + arguments, environment: variables).split(whereSeparator: \.isWhitespace)
    return (words.first.flatMap { Int($0) } ?? -1, words.last == "gone")
  }

  /// What a script of the shell writes, with `$0` and what follows it from `arguments`. Unlike what `run` starts, no
  /// signal is blocked in it, as signals may be in a test's own thread.
  static func shell(
    _ script: String, _ arguments: [String] = ["bash"], environment: [String: String] = [:]
  ) throws -> String {
    let child = try ChildProcess(
      ["/bin/bash", "-c", script] + arguments, environment: ThisProcess.environment.merging(environment) { $1 },
      output: .pipe)
    var text = ""
    child.forEachLine { text += String(decoding: $0, as: UTF8.self) + "\n" }
    _ = child.wait()
    return text
  }
}
