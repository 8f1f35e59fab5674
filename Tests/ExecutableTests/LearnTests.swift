import Foundation
import Testing

/// `primer learn` in a pipe: the same words, line by line.
@Suite(.enabled(if: Executable.isBuilt)) struct LearnTests {
  @Test func withoutInputItShowsTheCourseAndAFirstPage() throws {
    let result = try Executable.run(["learn"])
    #expect(result.output.contains("few-shot"))
    #expect(result.output.contains("====="))
    #expect(!result.output.contains("\u{1B}") && !result.output.contains("```"))
    #expect(result.errors.isEmpty)
    #expect(result.code == 0)
  }

  @Test func aLessonGoesOnWhereItWasLeft() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let environment = ["XDG_STATE_HOME": folder.path]
    let first = try Executable.run(["learn", "few-shot"], input: "1 + 1\n\nwhere\nquit\n", environment: environment)
    #expect(first.output.contains("\n2\n"))
    #expect(first.output.contains("step 2 of"))
    #expect(!first.output.contains("differs from the lesson"))
    #expect(first.code == 0)
    let second = try Executable.run(["learn", "few-shot"], input: "where\n\n", environment: environment)
    #expect(second.output.contains("Enter goes on at step 2 of"))
    #expect(second.code == 0)
  }

  @Test func keysFromAPipeTurnPages() throws {
    let result = try Executable.run(["learn", "--present", "few-shot"], input: "  q")
    #expect(result.output.contains("Few-shot"))
    #expect(result.code == 0)
  }

  @Test(arguments: [
    (["learn", "few-shto"], "did you mean `few-shot`?"),
    (["learn", "99"], "there is no lesson 99"),
    (["learn", "few-shot-real"], "primer fetch gemma3-270m"),
    (["learn", "nosuch.md"], "does not exist"),
  ])
  func mistakes(arguments: [String], message: String) throws {
    let result = try Executable.run(arguments)
    #expect(result.errors.contains(message))
    #expect(result.code == 2)
  }
}
