/// A text as messages quote it: the beginning of one that is long.
func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }
