/// The folder for what Primer remembers between runs, by the XDG base directory specification: `primer` in
/// `XDG_STATE_HOME`, which is ignored unless it is absolute, or in `~/.local/state`; nil without a home.
package func stateFolder(environment: [String: String]) -> String? {
  if let base = environment["XDG_STATE_HOME"], base.hasPrefix("/") { return base + "/primer" }
  guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
  return home + "/.local/state/primer"
}
