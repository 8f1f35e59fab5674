// The operating system's C library, whichever it is: who imports Platform has it.
#if canImport(Darwin)
  @_exported import Darwin
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Glibc
#endif

/// A function of the C library that its headers show to GNU programs only, or that takes any number of arguments, which
/// Swift can't call; nil where there is none.
func libraryFunction<Function>(_ name: String, as type: Function.Type) -> Function? {
  dlsym(nil, name).map { unsafeBitCast($0, to: type) }
}

#if canImport(Glibc)
  /// What the archive of the C++ library asks the C library for, which has it only since glibc 2.36. Nothing here comes to
  /// call it, but without this the program would not start on Ubuntu 22.04.
  @_cdecl("arc4random")
  func randomBits() -> UInt32 { UInt32.random(in: .min ... .max) }
#endif
