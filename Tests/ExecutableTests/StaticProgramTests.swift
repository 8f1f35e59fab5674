import Foundation
import Platform
import Testing

/// The release build is one file to hand out: it runs where there are no libraries but those of the C library.
@Suite(.enabled(if: Executable.isBuilt)) struct StaticProgramTests {
  #if arch(x86_64) && os(Linux)
    @Test func needsTheCLibraryAlone() throws {
      let needed = try Executable.shell("readelf -dW \(Executable.path)").matches(of: /NEEDED.*\[(.*)\]/).map {
        String($0.1)
      }
      #expect(Set(needed) == ["libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"])
    }

    /// That of Ubuntu 22.04; Debian 12 has 2.36.
    @Test func needsNoNewerCLibraryThan235() throws {
      let versions = try Executable.shell("readelf -VW \(Executable.path)").matches(of: /Name: GLIBC_2\.(\d+)/)
      let newest = versions.compactMap { Int($0.1) }.max()
      #expect(try #require(newest) <= 35)
    }
  #endif

  /// A module that imports Foundation where FoundationEssentials is enough brings another 30 MB.
  @Test func isSmall() throws {
    let folder = TemporaryFolder()
    let stripped = try folder.path() + "/primer"
    let size = try Executable.shell("strip -o \(stripped) \(Executable.path) && stat -c %s \(stripped)")
    #expect(try #require(Int(size.trimmingCharacters(in: .newlines))) <= 25_000_000)
  }

  /// The manual page is made of what `--help` shows, and of nothing that it hides.
  @Test func manualPage() throws {
    let page = try Executable.run(["manual"])
    #expect(page.code == 0 && page.errors.isEmpty)
    let lines = page.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first?.hasPrefix(".TH PRIMER 1 \"\" \"primer ") == true)
    for line in [".SH NAME", ".SH SYNOPSIS", ".SS primer check", ".SS primer bench switch", ".B PRIMER_THREADS"] {
      #expect(lines.contains(Substring(line)))
    }
    #expect(page.output.contains("\\fBprimer check\\fR [\\fIoptions\\fR] \\fIpath\\fR ...\n"))
    #expect(page.output.contains("\n\\fB\\-j\\fR, \\fB\\-\\-jobs\\fR \\fIjobs\\fR\nHow many lessons run at once."))
    #expect(page.output.contains("Default: 120."))
    #expect(!page.output.contains("check\\-lesson") && !page.output.contains("grade\\-file"))
    // Every line that begins like an instruction is one.
    let instructions = Set(lines.filter { $0.hasPrefix(".") || $0.hasPrefix("'") }.map { $0.prefix(3) })
    #expect(instructions == [".TH", ".SH", ".SS", ".PP", ".TP", ".B "])
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let script = try Executable.run(["--generate-completion-script", shell])
    #expect(script.code == 0)
    for word in ["check", "accept-licence"] { #expect(script.output.contains(word)) }
  }
}
