/// The folder for what Primer can make again, by the XDG base directory specification: `primer` in `XDG_CACHE_HOME`,
/// which is ignored unless it is absolute, or in `~/.cache`; nil without a home.
package func cacheFolder(environment: [String: String]) -> String? {
  if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/primer" }
  guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
  return home + "/.cache/primer"
}
