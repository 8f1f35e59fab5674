import Formats

/// The SHA-256 hash of bytes, in hexadecimal digits.
@Sendable func checksum(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update($0) }
  return hash.hexadecimal()
}
