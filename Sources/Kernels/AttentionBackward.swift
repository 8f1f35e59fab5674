internal import CVector
public import KernelInterface

extension ProcessorKernels {
  /// With p the weights: dp = dy · v, ds = p (dp − Σ p dp) · scale, dq = Σ ds k, dk += ds q, dv += p dy. Where scores
  /// are capped, ds is multiplied by 1 − (score / cap)².
  @inline(never) public static func attendBackward(
    _ q: Floats, to attention: UnsafePointer<Attention>, over spans: UnsafePointer<Spans>,
    backward: UnsafePointer<AttentionBackward>, dy: Floats, scratch: MutableFloats, into dq: MutableFloats
  ) {
    let (a, b, s) = (attention.pointee, backward.pointee, spans.pointee)
    let count = s.scoreCount
    let (weights, slopes) = (scratch, scratch + count)
    let prefixCount = Spans.blocks(s.prefix).count * 16
    _ = attentionWeights(a, q, s, weights)
    blockProducts(b.valueBlocks, a.keyBlockStride, a.size, dy, Spans.blocks(s.prefix), 1, slopes)
    blockProducts(b.valueBlocks, a.keyBlockStride, a.size, dy, Spans.blocks(s.own), 1, slopes + prefixCount)
    let mean = vsplat(dot(weights, slopes, count: count))
    let scale = vsplat(a.scale)
    for i in stride(from: 0, to: count, by: laneCount) {
      vstore(slopes + i, vmul(vmul(vload(weights + i), vsub(vload(slopes + i), mean)), scale))
    }
    if a.cap > 0 {
      multiplyByCapSlopes(a, q, s.prefix, slopes, scratch: scratch + 2 * count)
      multiplyByCapSlopes(a, q, s.own, slopes + prefixCount, scratch: scratch + 2 * count)
    }
    for d in stride(from: 0, to: a.size, by: laneCount) { vstore(dq + d, vsplat(0)) }
    addRun(a, b, q, dy, s.prefix, weights, slopes, b.prefixKeyGradients, b.prefixValueGradients, dq)
    addRun(a, b, q, dy, s.own, weights + prefixCount, slopes + prefixCount, b.keyGradients, b.valueGradients, dq)
  }
}

/// Writes the softmax weights of both runs, in whole blocks, zero outside the runs; returns where the second run's begin.
@inline(__always) func attentionWeights(
  _ a: Attention, _ q: UnsafePointer<Float>, _ spans: Spans, _ scores: UnsafeMutablePointer<Float>
) -> UnsafeMutablePointer<Float> {
  let second = scores + Spans.blocks(spans.prefix).count * 16
  scoreRun(a, q, spans.prefix, scores)
  scoreRun(a, q, spans.own, second)
  ProcessorKernels.softmax(UnsafePointer(scores), count: spans.scoreCount, into: scores)
  return second
}

/// The scores of a run in whole blocks, minus infinity outside it.
@inline(__always) private func scoreRun(
  _ a: Attention, _ q: UnsafePointer<Float>, _ run: Range<Int>, _ scores: UnsafeMutablePointer<Float>
) {
  let blocks = Spans.blocks(run)
  blockProducts(a.keys, a.keyBlockStride, a.size, q, blocks, a.scale, scores)
  if a.cap > 0 { capScores(scores, count: blocks.count * 16, cap: a.cap) }
  for p in blocks.lowerBound << 4..<max(run.lowerBound, blocks.lowerBound << 4) {
    scores[p - blocks.lowerBound << 4] = -.infinity
  }
  for p in min(run.upperBound, blocks.upperBound << 4)..<blocks.upperBound << 4 {
    scores[p - blocks.lowerBound << 4] = -.infinity
  }
}

/// Multiplies the slopes of a run's blocks by what the cap's own slope is, 1 − tanh².
@inline(__always) private func multiplyByCapSlopes(
  _ a: Attention, _ q: UnsafePointer<Float>, _ run: Range<Int>, _ slopes: UnsafeMutablePointer<Float>,
  scratch: UnsafeMutablePointer<Float>
) {
  let blocks = Spans.blocks(run)
  blockProducts(a.keys, a.keyBlockStride, a.size, q, blocks, a.scale, scratch)
  capScores(scratch, count: blocks.count * 16, cap: a.cap)
  for i in stride(from: 0, to: blocks.count * 16, by: laneCount) {
    let tangent = vmul(vload(scratch + i), vsplat(1 / a.cap))
    let slope = vload(slopes + i)
    vstore(slopes + i, vsub(slope, vmul(slope, vmul(tangent, tangent))))
  }
}

/// scale · x·k for every position of whole blocks of sixteen, four blocks at a time.
@inline(__always) func blockProducts(
  _ keys: UnsafePointer<Float>, _ stride: Int, _ size: Int, _ x: UnsafePointer<Float>, _ blocks: Range<Int>,
  _ scale: Float,
  _ products: UnsafeMutablePointer<Float>
) {
  let scale = vsplat(scale)
  var block = blocks.lowerBound
  var target = products
  while block + 4 <= blocks.upperBound {
    let k0 = keys + block * stride
    let (k1, k2, k3) = (k0 + stride, k0 + 2 * stride, k0 + 3 * stride)
    var (s0, s1, s2, s3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    for d in 0..<size {
      let value = vsplat(x[d])
      s0 = vfma(value, vload(k0 + d * 16), s0)
      s1 = vfma(value, vload(k1 + d * 16), s1)
      s2 = vfma(value, vload(k2 + d * 16), s2)
      s3 = vfma(value, vload(k3 + d * 16), s3)
    }
    vstore(target, vmul(s0, scale))
    vstore(target + 16, vmul(s1, scale))
    vstore(target + 32, vmul(s2, scale))
    vstore(target + 48, vmul(s3, scale))
    block += 4
    target += 64
  }
  while block < blocks.upperBound {
    let k = keys + block * stride
    var sum = vsplat(0)
    for d in 0..<size { sum = vfma(vsplat(x[d]), vload(k + d * 16), sum) }
    vstore(target, vmul(sum, scale))
    block += 1
    target += 16
  }
}

/// Adds what one run of positions contributes to the gradients of the query, the keys and the values.
@inline(__always) private func addRun(
  _ a: Attention, _ b: AttentionBackward, _ q: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ run: Range<Int>,
  _ weights: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>,
  _ keyGradients: UnsafeMutablePointer<Float>, _ valueGradients: UnsafeMutablePointer<Float>,
  _ dq: UnsafeMutablePointer<Float>
) {
  let first = run.lowerBound & 15
  for p in 0..<run.count {
    let row = (run.lowerBound + p) * a.valueStride
    let (weight, slope) = (vsplat(weights[first + p]), vsplat(slopes[first + p]))
    for d in stride(from: 0, to: a.size, by: laneCount) {
      vstore(dq + d, vfma(slope, vload(b.keyRows + row + d), vload(dq + d)))
      vstore(keyGradients + row + d, vfma(slope, vload(q + d), vload(keyGradients + row + d)))
      vstore(valueGradients + row + d, vfma(weight, vload(dy + d), vload(valueGradients + row + d)))
    }
  }
}
