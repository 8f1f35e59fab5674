public import KernelInterface

/// The kernels of this module.
public func kernelTable(name: String) -> KernelTable {
  KernelTable(
    name: name, tileRows: tileRows, multiplyScratch: multiplyScratch,
    packLeft: packLeft, multiplyColumns: multiplyColumns, decodeRow: decodeRow, rmsNorm: rmsNorm,
    softmaxRow:
      softmaxRow, largestAndSum: largestAndSum, gate: gate, add: add, rotate: rotate, attend: attend,
    gateBackward: gateBackward, accumulate: accumulate, crossEntropyBackward: crossEntropyBackward,
    attendBackward: attendBackward, adamW: adamW, adamWBrief: adamWBrief, dot: dot,
    rmsNormBackward: rmsNormBackward)
}
