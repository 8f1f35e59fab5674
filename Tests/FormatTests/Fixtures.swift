import Foundation

/// The bytes of a file in the folder of fixtures.
func fixtureBytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: fixture(name)))) }

/// The path of a file in the folder of fixtures.
func fixture(_ name: String) -> String { Bundle.module.bundlePath + "/Fixtures/\(name)" }
