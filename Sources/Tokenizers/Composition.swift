@_spi(_Unicode) import Swift

/// UTF-8 with letters and their accents composed (Unicode's NFC); bytes that are no UTF-8 stay as they are.
func composed(_ bytes: [UInt8]) -> [UInt8] {
  // ASCII is composed already.
  guard bytes.contains(where: { $0 >= 0x80 }), let text = String(validating: bytes, as: UTF8.self) else { return bytes }
  var result = String.UnicodeScalarView()
  for scalar in text._nfc { result.append(scalar) }
  return Array(String(result).utf8)
}
