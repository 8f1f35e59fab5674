import Foundation
import Script
import Testing

@testable import Commands

/// Pre-training at the prompt, by a recipe of a few words.
@Suite struct PretrainingCommandTests {
  private static let recipe = """
    {"name": "tiny", "model": {"vocabulary": 270, "vocabularyDocuments": 20, "layers": 1, "width": 32,
      "feedForwardWidth": 32, "heads": 2, "contextLength": 128},
     "training": {"steps": 4, "tokens": 40, "rate": 0.01, "warmUp": 1}, "forms": ["{q} => {a}"],
     "tasks": [{"name": "fr", "data": "words.tsv", "question": "en", "answer": "fr", "descriptions": ["French:"]}]}
    """
  private static let words = "en\tfr\nbread\tpain\nbutter\tbeurre\ncheese\tfromage\nmilk\tlait\n"

  /// A host in whose folder the recipe stands.
  private static func host(checksUntilStopped: Int = .max) throws -> CommandsHost {
    let host = CommandsHost(checksUntilStopped: checksUntilStopped)
    try host.writeFile("tiny.json", Array(recipe.utf8))
    try host.writeFile("words.tsv", Array(words.utf8))
    return host
  }

  @Test func aModelIsMadeAndUsed() throws {
    let shown = printed(
      """
      let made = pretrain tiny.json to: tiny.gguf
      $made.steps
      count $made.losses
      count (ask bread model: $made.path max: 2)
      (examine $made.path recipe: tiny.json)[0].facts
      """, host: try Self.host())
    #expect(shown.hasPrefix("4\n4\n") && shown.hasSuffix("\n2\n"), "\(shown)")
  }

  /// Wherever a run is stopped after its first step, the same command goes on to the same weights, and no checkpoint is
  /// left.
  @Test(arguments: [0.3, 0.5, 0.9]) func aStoppedRunGoesOn(_ part: Double) throws {
    let patient = try Self.host()
    let whole = printed("(pretrain tiny.json to: tiny.gguf).checksum", host: patient)
    let stopping = try Self.host(checksUntilStopped: Int(part * Double(patient.checks)))
    let stopped = printed("(pretrain tiny.json to: tiny.gguf).checksum", host: stopping)
    #expect(stopped.contains("stopped after step") && stopped.contains("the same command goes on"), "\(stopped)")
    let going = CommandsHost()
    try FileManager.default.copyItem(atPath: stopping.folder, toPath: going.folder)
    #expect(printed("(pretrain tiny.json to: tiny.gguf).checksum", host: going) == whole)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: going.folder).sorted() == [
        "tiny.gguf", "tiny.json", "words.tsv",
      ])
  }

  @Test(arguments: [
    ("pretrain nowhere", "`nowhere` does not exist"),
    ("pretrain words.tsv", "byte 0: "),
    ("train tokenizer on: [] size: 300", "there is no text to learn tokens from"),
    (
      "train tokenizer on: abc size: 200",
      "a vocabulary of 200 tokens is too small: the bytes and the ending alone take 257"
    ),
    ("examine tiny.gguf", "`tiny.gguf` does not exist"),
  ])
  func mistakesAreNamed(_ source: String, _ message: String) throws {
    let shown = printed(source, host: try Self.host())
    #expect(shown.contains("error: ") && shown.contains(message), "\(shown)")
  }

  /// A recipe that has changed does not go on from the checkpoint of another, which stays.
  @Test func aCheckpointOfAnotherRecipeStays() throws {
    let host = try Self.host()
    _ = printed("pretrain tiny.json to: tiny.gguf until: 2", host: host)
    try host.writeFile("tiny.json", Array(Self.recipe.replacing("0.01", with: "0.02").utf8))
    let shown = printed("pretrain tiny.json to: tiny.gguf", host: host)
    #expect(shown.contains("the checkpoint was made by another recipe"), "\(shown)")
    #expect(FileManager.default.fileExists(atPath: "\(host.folder)/tiny.gguf.checkpoint"))
  }
}
