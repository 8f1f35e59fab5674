import Platform
import Testing

#if os(Linux)
  struct AvailableMemoryTests {
    /// At least what this process can be given, and less than any machine has.
    @Test func isWhatTheSystemSays() throws {
      let bytes = try #require(AvailableMemory.bytes)
      #expect(bytes > 1 << 24 && bytes < 1 << 50)
    }
  }
#endif
