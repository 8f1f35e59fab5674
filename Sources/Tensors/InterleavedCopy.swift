internal import CVector
internal import KernelInterface
internal import Platform
import Synchronization

/// A matrix's rows laid out anew, sixteen side by side, which makes a product with a single row about a third faster.
///
/// Writing reads every weight for each token, one row at a time, and the way from rows as a file stores them to a row a
/// lane is a part of the work that can be done once. It takes the memory of the rows once more and the time of a few
/// products, so it is done when a matrix has met some single rows, on all threads, and left out where the machine has
/// little memory left. Nothing is kept on disk, and no result changes by a bit.
final class InterleavedCopy: Sendable {
  private static let sixteen = 16
  /// The single rows that a matrix meets before it is worth it.
  private static let patience = 8

  private let rows: Int
  private let type: ElementType
  private let rowBytes: Int
  private let source: Address
  private let met = Atomic<Int>(0)
  /// The address of the finished rows, or 0.
  private let finished = Atomic<UInt>(0)

  private struct Address: @unchecked Sendable { let bytes: UnsafeRawPointer }

  /// For the whole sixteens among `rows` rows stored at `bytes`, which whoever holds this keeps alive; `nil` where there
  /// are none, and for the plain types.
  init?(rows: Int, type: ElementType, rowBytes: Int, bytes: UnsafeRawPointer) {
    guard type.blockElements > 1, rows >= Self.sixteen else { return nil }
    self.rows = rows & ~(Self.sixteen - 1)
    self.type = type
    self.rowBytes = rowBytes
    source = Address(bytes: bytes)
  }

  deinit { UnsafeMutableRawPointer(bitPattern: finished.load(ordering: .acquiring))?.deallocate() }

  /// Where the rows lie, if they are laid out by now; called for every single row.
  func address(_ compute: Compute) -> UnsafeRawPointer? {
    let address = finished.load(ordering: .acquiring)
    if address != 0 { return UnsafeRawPointer(bitPattern: address) }
    guard met.add(1, ordering: .relaxed).newValue == Self.patience else { return nil }
    return layOut(compute)
  }

  /// Only one caller comes here, since `met` has each value once.
  private func layOut(_ compute: Compute) -> UnsafeRawPointer? {
    let size = rows * rowBytes
    guard let available = AvailableMemory.bytes, size <= available / 4 else { return nil }
    let target = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    compute.pool.run(rows / Self.sixteen) { sixteen, _ in
      let offset = sixteen * Self.sixteen * rowBytes
      compute.kernels.interleave(source.bytes + offset, rowBytes: rowBytes, type: type, into: target + offset)
    }
    finished.store(UInt(bitPattern: target), ordering: .releasing)
    return UnsafeRawPointer(target)
  }
}
