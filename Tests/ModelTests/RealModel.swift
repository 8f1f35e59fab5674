import Foundation
import Testing

@testable import Models

/// A real model as `primer fetch` stores it; its tests run where it has been fetched.
enum RealModel: String, CaseIterable, CustomTestStringConvertible {
  case smollm2 = "smollm2-135m"
  case gemma3 = "gemma3-270m"

  var testDescription: String { rawValue }

  /// Where the file is, or `nil` when it has not been fetched.
  var path: String? {
    let environment = ProcessInfo.processInfo.environment
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory() + "/.local/share"
    let path = "\(data)/primer/models/\(rawValue).gguf"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The models that are here; says which are not.
  static var fetched: [RealModel] {
    allCases.filter { model in
      if model.path == nil {
        print("skipped: tests of \(model.rawValue), which is not fetched (primer fetch \(model.rawValue))")
      }
      return model.path != nil
    }
  }

  func load() throws -> LanguageModel { try LanguageModel(name: rawValue, path: path ?? "") }
}
