import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha data download")
struct DataDownloadCommandTests {
    let folder: TemporaryFolder
    let yahoo: YahooServer

    init() throws {
        folder = try TemporaryFolder()
        yahoo = try YahooServer()
    }

    /// Runs the command for equities at the loopback server.
    private func download(
        _ arguments: String..., from start: String = "2020-01-01", to end: String = "2020-01-21"
    ) throws -> (status: Int32, output: String, errors: String) {
        try AlphaCommand.run(
            [
                "data", "download", "--asset-class", "equities", "--base-url", yahoo.address, "--start", start, "--end",
                end, "--retries", "1", "--timeout", "5",
            ] + arguments, in: folder.url)
    }

    private func text(_ path: String) -> String? { try? String(contentsOf: folder.file(path), encoding: .utf8) }

    @Test("writes what alpha reads, and says what it wrote")
    func writes() throws {
        let run = try download("--symbol", "^GSPC", to: "2020-01-04")
        #expect(run.status == 0)
        #expect(
            run.output == """
                symbol  provider  file                     bars  new  first       last        restated  nulls  notes
                ^GSPC   yahoo     data/equities/^GSPC.csv     3    3  2020-01-01  2020-01-03  no            0

                """)
        #expect(run.errors == "^GSPC: new, 3 bars, 3 new (yahoo)\n")
        #expect(
            text("data/equities/^GSPC.csv") == """
                timestamp,open,high,low,close,volume,adj_close
                2020-01-01,100,125,75,112.5,1000,50
                2020-01-02,107,133.75,80.25,120.375,1001,53.5
                2020-01-03,101,126.25,75.75,113.625,1002,50.5

                """)
        #expect(yahoo.server.requests.map(\.path) == ["/v8/finance/chart/%5EGSPC"])
        let features = try AlphaCommand.run(
            ["features", "--data", "data", "--out", "f.csv", "--features", "ret_1"], in: folder.url)
        #expect(features.status == 0, "\(features.errors)")
        #expect(text("f.csv")?.contains("2020-01-02,^GSPC,0.0700000000000000") == true, "adjusted closes are applied")
    }

    @Test("a second call asks for what is new alone, and --json says so")
    func second() throws {
        #expect(try download("--symbol", "A", "--quiet").status == 0)
        let run = try download("--symbol", "A", "--json", "--quiet", to: "2020-02-01")
        #expect(run.status == 0 && run.errors.isEmpty)
        // Days are asked for from a day early on, since a session may open on the evening before.
        #expect(yahoo.asked == ["A from 0", "A from 14"])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let result = try #require((report["results"] as? [[String: Any]])?.first)
        #expect(report["failed"] as? Int == 0 && report["asset_class"] as? String == "equities")
        #expect(result["outcome"] as? String == "appended" && result["provider"] as? String == "yahoo")
        #expect(result["bars"] as? Int == 31 && result["new_bars"] as? Int == 11 && result["requests"] as? Int == 1)
        #expect(result["first"] as? String == "2020-01-01" && result["last"] as? String == "2020-01-31")
        #expect(result["file"] as? String == "data/equities/A.csv")
        #expect(result["restated"] is NSNull && result["error"] is NSNull)
        #expect(text("data/equities/A.csv")?.split(separator: "\n").count == 32)
    }

    @Test("a split between two calls is shown, and the file replaced")
    func restated() throws {
        #expect(try download("--symbol", "A").status == 0)
        yahoo.split(4)
        let run = try download("--symbol", "A", to: "2020-02-01")
        #expect(run.status == 0)
        #expect(yahoo.asked == ["A from 0", "A from 14", "A from 0"])
        #expect(run.errors == "A: restated, 31 bars, 11 new (yahoo)\n")
        #expect(run.output.contains("A: yahoo has restated: open ÷ 4 on all 20 bars; "), "\(run.output)")
        #expect(run.output.contains("\n  2020-01-01 close 112.5 -> 28.125\n"))
        #expect(run.output.contains("  … 100 numbers in all\n"))
        #expect(text("data/equities/A.csv")?.contains("2020-01-01,25,31.25,18.75,28.125,1000,12.5\n") == true)
    }

    @Test("of many symbols the others go on when one cannot be had: 75, one line of what happened")
    func many() throws {
        yahoo.answer(
            "GONE",
            .json(
                #"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found"}}}"#, status: 404))
        yahoo.answer("BUSY", .text("Too Many Requests", status: 429, headers: ["Retry-After": "0"]))
        try folder.write("# names\nC\nA\n", to: "names.txt")
        let run = try download("--symbols", "A,GONE,BUSY", "--symbol", "B", "--symbols-file", "names.txt")
        #expect(run.status == 75)
        let rows = run.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
        #expect(rows == ["B", "A", "GONE", "BUSY", "C"])
        #expect(run.errors.contains("GONE: yahoo: status 404: No data found\n"), "\(run.errors)")
        #expect(run.errors.contains("BUSY: 429, waiting "))
        #expect(run.errors.contains("BUSY: yahoo: status 429: Too Many Requests\n"))
        #expect(yahoo.asked.filter { $0.hasPrefix("BUSY") }.count == 2, "one request and one retry")
        for symbol in ["A", "B", "C"] { #expect(text("data/equities/\(symbol).csv") != nil) }
        #expect(text("data/equities/GONE.csv") == nil && text("data/equities/BUSY.csv") == nil)
        let quiet = try download("--symbols", "A,GONE", "--quiet", "--json")
        #expect(quiet.status == 75 && quiet.errors == "GONE: yahoo: status 404: No data found\n")
        let report = try JSONSerialization.jsonObject(with: Data(quiet.output.utf8)) as? [String: Any]
        #expect(report?["failed"] as? Int == 1)
    }

    @Test(
        "what the provider sends and cannot be used leaves the old file whole",
        arguments: [
            LoopbackServer.Reply.html("<html>consent</html>"),
            .json(#"{"chart":{"result":[{"meta":{"#),
            .json("{}").delivered(.cut(after: 1)),
            .dropped,
            .json(#"{"chart":{"result":null,"error":{"code":"Internal","description":"x"}}}"#, status: 500),
        ])
    func unusable(reply: LoopbackServer.Reply) throws {
        #expect(try download("--symbol", "A").status == 0)
        let before = (text("data/equities/A.csv"), text("data/manifest.json"))
        yahoo.answer("A", reply)
        let run = try download("--symbol", "A", to: "2020-02-01")
        #expect(run.status == 75)
        #expect(run.errors.contains("A: yahoo: "), "\(run.errors)")
        #expect((text("data/equities/A.csv"), text("data/manifest.json")) == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/equities").path)
        #expect(names == ["A.csv"])
    }

    @Test("replies are kept on demand")
    func keepRaw() throws {
        #expect(try download("--symbol", "A", "--keep-raw").status == 0)
        let raw = folder.file("data/raw/yahoo/equities/A/2020-01-01-1.json.gz")
        let gunzip = try ChildProcess.run(URL(fileURLWithPath: "/usr/bin/env"), ["gunzip", "-c", raw.path])
        #expect(gunzip.status == 0 && gunzip.output.hasPrefix(#"{"chart":{"result":[{"meta":{"symbol":"A""#))
        let sum = try ChildProcess.run(URL(fileURLWithPath: "/usr/bin/env"), ["sha256sum", raw.path])
        let digest = try #require(sum.output.split(separator: " ").first)
        #expect(text("data/manifest.json")?.contains(#""sha256" : "\#(digest)""#) == true)
    }

    @Test(
        "a mistake in the options is told before anything is asked: 64",
        arguments: [
            (["--symbol", "../A"], "has a slash"), (["--symbol", "/etc/A"], "has a slash"),
            (["--symbol", ".."], "begins with a dot"), (["--symbols", "A,,B"], "must not be empty"),
            ([], "no symbol is named"), (["--symbol", "A", "--interval", "4h"], "yahoo has no bars of 4h, only of 1m"),
            (["--symbol", "A", "--provider", "yaho"], "did you mean 'yahoo'?"),
            (["--symbol", "A", "--provider", "frankfurter"], "frankfurter has no equities"),
            (["--symbol", "A", "--retries", "-1"], "--retries"), (["--symbol", "A", "--timeout", "0"], "--timeout"),
            (["--symbol", "A", "--on-bad-bar", "skip"], "neither fail nor drop"),
        ])
    func usage(arguments: [String], message: String) throws {
        let run = try AlphaCommand.run(
            ["data", "download", "--asset-class", "equities", "--base-url", yahoo.address, "--start", "2020-01-01"]
                + arguments, in: folder.url)
        #expect(run.status == 64, "\(run)")
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(yahoo.server.requests.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.file("data").path))
    }

    @Test("dates: the start must come first, and nobody knows the future")
    func dates() throws {
        let backwards = try download("--symbol", "A", from: "2020-02-01", to: "2020-01-01")
        #expect(backwards.status == 64 && backwards.errors.contains("is not before --end 2020-01-01"))
        let future = try download("--symbol", "A", to: "2200-01-01")
        #expect(future.status == 0)
        #expect(future.errors.contains("--end 2200-01-01 is in the future: bars until now, 20"), "\(future.errors)")
    }

    @Test("what stands in the way is told before anything is asked: 65, 66, 73")
    func inTheWay() throws {
        let outside = try TemporaryFolder()
        try outside.write("theirs\n", to: "A.csv")
        func expect(_ status: Int32, _ message: String, _ arguments: String...) throws {
            let run = try AlphaCommand.run(
                [
                    "data", "download", "--asset-class", "equities", "--base-url", yahoo.address, "--start",
                    "2020-01-01",
                ] + arguments, in: folder.url)
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

    @Test("a file of another provider is left alone, unless it is to be replaced")
    func anotherProvider() throws {
        #expect(try download("--symbol", "A").status == 0)
        let manifest = try #require(text("data/manifest.json"))
        try folder.write(
            manifest.replacingOccurrences(of: #""provider" : "yahoo""#, with: #""provider" : "coinbase""#),
            to: "data/manifest.json")
        let run = try download("--symbol", "A", to: "2020-02-01")
        #expect(run.status == 75)
        #expect(run.errors.contains("A: the file is left as it is: its bars are coinbase's"), "\(run.errors)")
        #expect(try download("--symbol", "A", "--replace", to: "2020-02-01").status == 0)
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

    @Test("two commands at once into one folder lose nothing of the manifest")
    func twoAtOnce() async throws {
        let arguments = [
            "data", "download", "--asset-class", "equities", "--base-url", yahoo.address, "--start", "2020-01-01",
            "--end", "2020-02-01", "--quiet",
        ]
        let url = folder.url
        async let first = AlphaCommand.run(arguments + ["--symbols", "A,B,C,D"], in: url)
        async let second = AlphaCommand.run(arguments + ["--symbols", "E,D,F,G"], in: url)
        let statuses = try await [first.status, second.status]
        #expect(statuses == [0, 0])
        let written = try #require(text("data/manifest.json"))
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: [String: [String: Any]]])
        #expect(manifest["files"]?.keys.sorted() == "ABCDEFG".map { "equities/\($0).csv" })
    }

    @Test("Ctrl-C ends a download that waits, and leaves the old file whole")
    func interrupted() throws {
        #expect(try download("--symbol", "A").status == 0)
        let before = text("data/equities/A.csv")
        yahoo.answer("A", .silent)
        let script = """
            "$0" "$@" & child=$!
            until [ -e "$MARK" ]; do sleep 0.05; done
            kill -INT $child; wait $child
            """
        let mark = folder.file("asked")
        let server = yahoo.server
        Thread.detachNewThread {
            while server.requests.count < 2 { Thread.sleep(forTimeInterval: 0.02) }
            try? Data().write(to: mark)
        }
        let run = try ChildProcess.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            [
                "MARK=\(mark.path)", "bash", "-c", script, AlphaCommand.executable().path, "data", "download",
                "--asset-class", "equities", "--base-url", yahoo.address, "--symbols", "A,B,C,D,E,F", "--start",
                "2020-01-01", "--end", "2020-02-01", "--timeout", "60",
            ], in: folder.url, timeout: 60)
        #expect(run.status == 130, "\(run)")
        #expect(run.errors.contains("A: cancelled\n"), "\(run.errors)")
        #expect(text("data/equities/A.csv") == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/equities").path)
        #expect(!names.contains { $0.hasSuffix(".part") })
    }
}
