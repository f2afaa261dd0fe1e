import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha data download: what cannot be done")
struct DataDownloadStatusTests {
    let session: DownloadSession
    private var folder: TemporaryFolder { session.folder }
    private var yahoo: YahooServer { session.yahoo }

    init() throws { session = try DownloadSession() }

    @Test(
        "a mistake in the options is told before anything is asked: 64",
        arguments: [
            (["--symbol", "../A"], "has a slash"), (["--symbol", "/etc/A"], "has a slash"),
            (["--symbol", ".."], "begins with a dot"), (["--symbols", "A,,B"], "must not be empty"),
            ([], "no symbol is named"), (["--symbl", "A"], "Unknown option '--symbl'"),
            (["--symbol", " "], "must not be empty"), (["--symbols-file", "/dev/null"], "/dev/null is empty"),
            (["--symbol", "A", "--interval", "4h"], "yahoo has no bars of 4h, only of 1m"),
            (["--symbol", "A", "--provider", "yaho"], "did you mean 'yahoo'?"),
            (["--symbol", "A", "--provider", "frankfurter"], "frankfurter has no equities"),
            (["--symbol", "A", "--retries", "-1"], "--retries"), (["--symbol", "A", "--timeout", "0"], "--timeout"),
            (["--symbol", "A", "--on-bad-bar", "skip"], "neither fail nor drop"),
        ])
    func usage(arguments: [String], message: String) throws {
        let run = try session.run(["--start", "2020-01-01"] + arguments)
        #expect(run.status == 64, "\(run)")
        #expect(run.errors.contains(message), "\(run.errors)")
        // What the provider itself refuses is told as a symbol that could not be had.
        let isMistyped = message != "frankfurter has no equities"
        #expect(run.errors.contains("See 'alpha data download --help' for more") == isMistyped, "\(run.errors)")
        #expect(yahoo.server.requests.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.file("data").path))
    }

    @Test("dates: the start must come first, and nobody knows the future")
    func dates() throws {
        let backwards = try session.download("--symbol", "A", from: "2020-02-01", to: "2020-01-01")
        #expect(backwards.status == 64 && backwards.errors.contains("is not before --end 2020-01-01"))
        let future = try session.download("--symbol", "A", to: "2200-01-01")
        #expect(future.status == 0)
        #expect(future.errors.contains("--end 2200-01-01 is in the future: bars until now, 20"), "\(future.errors)")
    }

    @Test("what stands in the way is told before anything is asked: 65, 66, 73")
    func inTheWay() throws {
        let outside = try TemporaryFolder()
        try outside.write("theirs\n", to: "A.csv")
        func expect(_ status: Int32, _ message: String, _ arguments: String...) throws {
            let run = try session.run(["--start", "2020-01-01"] + arguments)
            #expect(run.status == status, "\(run)")
            #expect(run.errors.contains(message), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1)
        }
        try expect(66, "names.txt: no such file", "--symbols-file", "names.txt")
        try folder.write("{", to: "broken/manifest.json")
        try expect(65, "broken/manifest.json: is no JSON", "--symbol", "A", "--out", "broken")
        try folder.write("", to: "file")
        try expect(73, "is not a folder", "--symbol", "A", "--out", "file")
        try expect(73, "is not a folder", "--symbol", "A", "--out", "file/below")
        try FileManager.default.createDirectory(at: folder.file("one"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(at: folder.file("one/equities"), withDestinationURL: outside.url)
        try expect(73, "one/equities: is a symbolic link", "--symbol", "A", "--out", "one")
        try FileManager.default.createDirectory(at: folder.file("two/equities"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.file("two/equities/A.csv"), withDestinationURL: outside.file("A.csv"))
        try expect(73, "two/equities/A.csv: is a symbolic link", "--symbol", "A", "--out", "two")
        #expect(try String(contentsOf: outside.file("A.csv"), encoding: .utf8) == "theirs\n")
        #expect(yahoo.server.requests.isEmpty)
    }

    @Test("a server that ends a connection inside a reply's head stops that symbol alone: 75")
    func aReplyCutInsideItsHead() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Le"
        yahoo.answer("B", LoopbackServer.Reply(body: Array(head.utf8)).delivered(.bare))
        let run = try session.download("--symbols", "A,B,C")
        #expect(run.status == 75, "\(run)")
        #expect(run.errors.contains("the connection ended with"), "\(run)")
        for symbol in ["A", "C"] { #expect(session.text("data/equities/\(symbol).csv") != nil) }
        #expect(session.text("data/equities/B.csv") == nil)
    }

    @Test("when the default provider cannot be reached, the fallback is asked, and it is said")
    func fallback() throws {
        let proxy = try RefusingPort()
        func run(_ assetClass: String, _ symbol: String) throws -> (status: Int32, output: String, errors: String) {
            try ChildProcess.run(
                URL(fileURLWithPath: "/usr/bin/env"),
                [
                    "https_proxy=\(proxy.url.absoluteString)", "no_proxy=", AlphaCommand.executable().path, "data",
                    "download", "--asset-class", assetClass, "--symbol", symbol, "--start", "2020-01-01", "--end",
                    "2020-02-01", "--retries", "0",
                ], in: folder.url)
        }
        let fx = try run("fx", "EURUSD")
        #expect(fx.status == 75)
        #expect(fx.errors.contains("; frankfurter is asked instead (it has one fixing a day"), "\(fx.errors)")
        #expect(try run("crypto", "BTC-USD").errors.contains("; yahoo is asked instead (its prices are averages"))
        let equities = try run("equities", "AAPL")
        #expect(equities.status == 75 && !equities.errors.contains("instead"), "\(equities.errors)")
        withExtendedLifetime(proxy) {}
    }
}
