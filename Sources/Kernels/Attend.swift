internal import CVector
internal import KernelInterface

/// Attention of one query over positions `first ..< end`: y = Σ softmax(scale · q·k) v.
///
/// Each score is one chain over the head, each output one chain over the positions, so how many queries are computed together, or
/// whether keys come from a cache, changes no bit. `scores` has room for the positions and two blocks more.
@inline(never) func attend(
  _ attention: UnsafePointer<Attention>, _ q: UnsafePointer<Float>, _ first: Int, _ end: Int,
  _ scores: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>
) {
  let a = attention.pointee
  let (firstBlock, endBlock) = (first >> 4, (end + 15) >> 4)
  scoreBlocks(a, q, firstBlock, endBlock, scores)
  // Positions of the first and last block that are not attended to.
  for p in firstBlock << 4..<first { scores[p - firstBlock << 4] = -.infinity }
  for p in end..<endBlock << 4 { scores[p - firstBlock << 4] = -.infinity }

  let count = (endBlock - firstBlock) << 4
  softmaxRow(UnsafePointer(scores), count, scores)
  let weights = scores + (first - firstBlock << 4)
  let values = a.values + first * a.valueStride
  var d = 0
  while d + 64 <= a.size {
    var (s0, s1, s2, s3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    for p in 0..<end - first {
      let v = values + p * a.valueStride + d
      let weight = vsplat(weights[p])
      s0 = vfma(weight, vload(v), s0)
      s1 = vfma(weight, vload(v + 16), s1)
      s2 = vfma(weight, vload(v + 32), s2)
      s3 = vfma(weight, vload(v + 48), s3)
    }
    vstore(y + d, s0)
    vstore(y + d + 16, s1)
    vstore(y + d + 32, s2)
    vstore(y + d + 48, s3)
    d += 64
  }
  while d < a.size {
    var sum = vsplat(0)
    for p in 0..<end - first { sum = vfma(vsplat(weights[p]), vload(values + p * a.valueStride + d), sum) }
    vstore(y + d, sum)
    d += 16
  }
}

/// scale · q·k for whole blocks of sixteen positions, four blocks at a time.
@inline(__always) private func scoreBlocks(
  _ a: Attention, _ q: UnsafePointer<Float>, _ first: Int, _ end: Int, _ scores: UnsafeMutablePointer<Float>
) {
  let scale = vsplat(a.scale)
  var block = first
  while block + 4 <= end {
    let k0 = a.keys + block * a.keyBlockStride
    let (k1, k2, k3) = (k0 + a.keyBlockStride, k0 + 2 * a.keyBlockStride, k0 + 3 * a.keyBlockStride)
    var (s0, s1, s2, s3) = (vsplat(0), vsplat(0), vsplat(0), vsplat(0))
    for d in 0..<a.size {
      let x = vsplat(q[d])
      s0 = vfma(x, vload(k0 + d * 16), s0)
      s1 = vfma(x, vload(k1 + d * 16), s1)
      s2 = vfma(x, vload(k2 + d * 16), s2)
      s3 = vfma(x, vload(k3 + d * 16), s3)
    }
    let target = scores + (block - first) << 4
    vstore(target, vmul(s0, scale))
    vstore(target + 16, vmul(s1, scale))
    vstore(target + 32, vmul(s2, scale))
    vstore(target + 48, vmul(s3, scale))
    block += 4
  }
  while block < end {
    let k = a.keys + block * a.keyBlockStride
    var s = vsplat(0)
    for d in 0..<a.size { s = vfma(vsplat(q[d]), vload(k + d * 16), s) }
    vstore(scores + (block - first) << 4, vmul(s, scale))
    block += 1
  }
}
