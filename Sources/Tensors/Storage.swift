/// Memory for floats that tensors share: written by whoever made it, then only read, except through the one reference
/// that there is.
package final class Storage: @unchecked Sendable {
  package let count: Int
  package let floats: UnsafeMutablePointer<Float>

  /// Memory with arbitrary content, and a vector to spare at its end, for `count` floats.
  package init(uninitialized count: Int) {
    self.count = count
    floats = Compute.allocate(count)
  }

  /// Memory filled with zeros.
  package convenience init(zeroed count: Int) {
    self.init(uninitialized: count)
    floats.update(repeating: 0, count: count)
  }

  /// Memory with the same content as another.
  convenience init(copying other: Storage) {
    self.init(uninitialized: other.count)
    floats.update(from: other.floats, count: count)
  }

  deinit { floats.deallocate() }
}
