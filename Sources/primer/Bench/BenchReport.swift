import Formats
import Platform
import Printing
import Script
import Tensors

/// What a bench has measured: tables that are printed as they come, or one JSON document at the end.
struct BenchReport {
  /// Rows of numbers and texts.
  struct Table {
    let name: String
    let rows: [Record]
    /// How columns grow with the first one.
    var growth: [(column: String, exponent: Double)] = []
  }

  private let isJSON: Bool
  private var tables: [Table] = []

  init(_ options: BenchOptions) {
    isJSON = options.json
    if !isJSON { print(Self.setting.map { "\($0) \($1)" }.joined(separator: ", ")) }
  }

  /// The machine and what computes on it.
  private static var setting: [(name: String, value: String)] {
    let compute = Compute.current
    return [
      ("processor", Processor.name ?? "unknown"), ("kernels", compute.kernels.name),
      ("threads", String(compute.pool.threadCount)),
    ]
  }

  mutating func add(_ name: String, _ rows: [Record], growth columns: [String] = []) {
    let table = Table(
      name: name, rows: rows,
      growth: columns.compactMap { column in
        PowerLaw(
          rows.compactMap { row in
            guard let x = row.values.first?.number, let y = row[column]?.number else { return nil }
            return (x, y)
          }
        ).map { (column, $0.exponent) }
      })
    tables.append(table)
    if !isJSON { show(table) }
  }

  private func show(_ table: Table) {
    let rows = table.rows.map { row in
      Value.record(Record(zip(row.names, row.values).map { ($0, $1.number.map { .number(shortened($0)) } ?? $1) }))
    }
    print("\n\(table.name)\n\(Value.list(rows).rendered(width: 200))")
    guard let first = table.rows.first?.names.first, !table.growth.isEmpty else { return }
    let laws = table.growth.map { "\($0.column) as \(first)^\(Decimal($0.exponent).rounded(toDecimals: 2).plain())" }
    print("grow: \(laws.joined(separator: ", "))")
  }

  /// Four significant digits: no measurement has more.
  private func shortened(_ number: Double) -> Double {
    guard number.isFinite, number != number.rounded() else { return number }
    let decimal = Decimal(number)
    return Double(decimal.rounded(toDecimals: max(0, 3 - decimal.magnitude)).plain()) ?? number
  }

  /// Prints what is printed at the end.
  func finish() throws {
    guard isJSON else { return }
    var document = JSONObject(Self.setting.map { ($0.name, .text($0.value)) })
    document["threads"] = .integer(Compute.current.pool.threadCount)
    document["tables"] = .array(tables.map(json))
    print(String(decoding: try JSONWriter.pretty.bytes(of: .object(document)), as: UTF8.self))
  }

  private func json(_ table: Table) -> JSONValue {
    var object = JSONObject([("name", .text(table.name))])
    object["rows"] = .array(
      table.rows.map { row in .object(JSONObject(zip(row.names, row.values).map { ($0, json($1)) })) })
    if !table.growth.isEmpty {
      object["growth"] = .object(JSONObject(table.growth.map { ($0.column, .number($0.exponent)) }))
    }
    return .object(object)
  }

  private func json(_ value: Value) -> JSONValue {
    switch value {
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? (number.isFinite ? .number(number) : .null)
    case .boolean(let flag): .boolean(flag)
    case .text(let text): .text(text)
    case .list(let values): .array(values.map(json))
    default: .null
    }
  }
}
