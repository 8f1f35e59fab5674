import Platform

/// The columns that a descriptor's terminal has: `COLUMNS` where it is a number, else what the terminal says, else 80.
package func terminalWidth(of descriptor: Int32, environment: [String: String]) -> Int {
  if let columns = environment["COLUMNS"].flatMap(Int.init), columns > 0 { return max(20, min(columns, 10_000)) }
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return max(20, Int(size.ws_col))
}
