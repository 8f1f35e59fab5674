import Script
import Tailoring

extension Arguments {
  /// Runs `body` and turns its errors into diagnostics. They point at the argument that an error blames, where that was
  /// given, else at that of `parameter`.
  func blaming<Result>(_ parameter: any AnyParameter, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as Diagnostic {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      throw mistake(error, at: parameter)
    }
  }

  /// The diagnostic of an error; see ``blaming(_:_:)``.
  func mistake(_ error: any Error, at parameter: any AnyParameter) -> Diagnostic {
    mistake(error, at: parameter.name)
  }

  /// The same for the name of a parameter that only some commands have.
  func mistake(_ error: any Error, at name: String) -> Diagnostic {
    if let error = error as? ModelStoreError {
      return mistake(error.message, at: name, suggestion: error.suggestion)
    }
    guard let error = error as? any ArgumentError else { return mistake("\(error)", at: name) }
    let blamed = error.argument.flatMap { has($0) ? $0 : nil } ?? name
    return mistake("\(error)", at: blamed, suggestion: error.suggestion)
  }
}

/// The suggestion of the name that `typed` most likely was meant to be, or nil when none is near.
func didYouMean(_ typed: String, among names: [String]) -> String? {
  nearest(to: typed, among: names).map { "did you mean `\($0)`?" }
}
