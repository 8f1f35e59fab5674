import Foundation
import Testing

/// What can't be written is not passed over in silence. `/dev/full` is a disk that is full.
@Suite(.enabled(if: Executable.isBuilt && FileManager.default.fileExists(atPath: "/dev/full")))
struct StandardOutputTests {
  /// Runs `primer ARGUMENTS` in a shell, which sends its output elsewhere.
  private func primer(_ arguments: String, _ shell: String) throws -> Executable.Result {
    try Executable.run(["-c", "\(Executable.path) \(arguments) \(shell)"], program: "bash")
  }

  @Test(arguments: [
    "-c 'print 1'", "-c 1", "--help", "--version", "check --help", "run \(Self.lesson)",
    "check --json \(Self.lesson)", "check --tap \(Self.lesson)", "check \(Self.lesson)",
    "export --no-run --output $(mktemp -d)/page.html \(Self.lesson)", "grade --csv Lessons",
  ])
  func aFullDiskIsAnError(arguments: String) throws {
    let result = try primer(arguments, "> /dev/full")
    #expect(result.code == 2)
    #expect(result.errors.contains("error: standard output can't be written to: the disk is full"))
  }

  @Test func aClosedPipeIsQuiet() throws {
    let result = try primer("-c 'for i in [1, 2, 3] { print $i }'", "| true; echo ${PIPESTATUS[0]}")
    #expect(result.errors.isEmpty)
    let ignoring = try primer("-c 'print 1'", "| (trap '' PIPE; true)")
    #expect(ignoring.errors.isEmpty)
  }

  private static let lesson = "Lessons/01-few-shot.md"
}

/// SIGTERM and SIGHUP end a program as Ctrl-C ends a command: what was done is kept, and nothing is left.
@Suite(.enabled(if: Executable.isBuilt)) struct EndSignalTests {
  @Test(arguments: [("TERM", 143), ("HUP", 129)])
  func aRunEndsAsWithControlC(signal: String, code: Int32) throws {
    let script = """
      cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
      \(Executable.path) -q -c 'pretrain pocket to: m.gguf' & p=$!
      # However slow the machine is, some steps are done after this much of the processor's time.
      while [ "$(ps -o cputimes= -p $p || echo 99)" -lt 15 ]; do sleep 0.2; done
      kill -\(signal) $p; wait $p; echo $?; ls -A
      """
    #expect(try Executable.shell(script) == "\(code)\nm.gguf.checkpoint\n")
  }

  @Test func aPromptEnds() throws {
    let script = "(sleep 2) | \(Executable.path) & sleep 1; kill -TERM $!; wait $!; echo $?"
    #expect(try Executable.shell(script) == "143\n")
  }

  /// Under `nohup` a closed terminal is nothing to a program.
  @Test func anIgnoredSignalStaysIgnored() throws {
    let script = "trap '' HUP; (sleep 2; echo 1 + 1) | \(Executable.path) & sleep 1; kill -HUP $!; wait $!; echo $?"
    #expect(try Executable.shell(script) == "2\n0\n")
  }

  /// The temporary folder goes, and so do the processes of `check`.
  @Test func nothingIsLeft() throws {
    let script = """
      export TMPDIR="$(mktemp -d)"; trap 'rm -rf "$TMPDIR"' EXIT; cd "$TMPDIR"
      printf -- '---\\nminutes: 1\\n---\\n# T\\n\\n```primer\\npretrain pocket\\n```\\n```output\\n...\\n```\\n' > a.md
      \(Executable.path) check --no-cache a.md > /dev/null & p=$!
      sleep 2; c=$(pgrep -P $p); kill -$1 $p; wait $p; echo $?; sleep 1
      ps -o stat= -p ${c:-none} | grep -v Z; [ $1 = KILL ] || ls -A
      """
    #expect(try Executable.shell(script, ["bash", "TERM"]) == "143\na.md\n")
    // What is killed can't clean up its folder, but its children end with it.
    #expect(try Executable.shell(script, ["bash", "KILL"]) == "137\n")
  }
}
