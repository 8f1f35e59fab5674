internal import KernelInterface

// Every kernel once or more, on the same inputs on every machine. `compare.sh` compiles this into the kernels' own
// module, for two processors, and compares what is printed.

@main struct Checks {
  static func main() {
    for type in ElementType.allCases { checkType(type) }
    checkPacking()
    checkRows()
    checkLosses()
    checkGates()
    checkHeads()
    checkSteps()
  }
}

private typealias Kernels = ProcessorKernels
private let odd = 417

private func name(_ type: ElementType) -> StaticString {
  switch type {
  case .f32: "F32"
  case .f16: "F16"
  case .bf16: "BF16"
  case .q4_0: "Q4_0"
  case .q4_1: "Q4_1"
  case .q5_0: "Q5_0"
  case .q5_1: "Q5_1"
  case .q8_0: "Q8_0"
  case .q4_K: "Q4_K"
  case .q5_K: "Q5_K"
  case .q6_K: "Q6_K"
  }
}

/// Products with stored rows as columns and as rows, of one row, of a few and of more than two tiles, and a row decoded.
private func checkType(_ type: ElementType) {
  for rows in [1, 2, 3, 13, 29] {
    var sum = Checksum()
    // Stored rows of plain types may end anywhere; the last columns don't fill a panel.
    product(type, rows, depth: type.blockElements == 1 ? 501 : 768, columns: 141, byRows: true, &sum)
    product(type, rows, depth: 75, columns: type.blockElements == 1 ? 141 : 768, byRows: false, &sum)
    sum.report("multiplyColumns", name(type), rows: rows)
  }
  var chance = Chance(seed: UInt64(type.rawValue))
  var sum = Checksum()
  let count = type.blockElements == 1 ? odd : 512
  let stored = StoredMatrix(type, rows: 2, columns: count, &chance)
  let y = room(count)
  Kernels.decodeRow(stored.bytes + stored.rowBytes, type: type, count: count, into: y)
  sum.add(y, count)
  sum.report("decodeRow", name(type))
  if type.blockElements > 1 { checkInterleaving(type) }
}

/// A product with a single row, whose stored rows were interleaved before.
private func checkInterleaving(_ type: ElementType) {
  var (chance, sum) = (Chance(seed: UInt64(type.rawValue)), Checksum())
  let (depth, columns) = (768, 144)
  let stored = StoredMatrix(type, rows: columns, columns: depth, &chance)
  let (x, y) = (chance.floats(depth), room(columns))
  let interleaved = UnsafeMutableRawPointer(room(columns * stored.rowBytes / 4))
  for first in stride(from: 0, to: columns, by: 16) {
    let offset = first * stored.rowBytes
    Kernels.interleave(stored.bytes + offset, rowBytes: stored.rowBytes, type: type, into: interleaved + offset)
  }
  var product = Product(
    rows: 1, depth: depth, columns: columns, left: x, leftStride: depth, packedLeft: x, right: stored.bytes,
    rightType: type, rightRowBytes: stored.rowBytes, byRows: true, interleavedRight: interleaved, result: y,
    resultStride: columns)
  Kernels.multiplyColumns(of: &product, first: 0, count: columns, scratch: room(Kernels.multiplyScratch))
  sum.add(y, columns)
  sum.report("interleave", name(type))
}

private func product(
  _ type: ElementType, _ rows: Int, depth: Int, columns: Int, byRows: Bool, _ sum: inout Checksum
) {
  var chance = Chance(seed: UInt64(rows))
  let stored = StoredMatrix(type, rows: byRows ? columns : depth, columns: byRows ? depth : columns, &chance)
  let (x, y) = (chance.floats(rows * depth), room(rows * columns))
  let packed = room((rows + Kernels.tileRows) * depth)
  for tile in 0..<rows / Kernels.tileRows {
    Kernels.packLeft(x, stride: depth, depth: depth, tile: tile, into: packed)
  }
  var product = Product(
    rows: rows, depth: depth, columns: columns, left: x, leftStride: depth, packedLeft: packed, right: stored.bytes,
    rightType: type, rightRowBytes: stored.rowBytes, byRows: byRows, result: y, resultStride: columns)
  let step = rows == 1 ? columns : 64
  for first in stride(from: 0, to: columns, by: step) {
    Kernels.multiplyColumns(
      of: &product, first: first, count: min(step, columns - first), scratch: room(Kernels.multiplyScratch))
  }
  sum.add(y, rows * columns)
}

