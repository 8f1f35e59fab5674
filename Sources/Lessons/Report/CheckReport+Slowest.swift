extension CheckReport {
  /// The cells that ran longer than `seconds`, the slowest first, at most `count`, a line each; empty when none did.
  package func slowest(over seconds: Double = 5, count: Int = 5) -> String {
    let slow = files.flatMap { file in
      file.isCached ? [] : file.cells.filter { $0.seconds > seconds }.map { (file, $0) }
    }.sorted { $0.1.seconds > $1.1.seconds }.prefix(count)
    guard !slow.isEmpty else { return "" }
    let lines = slow.map { file, cell in
      "  \(((cell.seconds * 10).rounded() / 10).short) s  \(file.path):\(cell.line)  \(cell.summary)\n"
    }
    return "slowest cells:\n" + lines.joined()
  }
}
