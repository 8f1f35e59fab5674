extension Error {
  /// What `body` gives; an error of type `Cause` becomes one of this type, which says where it came from.
  static func wrapping<Cause: Error, Result>(
    _ failure: (Cause) -> Self, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as Cause {
      throw failure(error)
    }
  }
}
