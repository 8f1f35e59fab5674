import Lessons
import Script

extension Grader {
  /// What a lesson's solution leaves behind.
  struct Solution {
    let after: Session.Snapshot
    /// The names that it gives a meaning.
    let names: Set<String>
    /// The model in use; nil when it is the one that was in use before.
    let otherModel: (any ScriptObject)?
    let seed: UInt64

    /// Looks at `session`, in which the solution of `exercise` has just run.
    init(_ session: Session, _ exercise: Exercise, before: Session.Snapshot) {
      after = session.snapshot()
      names = Program.names(in: exercise.solution.text)
      seed = session.seed
      let model = session.model
      session.restore(before)
      otherModel = session.model?.summary == model?.summary ? nil : model
      session.restore(after)
    }
  }

  /// Marks an answer that runs in `state`. When it passes, the session is left in the state that was checked.
  ///
  /// The checks see the names, the model and the seed of the lesson as the lesson has them. Of the answer they see what
  /// the solution gives a meaning too, and names that are new: an answer can't change what it is measured with.
  func mark(
    _ answer: String, of cell: Cell, in state: Session.Snapshot, _ solution: Solution, _ checks: [String]
  ) throws -> ExerciseMark {
    switch try run(answer, cell) {
    case .fine: break
    case .late: return .timeout
    case .error(let diagnostic): return .error(printable(diagnostic.message))
    }
    let (model, last) = (session.model, session.bindings.last)
    let names = Program.names(in: answer)
    session.restore(state, keeping: names, replacing: solution.names.intersection(names))
    session.bindings.last = last
    if solution.otherModel != nil { session.model = model }
    session.seed = solution.seed
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

extension Program {
  /// The names that a text gives a meaning; none when it cannot be read.
  fileprivate static func names(in text: String) -> Set<String> {
    (try? Program(parsing: SourceText(text)))?.names ?? []
  }
}
