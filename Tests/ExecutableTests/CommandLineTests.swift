import Testing

/// What a shell sees: outputs, errors, exit codes.
@Suite(.enabled(if: Executable.isBuilt)) struct CommandLineTests {
  @Test func textOnTheCommandLine() throws {
    let result = try Executable.run(["-c", "1 + 2; [a => b]"])
    #expect(result.output == "3\na => b\n")
    #expect(result.errors.isEmpty)
    #expect(result.code == 0)
  }

  @Test func textFromAPipe() throws {
    let result = try Executable.run([], input: "let x = 4\n$x * $x\n")
    #expect(result.output == "16\n")
    #expect(result.code == 0)
  }

  @Test func theFirstErrorEndsAScriptWithItsPlace() throws {
    let result = try Executable.run([], input: "1\nnosuch\n3\n")
    #expect(result.output == "1\n")
    #expect(result.errors.contains("input:2:1"))
    #expect(!result.errors.contains("\u{1B}"))
    #expect(result.code == 2)
  }

  @Test func nothingRunsWhenAScriptDoesNotParse() throws {
    let result = try Executable.run([], input: "1\n[2\n")
    #expect(result.output.isEmpty)
    #expect(result.code == 2)
  }

  @Test(arguments: [["--nosuch"], ["check"], ["run"], ["check", "--timeout", "0", "Lessons"]])
  func wrongUsage(arguments: [String]) throws {
    #expect(try Executable.run(arguments).code == 64)
  }

  @Test func updatesAreRefusedInCI() throws {
    let result = try Executable.run(["check", "--update", "Lessons"], environment: ["CI": "true"])
    #expect(result.code == 64)
    #expect(result.errors.contains("CI=true"))
  }

  @Test func aMissingFileIsAnError() throws {
    let result = try Executable.run(["run", "nosuch.primer"])
    #expect(result.errors.contains("nosuch.primer"))
    #expect(result.code == 2)
  }

  @Test func aMissingModelNamesItsCommand() throws {
    let result = try Executable.run(["-c", "use gemma3-270m"])
    #expect(result.errors.contains("fetch gemma3-270m"))
    #expect(result.code == 2)
  }

  @Test func aLicenceIsNotAcceptedByItself() throws {
    let result = try Executable.run(["fetch", "gemma3-270m"])
    #expect(result.errors.contains("accept-licence"))
    #expect(result.code == 2)
  }

  /// Lessons whose models are not here are skipped, and fail where they are required.
  @Test func lessonsWithoutTheirModels() throws {
    let skipped = try Executable.run(["check", "Lessons/01-few-shot-real.md"])
    #expect(skipped.code == 0)
    #expect(skipped.output.hasSuffix("0 passed, 0 failed, 13 skipped\n"))
    #expect(try Executable.run(["check", "--require-models", "Lessons/01-few-shot-real.md"]).code == 1)
  }

  @Test func dataSetsAreFoundBesideTheSources() throws {
    let result = try Executable.run(["-c", "data en-fr | count"])
    #expect((Int(result.output.dropLast()) ?? 0) >= 1000)
  }
}
