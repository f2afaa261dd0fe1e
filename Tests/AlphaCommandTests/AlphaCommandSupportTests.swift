import AlphaTestSupport
import Foundation
import Testing

@Suite("Running the built alpha")
struct AlphaCommandSupportTests {
    @Test("--version prints and exits 0; an unknown option is a usage error on standard error")
    func statusAndStreams() throws {
        let version = try AlphaCommand.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.contains("."))
        #expect(version.errors.isEmpty)
        let unknown = try AlphaCommand.run(["--no-such-option"])
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("--no-such-option"))
    }

    @Test("Output beyond a pipe's buffer is read whole, the folder is kept, a child that does not end is ended")
    func childProcess() throws {
        let shell = URL(fileURLWithPath: "/bin/sh")
        let long = try ChildProcess.run(
            shell, ["-c", "head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; exit 3"])
        #expect(long.status == 3)
        #expect(long.output.utf8.count == 3_000_000)
        #expect(long.errors.utf8.count == 2_000_000)
        let folder = try TemporaryFolder()
        let place = try ChildProcess.run(shell, ["-c", "pwd -P"], in: folder.url)
        #expect(place.output.contains(folder.url.lastPathComponent))
        #expect(throws: ChildProcess.Failure.self) {
            try ChildProcess.run(shell, ["-c", "exec sleep 30"], timeout: 0.2)
        }
    }
}
