import Script
import Tailoring

extension Arguments {
  /// Runs `body` and turns its errors into diagnostics. They point at the argument that an error blames, where that was
  /// given, else at the one called `name`.
  func blaming<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as Diagnostic {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      throw mistake(error, at: name)
    }
  }

  /// The diagnostic of an error; see ``blaming(_:_:)``.
  func mistake(_ error: any Error, at name: String) -> Diagnostic {
    guard let error = error as? any ArgumentError else { return mistake("\(error)", at: name) }
    let blamed = error.argument.flatMap { value($0) == nil ? nil : $0 } ?? name
    return mistake("\(error)", at: blamed, suggestion: error.suggestion)
  }
}
