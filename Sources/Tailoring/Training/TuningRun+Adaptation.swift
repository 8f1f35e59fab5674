import Models
import Tensors

extension TuningRun {
  /// What has been learned so far.
  ///
  /// - Parameter effort: What the steps took together; the run knows no clock.
  /// - Throws: `ModelError` where the model can't read an example's question.
  package func adaptation(_ effort: Effort = Effort()) throws -> LearnedAdaptation {
    let learned = LearnedAdaptation(tuner.learned(kept), base: BaseModel(model))
    let complaints = complaints + (try complaintAboutLogits(of: learned.prompts.first ?? learned))
    return LearnedAdaptation(
      learned.numbers, base: learned.base,
      record: TuningRecord(
        settings: settings, data: Dataset(joining: tasks, named: tuner.taskNames),
        dev: devTasks.isEmpty ? nil : Dataset(joining: devTasks, named: tuner.taskNames), history: history,
        devScores: devScores, complaints: complaints, distanceMoved: distanceMoved, effort: effort,
        operations: operations),
      count: kept.reduce(0) { $0 + $1.count })
  }

  /// Logits that differ by less are called the same: rounding alone differs between weights as floats and in blocks.
  private static let noticeableDifference: Float = 1e-3

  /// A complaint when the model says the same with what was learned and without.
  private func complaintAboutLogits(of learned: LearnedAdaptation) throws -> [String] {
    guard let question = examples.first?.question else { return [] }
    func logits(_ adaptation: Adaptation) throws -> [Float] {
      try model.tailored(by: adaptation).logits(after: model.beginning + question).elements
    }
    let (with, without) = (try logits(.learned(learned)), try logits(.none))
    let difference = zip(with, without).reduce(0) { max($0, abs($1.0 - $1.1)) }
    return difference < Self.noticeableDifference
      ? ["the logits are the same with and without what was learned: it changes nothing"] : []
  }

  /// Why the run may not have learned anything; empty when it looks well.
  package var complaints: [String] {
    [slowness, uselessness, sameness, difference].compactMap { $0 }
  }

  /// By the mean losses of the first and the last quarter of the steps, once there are enough of them to tell. How
  /// far numbers must move depends on how many there are, so a small distance is blamed only where the loss stays.
  private var slowness: String? {
    if stepCount > 0, history.allSatisfy({ $0.gradientNorm == 0 }) {
      return "the gradient was 0 in every step: what is learned has no part in the answers"
    }
    let isStill = "the learned numbers hardly moved: a higher rate would help"
    let moved = distanceMoved
    guard history.count >= 4 else { return stepCount > 0 && moved == 0 ? isStill : nil }
    let quarter = history.count / 4
    func mean(_ reports: ArraySlice<StepReport>) -> Double {
      reports.reduce(0) { $0 + $1.loss } / Double(reports.count)
    }
    let (early, late) = (mean(history.prefix(quarter)), mean(history.suffix(quarter)))
    // Within the first quarter the loss may have shot up already; batches differ by less than a fifth.
    let rose = late > early * 1.05 || late > history[0].loss * 1.2
    if late <= early * 0.98, !rose { return nil }
    if moved < 1e-3 { return isStill }
    return rose
      ? "the loss rose: a lower rate would help" : "the loss hardly fell: more steps or another rate would help"
  }

  /// Where answers repeat, always giving the commonest one of the task is the score to beat.
  private var uselessness: String? {
    guard let score = devScores.map(\.accuracy).max() else { return nil }
    var counts: [Int: [[Int]: Int]] = [:]
    for example in dev { counts[example.prefix, default: [:]][example.answer, default: 0] += 1 }
    let most = counts.values.reduce(0) { $0 + ($1.values.max() ?? 0) }
    guard most > counts.count else { return nil }
    return score <= Double(most) / Double(dev.count)
      ? "always giving the commonest answer scores as well on the development examples" : nil
  }
}
