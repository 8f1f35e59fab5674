/// The folders for a user's files that the XDG base directory specification (version 0.8) names.
package enum BaseFolder {
  /// What can be made again.
  case cache
  /// What is remembered between runs.
  case state
  /// What the user has fetched or made.
  case data

  /// Primer's folder of the kind: `primer` in what the variable names, which is ignored unless it is absolute, or in
  /// the usual place in the home folder; nil without a home.
  package func path(environment: [String: String]) -> String? {
    let (variable, usual) =
      switch self {
      case .cache: ("XDG_CACHE_HOME", ".cache")
      case .state: ("XDG_STATE_HOME", ".local/state")
      case .data: ("XDG_DATA_HOME", ".local/share")
      }
    if let base = environment[variable], base.hasPrefix("/") { return base + "/primer" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/\(usual)/primer"
  }
}
