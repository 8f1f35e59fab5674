internal import CVector

/// eˣ, correct to about one unit in the last place for −87 ≤ x ≤ 88.3; zero below, infinity above, NaN of NaN.
///
/// x = n · ln 2 + r with |r| ≤ ln 2 / 2, a polynomial of r, and n put into the exponent. The project's own, so that
/// every machine and C library gives the same bits.
@inline(__always) func exponential(_ x: Lanes) -> Lanes {
  // With these bounds on the left, NaN passes. At 89, n is 128, whose power is infinity.
  let bounded = vmin(vsplat(89), vmax(vsplat(-87), x))
  // Adding and taking away 1.5 · 2^23 rounds to a whole number.
  let shifted = vfma(bounded, vsplat(1.442695041), vsplat(12_582_912))
  let n = vsub(shifted, vsplat(12_582_912))
  let r = vfma(n, vsplat(1.904654323e-9), vfma(n, vsplat(-0.693147182), bounded))
  var p = vfma(r, vsplat(0x1.a01a02p-13), vsplat(0x1.6c16c2p-10))
  p = vfma(p, r, vsplat(0x1.111112p-7))
  p = vfma(p, r, vsplat(0x1.555556p-5))
  p = vfma(p, r, vsplat(0x1.555556p-3))
  p = vfma(p, r, vsplat(0.5))
  p = vfma(p, r, vsplat(1))
  p = vfma(p, r, vsplat(1))
  // The low bits of `shifted` are n's; those above are shifted out.
  let power = vshift_left(vadd_bits(vbits(shifted), vsplat_bits(127)), 23)
  let result = vmul(p, vfrom_bits(power))
  return vselect(vless(x, vsplat(-87)), vsplat(0), result)
}

/// 1 / (1 + e⁻ˣ).
@inline(__always) func sigmoid(_ x: Lanes) -> Lanes {
  vdiv(vsplat(1), vadd(vsplat(1), exponential(vsub(vsplat(0), x))))
}
