import Platform
import Testing

struct BaseFolderTests {
  @Test(
    arguments: [
      (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/primer"),
      (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/primer"),
      (["XDG_STATE_HOME": "", "HOME": "/h"], "/h/.local/state/primer"),
      (["HOME": "/h"], "/h/.local/state/primer"),
      (["HOME": "h"], nil),
      ([:], nil),
    ] as [([String: String], String?)])
  func folder(environment: [String: String], folder: String?) {
    #expect(BaseFolder.state.path(environment: environment) == folder)
  }

  @Test func eachHasItsOwn() {
    let environment = ["HOME": "/h", "XDG_DATA_HOME": "/d"]
    #expect(BaseFolder.cache.path(environment: environment) == "/h/.cache/primer")
    #expect(BaseFolder.data.path(environment: environment) == "/d/primer")
    #expect(BaseFolder.data.path(environment: ["HOME": "/h"]) == "/h/.local/share/primer")
  }
}