/// What a tile has is compared, not how many rows it has: processors may differ in that.
private func checkPacking() {
  let (rows, depth) = (120 / Kernels.tileRows * Kernels.tileRows, 33)
  var (chance, sum) = (Chance(seed: 3), Checksum())
  let (x, packed) = (chance.floats(120 * depth), room(120 * depth))
  for tile in 0..<rows / Kernels.tileRows {
    Kernels.packLeft(x, stride: depth, depth: depth, tile: tile, into: packed)
  }
  for row in 0..<120 {
    let (tile, place) = (row / Kernels.tileRows, row % Kernels.tileRows)
    for k in 0..<depth {
      sum.add(row < rows ? packed[(tile * depth + k) * Kernels.tileRows + place] : x[row * depth + k])
    }
  }
  sum.report("packLeft")
}

private func checkRows() {
  var chance = Chance(seed: 4)
  let (a, b, weights) = (chance.floats(odd), chance.floats(odd, extent: 0.01), chance.floats(odd))
  let y = room(odd)
  @inline(__always) func check(_ kernel: StaticString, _ body: (inout Checksum) -> Void) {
    var sum = Checksum()
    body(&sum)
    sum.report(kernel)
  }
  check("add") {
    Kernels.add(a, b, count: odd, into: y)
    $0.add(y, odd)
  }
  check("accumulate") {
    Kernels.accumulate(b, times: 0.7, count: odd, into: y)
    $0.add(y, odd)
  }
  check("dot") { $0.add(Kernels.dot(a, b, count: odd)) }
  check("isFinite") {
    for number in [1, Float.infinity, .nan, .greatestFiniteMagnitude] {
      y[odd - 1] = number
      $0.add(Kernels.isFinite(y, count: odd) ? 1 : 0)
    }
  }
  check("rmsNorm") {
    Kernels.rmsNorm(a, weights: weights, epsilon: 1e-5, count: odd, into: y)
    $0.add(y, odd)
  }
  check("rmsNormBackward") {
    $0.add(Kernels.rmsNormBackward(a, weights: weights, epsilon: 1e-5, dy: b, count: odd, into: y))
    $0.add(y, odd)
  }
}

private func checkLosses() {
  var chance = Chance(seed: 5)
  // Some exponentials vanish.
  let x = chance.floats(odd, extent: 70)
  let y = room(odd)
  var (softmax, largest, backward) = (Checksum(), Checksum(), Checksum())
  Kernels.softmax(x, count: odd, into: y)
  softmax.add(y, odd)
  softmax.report("softmax")
  let found = Kernels.largestAndSum(x, count: odd)
  largest.add(found.largest)
  largest.add(found.sum)
  largest.report("largestAndSum")
  Kernels.crossEntropyBackward(x, target: 400, factor: 0.125, count: odd, into: y)
  backward.add(y, odd)
  backward.report("crossEntropyBackward")
}

private func checkGates() {
  for (activation, name) in [(Activation.silu, "SiLU" as StaticString), (.gelu, "GELU")] {
    var (chance, forward, backward) = (Chance(seed: 6), Checksum(), Checksum())
    let (gate, up, dy) = (chance.floats(odd, extent: 20), chance.floats(odd), chance.floats(odd))
    let (y, dUp) = (room(odd), room(odd))
    Kernels.gate(gate, up: up, activation: activation, count: odd, into: y)
    forward.add(y, odd)
    forward.report("gate", name)
    Kernels.gateBackward(gate, up: up, activation: activation, dy: dy, count: odd, intoGate: y, intoUp: dUp)
    backward.add(y, odd)
    backward.add(dUp, odd)
    backward.report("gateBackward", name)
  }
}

