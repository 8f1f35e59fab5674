import Script

/// The suggestion of the name that `typed` most likely was meant to be, or nil when none is near.
func didYouMean(_ typed: String, among names: [String]) -> String? {
  nearest(to: typed, among: names).map { "did you mean `\($0)`?" }
}
