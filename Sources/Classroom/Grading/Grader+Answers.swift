import Lessons
import Script

extension Grader {
  /// Marks an answer that runs in `state`, by what counts of it. When it passes, the session is left in the state that
  /// was checked.
  func mark(
    _ answer: String, of cell: Cell, in state: Session.Snapshot, _ effect: SolutionEffect, _ checks: [String]
  ) throws -> ExerciseMark {
    switch try run(answer, cell) {
    case .fine: break
    case .late: return .timeout
    case .error(let diagnostic): return .error(printable(diagnostic.message))
    }
    effect.restrict(session, to: answer, before: state)
    let after = session.snapshot()
    for (index, check) in checks.enumerated() {
      let value = try self.value(of: check, cell)
      session.restore(after)
      switch value {
      case .success(.boolean(true)): continue
      case .failure: return .timeout
      case .success: return index == 0 ? .wrong : .hiddenCheckFailed(index)
      }
    }
    return .passed
  }

  private struct TooLate: Error {}

  /// The value of a check; nothing when it ends in an error, such as for a name without a meaning.
  private func value(of check: String, _ cell: Cell) throws -> Result<Value, TooLate> {
    host.begin(limit: seconds(of: cell))
    do {
      let value = try session.value(of: SourceText(check))
      return host.end() ? .failure(TooLate()) : .success(value)
    } catch {
      if host.end() { return .failure(TooLate()) }
      if error.kind == .cancelled { throw CancellationError() }
      return .success(.nothing)
    }
  }

  enum End {
    case fine
    case late
    case error(Diagnostic)

    /// How a cell or a solution of the lesson has ended otherwise than it should; nil when it has not.
    func fault(in cell: Cell) -> String? {
      switch self {
      case .fine: cell.options.fails ? "is marked `fails` and ends without an error" : nil
      case .late: "takes longer than it may"
      case .error(let diagnostic): cell.options.fails ? nil : "ends in an error: \(printable(diagnostic.message))"
      }
    }
  }

  /// Runs a text with a cell's options.
  ///
  /// - Throws: `CancellationError` when somebody stopped it.
  func run(_ text: String, _ cell: Cell) throws -> End {
    let seed = session.seed
    if let own = cell.options.seed { session.seed = own }
    defer { if cell.options.seed != nil { session.seed = seed } }
    host.begin(limit: seconds(of: cell))
    do {
      try session.run(SourceText(text))
      return host.end() ? .late : .fine
    } catch {
      if host.end() { return .late }
      if error.kind == .cancelled { throw CancellationError() }
      return .error(error)
    }
  }

  private func seconds(of cell: Cell) -> Double {
    let limit = (cell.options.timeout ?? timeout).components
    return Double(limit.seconds) + Double(limit.attoseconds) * 1e-18
  }
}
