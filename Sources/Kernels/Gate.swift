internal import CVector
public import KernelInterface

// The gated feed-forward's product f(gate) · up, and its derivative.

extension ProcessorKernels {
  @inline(never) public static func gate(
    _ gate: Floats, up: Floats, activation: Activation, count: Int, into y: MutableFloats
  ) {
    eachLanes(gate, count) { i, g, valid in
      storeLanes(y + i, valid, vmul(value(of: activation, g), loadLanes(up + i, valid)))
    }
  }

  @inline(never) public static func gateBackward(
    _ gate: Floats, up: Floats, activation: Activation, dy: Floats, count: Int, intoGate dGate: MutableFloats,
    intoUp dUp: MutableFloats
  ) {
    eachLanes(gate, count) { i, g, valid in
      let (u, dy) = (loadLanes(up + i, valid), loadLanes(dy + i, valid))
      let (value, slope) = valueAndSlope(of: activation, g)
      storeLanes(dGate + i, valid, vmul(vmul(dy, u), slope))
      storeLanes(dUp + i, valid, vmul(dy, value))
    }
  }
}

@inline(__always) private func value(of activation: Activation, _ x: Lanes) -> Lanes {
  switch activation {
  case .silu: silu(x)
  case .gelu: gelu(x)
  }
}

@inline(__always) private func valueAndSlope(of activation: Activation, _ x: Lanes) -> (Lanes, Lanes) {
  switch activation {
  case .silu: siluAndSlope(x)
  case .gelu: geluAndSlope(x)
  }
}

/// x · sigmoid(x).
@inline(__always) private func silu(_ x: Lanes) -> Lanes { vmul(x, sigmoid(x)) }

/// The "tanh" form of GELU, ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), which is x · sigmoid(2 √(2/π) (x + 0.044715 x³)).
@inline(__always) private func gelu(_ x: Lanes) -> Lanes {
  let cube = vmul(vmul(x, x), x)
  let inner = vfma(cube, vsplat(0.044715), x)
  return vmul(x, sigmoid(vmul(inner, vsplat(1.595769122))))
}

/// x σ(x) and σ(x) + x σ(x) (1 − σ(x)).
@inline(__always) private func siluAndSlope(_ x: Lanes) -> (Lanes, Lanes) {
  let s = sigmoid(x)
  let value = vmul(x, s)
  return (value, vfma(value, vsub(vsplat(1), s), s))
}

/// x σ(z) and its slope σ(z) + x σ(z) (1 − σ(z)) z′, where z = 2 √(2/π) (x + 0.044715 x³).
@inline(__always) private func geluAndSlope(_ x: Lanes) -> (Lanes, Lanes) {
  let square = vmul(x, x)
  let z = vmul(vfma(vmul(square, x), vsplat(0.044715), x), vsplat(1.595769122))
  let s = sigmoid(z)
  let zSlope = vmul(vfma(square, vsplat(0.134145), vsplat(1)), vsplat(1.595769122))
  let value = vmul(x, s)
  return (value, vfma(vmul(value, vsub(vsplat(1), s)), zSlope, s))
}
