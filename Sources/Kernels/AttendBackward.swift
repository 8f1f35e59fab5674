internal import CVector
internal import KernelInterface

/// What attention backward reads and adds to beside the forward pass's own: values in blocks as keys are, keys in
/// rows as values are, and the gradients of both in rows, for the shared prefix and for a sequence's own positions
/// apart.
///
/// With p the weights: dp = dy · v, ds = p (dp − Σ p dp) · scale, dq = Σ ds k, dk += ds q, dv += p dy. `scratch` has
/// room for two times `scoreCount` floats.
@inline(never) func attendBackward(
  _ attention: UnsafePointer<Attention>, _ backward: UnsafePointer<AttentionBackward>,
  _ q: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ spans: UnsafePointer<Spans>,
  _ scratch: UnsafeMutablePointer<Float>, _ dq: UnsafeMutablePointer<Float>
) {
  let (a, b, s) = (attention.pointee, backward.pointee, spans.pointee)
  let count = s.scoreCount
  let (weights, slopes) = (scratch, scratch + count)
  let prefixCount = Spans.blocks(s.prefix).count * 16
  _ = attentionWeights(a, q, s, weights)
  blockProducts(b.valueBlocks, a.keyBlockStride, a.size, dy, Spans.blocks(s.prefix), 1, slopes)
  blockProducts(b.valueBlocks, a.keyBlockStride, a.size, dy, Spans.blocks(s.own), 1, slopes + prefixCount)
  let mean = vsplat(dot(weights, slopes, count))
  let scale = vsplat(a.scale)
  for i in stride(from: 0, to: count, by: laneCount) {
    vstore(slopes + i, vmul(vmul(vload(weights + i), vsub(vload(slopes + i), mean)), scale))
  }
  for d in stride(from: 0, to: a.size, by: laneCount) { vstore(dq + d, vsplat(0)) }
  addRun(a, b, q, dy, s.prefix, weights, slopes, b.prefixKeyGradients, b.prefixValueGradients, dq)
  addRun(a, b, q, dy, s.own, weights + prefixCount, slopes + prefixCount, b.keyGradients, b.valueGradients, dq)
}

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
