/// The path of a file or folder without links, `.` and `..`; nil when there is none.
package func realPath(of path: String) -> String? {
  guard !path.utf8.contains(0), let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(cString: real)
}

/// The folder that a file stands in, as its path says.
package func parentFolder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }

/// Whether there is a folder at `path`, links followed.
package func isFolder(_ path: String) -> Bool {
  var information = stat()
  return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
}
