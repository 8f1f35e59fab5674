import Script

extension PlotObject: SavableObject {
  /// The plot as a file, in the form that the path's extension names.
  func save(to target: SaveTarget) throws -> [String] {
    try target.refuseEncoding()
    let bytes = try bytes(forFile: target.path)
    let path = try target.realPath()
    try target.context.host.writeFile(target.path, bytes)
    return [path]
  }
}
