import Formats
import Platform
import Testing

/// What the benches print, not how fast anything is.
@Suite(.enabled(if: Executable.isBuilt)) struct BenchTests {
  private func tables(_ arguments: [String]) throws -> [String: JSONObject] {
    let result = try Executable.run(["bench"] + arguments + ["--json"], environment: ["PRIMER_THREADS": "2"])
    #expect(result.code == 0 && result.errors.isEmpty)
    let document = try #require(Array(result.output.utf8).withUnsafeBytes { try JSONParser.parse($0) }.object)
    #expect(document["threads"]?.integer == 2 && document["kernels"]?.text != nil && document["processor"]?.text != nil)
    let tables = try #require(document["tables"]?.array).compactMap(\.object)
    return Dictionary(uniqueKeysWithValues: tables.map { ($0["name"]?.text ?? "", $0) })
  }

  private func column(_ name: String, of table: JSONObject?) throws -> [Double] {
    try #require(table?["rows"]?.array).map { try #require($0.object?[name]?.number) }
  }

  /// A token needs all of pocket's matrices, 7.4 MB, and the keys and values of eight layers with four heads of 32
  /// numbers.
  @Test func limitsFollowFromTheModel() throws {
    #expect(try column("threads", of: tables(["memory"])["memory that is read"]) == [1, 2])
    let models = try tables([
      "models", "pocket", "--context", "16", "--context", "32", "--written", "2", "--rounds", "1",
    ])
    let table = try #require(models.values.first)
    #expect(try column("prompt", of: table) == [16, 32])
    for name in ["read", "read-limit", "written", "written-limit"] {
      #expect(try column(name, of: table).allSatisfy { $0 > 0 })
    }
    let limits = try column("written-limit", of: table)
    let bytes = [17.0, 33].map { 7_380_992 + 8 * 8 * 4 * 32 * $0 }
    #expect(abs(limits[0] / limits[1] - bytes[1] / bytes[0]) < 1e-9)
  }

  /// Twice the tokens take a little more than twice the arithmetic, twice the texts exactly twice.
  @Test func growthIsFitted() throws {
    let tables = try tables(["growth", "pocket", "--longest", "128", "--rounds", "1"])
    let contexts = try #require(tables["pocket: context"])
    #expect(try column("tokens", of: contexts) == [64, 128])
    let operations = try column("gigaflop", of: contexts)
    let exponent = try #require(contexts["growth"]?.object?["gigaflop"]?.number)
    #expect(abs(exponent - log2(operations[1] / operations[0])) < 1e-9)
    #expect((1.0...1.1).contains(exponent))
    let texts = try #require(tables["pocket: texts written together"])
    #expect(try column("texts", of: texts) == [1, 2, 4, 8, 16])
    #expect(try abs(#require(texts["growth"]?.object?["gigaflop"]?.number) - 1) < 1e-9)
    #expect(try column("rows", of: tables["pocket: rows of a soft prompt, in a training step"]).count == 6)
    #expect(try column("examples", of: tables["pocket: examples of a training step"]) == [4, 8, 16, 32, 64])
    #expect(try column("threads", of: tables["pocket: threads"]) == [1, 2])
  }

  @Test func tablesHaveTheMachineAboveThem() throws {
    let result = try Executable.run(["bench", "score", "pocket", "--examples", "3", "--prompts", "2"])
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("processor ") == true && lines.first?.contains("threads") == true)
    #expect(lines.count == 5 && lines[2].split(separator: " ").prefix(3) == ["seconds", "right", "loss"])
    let tooMany = try Executable.run(["bench", "score", "pocket", "--prompts", "100000"])
    #expect(tooMany.code == 64 && tooMany.errors.contains("too few"))
  }
}
