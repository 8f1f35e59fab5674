import Terminal
import Testing

struct StateFolderTests {
  @Test(
    arguments: [
      (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/primer"),
      (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/primer"),
      (["XDG_STATE_HOME": "", "HOME": "/h"], "/h/.local/state/primer"),
      (["HOME": "/h"], "/h/.local/state/primer"),
      ([:], nil),
    ] as [([String: String], String?)])
  func folder(environment: [String: String], folder: String?) {
    #expect(stateFolder(environment: environment) == folder)
  }
}
