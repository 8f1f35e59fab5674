import Foundation
import Models
import Testing

@testable import Tailoring

/// Steps of a soft prompt against those of PyTorch, where the models have been fetched.
@Suite struct ReferenceStepTests {
  struct Reference: Decodable {
    struct Steps: Decodable {
      let init_text: String
      let rows: Int
      let batch: [[String]]
      let loss: [Double]
      let grad_norm: [Double]
    }

    let soft_prompt_steps: Steps
  }

  static let fetched = ["smollm2-135m", "gemma3-270m"].filter { name in
    let isHere = FileManager.default.fileExists(atPath: path(name))
    if !isHere { print("skipped: reference steps of \(name), which is not fetched (primer fetch \(name))") }
    return isHere
  }

  static func path(_ name: String) -> String {
    let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(data ?? NSHomeDirectory() + "/.local/share")/primer/models/\(name).gguf"
  }

  @Test(arguments: fetched) func stepsAgreeWithPyTorch(_ name: String) throws {
    let file = TinyModel.fixtures.appending(path: "\(name).json")
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file)).soft_prompt_steps
    let data = Dataset(name: "words", examples: reference.batch.map { .init(question: $0[0], answer: $0[1]) })
    var settings = TuningSettings(
      method: .softPrompt(length: reference.rows), start: .text(reference.init_text), steps: reference.loss.count,
      batch: data.count, rate: 0.01)
    settings.hasConstantRate = true
    settings.clipping = nil
    var run = try TuningRun(LanguageModel(name: name, path: Self.path(name)), on: data, settings: settings)
    while !run.isFinished { try run.step() }
    for (report, loss) in zip(run.history, reference.loss) { #expect(abs(report.loss - loss) < 1e-3) }
    #expect(abs(run.history[0].gradientNorm / reference.grad_norm[0] - 1) < 0.01)
  }
}