private func checkHeads() {
  for (pairing, name) in [(RotaryPairing.neighbours, "neighbours" as StaticString), (.halves, "halves")] {
    var (chance, sum) = (Chance(seed: 7), Checksum())
    let (x, cosines, sines) = (chance.floats(96), chance.floats(48, extent: 1), chance.floats(48, extent: 1))
    let y = room(96)
    Kernels.rotate(x, pairing: pairing, cosines: cosines, sines: sines, pairs: 48, into: y)
    sum.add(y, 96)
    sum.report("rotate", name)
  }
  // Sizes with and without whole runs of 64; a prefix, and a window that begins within a block.
  checkAttention("48", size: 48, Spans(prefix: 0..<9, own: 16..<101))
  checkAttention("80", size: 80, Spans(own: 21..<128))
  checkAttention("256", size: 256, Spans(prefix: 3..<9, own: 16..<17))
  checkAttention("capped", size: 64, Spans(prefix: 3..<9, own: 16..<77), cap: 5)
  var room = Checksum()
  room.add(Float(Kernels.attentionScratch(queries: 15, size: 80, positions: 128)))
  room.report("attentionScratch")
}

/// Attention of three rows that end one after another, with one head to five in each, so that tiles of every shape
/// are used; and its gradients for one query.
private func checkAttention(_ name: StaticString, size: Int, _ spans: Spans, cap: Float = 0) {
  let count = 128 * size
  var (chance, forward, backward, spans) = (Chance(seed: UInt64(size)), Checksum(), Checksum(), spans)
  let (query, dy) = (chance.floats(size), chance.floats(size))
  let (keys, values) = (chance.floats(count), chance.floats(count))
  let (keyRows, valueBlocks) = (chance.floats(count), chance.floats(count))
  var attention = Attention(
    keys: keys, keyBlockStride: 16 * size, values: values, valueStride: size, size: size, scale: 0.125,
    cap: cap)
  let many = chance.floats(3 * 5 * size)
  let (scratch, y) = (
    room(Kernels.attentionScratch(queries: 15, size: size, positions: 128)), room(3 * 5 * size)
  )
  for heads in 1...5 {
    let rows = UnsafeMutableBufferPointer<Spans>.allocate(capacity: 3)
    for i in 0..<3 {
      rows[i] = Spans(
        prefix: spans.prefix, own: spans.own.lowerBound..<max(spans.own.lowerBound + 1, spans.own.upperBound - 2 + i))
    }
    var queries = AttentionQueries(
      queries: many, outputs: y, stride: heads * size, heads: heads,
      spans: UnsafeBufferPointer(rows))
    Kernels.attend(&queries, to: &attention, scratch: scratch)
    forward.add(y, queries.count * size)
  }
  forward.report("attend", name)

  let gradients = (room(count), room(count), room(count), room(count))
  var places = AttentionBackward(
    valueBlocks: valueBlocks, keyRows: keyRows, keyGradients: gradients.0, valueGradients: gradients.1,
    prefixKeyGradients: gradients.2, prefixValueGradients: gradients.3)
  Kernels.attendBackward(
    query, to: &attention, over: &spans, backward: &places, dy: dy, scratch: room(3 * spans.scoreCount), into: y)
  backward.add(y, size)
  backward.add(gradients.0, count)
  backward.add(gradients.1, count)
  backward.add(gradients.2, count)
  backward.add(gradients.3, count)
  backward.report("attendBackward", name)
}

private func checkSteps() {
  let step = AdamWStep(
    rate: 1e-3, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, decay: 0.1, correction1: 2, correction2: 3, gradientFactor: 0.7)
  var (chance, plain, rounded) = (Chance(seed: 8), Checksum(), Checksum())
  let (weights, gradient) = (chance.floats(odd), chance.floats(odd))
  let (m, v) = (room(odd), room(odd))
  for _ in 0..<2 { Kernels.adamW(weights, gradient: gradient, m: m, v: v, count: odd, step: step) }
  for numbers in [weights, m, v] { plain.add(numbers, odd) }
  plain.report("adamW")

  let halves = UnsafeMutablePointer<UInt16>.allocate(capacity: 2 * odd + 64)
  for i in 0..<2 * odd { halves[i] = 0 }
  for noise in [UInt32(0), 1000] {
    Kernels.adamWBFloat16(
      weights, gradient: gradient, m: halves, v: halves + odd, count: odd, step: step, noise: noise)
  }
  rounded.add(weights, odd)
  for i in 0..<2 * odd { rounded.add(Float(halves[i])) }
  rounded.report("adamWBFloat16")
}
