/// A model that `fetch` can bring to this machine.
package struct KnownModel: Sendable {
  /// The terms under which a model may be used.
  package struct Licence: Sendable {
    package let name: String
    /// What it allows and asks for, in a sentence or two.
    package let summary: String
    /// Whether whoever uses the model has to accept the terms first.
    package let mustBeAccepted: Bool
  }

  /// A Python package, by whose name and version pip finds a part of the model.
  package struct Package: Sendable {
    package let name: String
    package let version: String
  }

  /// The name that `use` takes.
  package let name: String
  /// What its makers call it.
  package let title: String
  /// What its file is called in the packages; the parts of one in several have `.part00` and so on behind it.
  package let packagedFile: String
  /// The size of the file.
  package let bytes: Int
  /// The file's SHA-256 hash in hexadecimal digits.
  package let sha256: String
  package let licence: Licence
  /// The packages that together hold the file, in the order of its parts.
  package let packages: [Package]
}
