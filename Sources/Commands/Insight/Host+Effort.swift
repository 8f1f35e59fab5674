import Script
import Tailoring

extension Host {
  /// Begins to measure; what it gives tells what was taken since.
  func watchEffort() -> () -> Effort {
    let (start, processorStart) = (seconds(), processorSeconds())
    let (peak, joules) = (watchMemory(), watchEnergy())
    return {
      Effort(
        seconds: seconds() - start,
        processorSeconds: processorStart.flatMap { start in processorSeconds().map { $0 - start } },
        joules: joules(), peakMemory: peak())
    }
  }
}
