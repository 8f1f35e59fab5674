/// One of the two factors of a module's update, and what the file calls it.
enum LowRankTensor {
  case a(String)
  case b(String)

  private static let start = "base_model.model."
  private static let aEnd = ".lora_A.weight"
  private static let bEnd = ".lora_B.weight"

  var name: String {
    switch self {
    case .a(let module): Self.start + module + Self.aEnd
    case .b(let module): Self.start + module + Self.bEnd
    }
  }

  init?(name: String) {
    guard name.hasPrefix(Self.start), name.hasSuffix(Self.aEnd) || name.hasSuffix(Self.bEnd) else { return nil }
    let module = String(name.dropFirst(Self.start.count).dropLast(Self.aEnd.count))
    guard !module.isEmpty else { return nil }
    self = name.hasSuffix(Self.aEnd) ? .a(module) : .b(module)
  }
}
