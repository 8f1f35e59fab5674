internal import CVector
internal import KernelInterface

/// Attention of one query over two runs of positions: y = Σ softmax(scale · q·k) v.
///
/// Each score is one chain over the head, each output one chain over the positions, so how many queries are computed
/// together, or whether keys come from a cache, changes no bit. `scores` has room for `scoreCount` floats.
@inline(never) func attend(
  _ attention: UnsafePointer<Attention>, _ q: UnsafePointer<Float>, _ spans: UnsafePointer<Spans>,
  _ scores: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>
) {
  let (a, s) = (attention.pointee, spans.pointee)
  let second = attentionWeights(a, q, s, scores)
  let prefixWeights = scores + (s.prefix.lowerBound & 15)
  let ownWeights = second + (s.own.lowerBound & 15)
  var d = 0
  while d + 64 <= a.size {
    var (s0, s1, s2, s3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    @inline(__always) func add(_ run: Range<Int>, _ weights: UnsafePointer<Float>) {
      for p in 0..<run.count {
        let v = a.values + (run.lowerBound + p) * a.valueStride + d
        let weight = vsplat(weights[p])
        s0 = vfma(weight, vload(v), s0)
        s1 = vfma(weight, vload(v + 16), s1)
        s2 = vfma(weight, vload(v + 32), s2)
        s3 = vfma(weight, vload(v + 48), s3)
      }
    }
    add(s.prefix, prefixWeights)
    add(s.own, ownWeights)
    vstore(y + d, s0)
    vstore(y + d + 16, s1)
    vstore(y + d + 32, s2)
    vstore(y + d + 48, s3)
    d += 64
  }
  while d < a.size {
    var sum = vsplat(0)
    @inline(__always) func add(_ run: Range<Int>, _ weights: UnsafePointer<Float>) {
      for p in 0..<run.count {
        sum = vfma(vsplat(weights[p]), vload(a.values + (run.lowerBound + p) * a.valueStride + d), sum)
      }
    }
    add(s.prefix, prefixWeights)
    add(s.own, ownWeights)
    vstore(y + d, sum)
    d += 16
  }
}

/// Writes the softmax weights of both runs, in whole blocks, zero outside the runs; gives where the second run's begin.
@inline(__always) func attentionWeights(
  _ a: Attention, _ q: UnsafePointer<Float>, _ spans: Spans, _ scores: UnsafeMutablePointer<Float>
) -> UnsafeMutablePointer<Float> {
  let second = scores + Spans.blocks(spans.prefix).count * 16
  scoreRun(a, q, spans.prefix, scores)
  scoreRun(a, q, spans.own, second)
  softmaxRow(UnsafePointer(scores), spans.scoreCount, scores)
  return second
}

/// The scores of a run in whole blocks, minus infinity outside it.
@inline(__always) private func scoreRun(
  _ a: Attention, _ q: UnsafePointer<Float>, _ run: Range<Int>, _ scores: UnsafeMutablePointer<Float>
) {
  let blocks = Spans.blocks(run)
  blockProducts(a.keys, a.keyBlockStride, a.size, q, blocks, a.scale, scores)
  for p in blocks.lowerBound << 4..<max(run.lowerBound, blocks.lowerBound << 4) {
    scores[p - blocks.lowerBound << 4] = -.infinity
  }
  for p in min(run.upperBound, blocks.upperBound << 4)..<blocks.upperBound << 4 {
    scores[p - blocks.lowerBound << 4] = -.infinity
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
