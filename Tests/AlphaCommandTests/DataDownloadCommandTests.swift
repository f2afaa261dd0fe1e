import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha data download")
struct DataDownloadCommandTests {
    let session: DownloadSession
    private var folder: TemporaryFolder { session.folder }
    private var yahoo: YahooServer { session.yahoo }

    init() throws { session = try DownloadSession() }

    @Test("writes what alpha reads, and says what it wrote")
    func writes() throws {
        let run = try session.download("--symbol", "^GSPC", to: "2020-01-04")
        #expect(run.status == 0)
        #expect(
            run.output == """
                symbol  provider  file                     bars  new  first       last        restated  nulls  notes
                ^GSPC   yahoo     data/equities/^GSPC.csv     3    3  2020-01-01  2020-01-03  no            0

                """)
        #expect(run.errors == "^GSPC: new, 3 bars, 3 new (yahoo)\n")
        #expect(
            session.text("data/equities/^GSPC.csv") == """
                timestamp,open,high,low,close,volume,adj_close
                2020-01-01,100,125,75,112.5,1000,50
                2020-01-02,107,133.75,80.25,120.375,1001,53.5
                2020-01-03,101,126.25,75.75,113.625,1002,50.5

                """)
        #expect(yahoo.server.requests.map(\.path) == ["/v8/finance/chart/%5EGSPC"])
        let features = try AlphaCommand.run(
            ["features", "--data", "data", "--out", "f.csv", "--features", "ret_1"], in: folder.url)
        #expect(features.status == 0, "\(features.errors)")
        #expect(
            session.text("f.csv")?.contains("2020-01-02,^GSPC,0.0700000000000000") == true,
            "adjusted closes are applied")
    }

    @Test("a second call asks for what is new alone, and --json says so")
    func second() throws {
        #expect(try session.download("--symbol", "A", "--quiet").status == 0)
        let run = try session.download("--symbol", "A", "--json", "--quiet", to: "2020-02-01")
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
        #expect(session.text("data/equities/A.csv")?.split(separator: "\n").count == 32)
    }

    @Test("other providers and classes: fixings of fx, candles of crypto")
    func otherProviders() throws {
        let fixings = try LoopbackServer(
            replies: .json(
                #"{"amount":1.0,"base":"EUR","rates":{"2020-01-02":{"USD":1.125},"2020-01-03":{"USD":1.25}}}"#))
        func run(_ assetClass: String, _ symbol: String, _ provider: String, at server: LoopbackServer) throws -> String
        {
            let run = try AlphaCommand.run(
                [
                    "data", "download", "--asset-class", assetClass, "--symbol", symbol, "--provider", provider,
                    "--base-url", server.url.absoluteString, "--start", "2020-01-01", "--end", "2020-01-04",
                ], in: folder.url)
            #expect(run.status == 0, "\(run.errors)")
            return run.output
        }
        #expect(try run("fx", "EURUSD", "frankfurter", at: fixings).contains("one price a day"))
        let header = "timestamp,open,high,low,close,volume\n"
        #expect(
            session.text("data/fx/EURUSD.csv")
                == header + "2020-01-02,1.125,1.125,1.125,1.125,0\n2020-01-03,1.25,1.25,1.25,1.25,0\n")
        // time, low, high, open, close, volume, the newest first
        let candles = try LoopbackServer(
            replies: .json("[[1578009600,7100,7400,7200,7300.5,20.25],[1577923200,6900,7300,7000,7200,10.5]]"))
        _ = try run("crypto", "BTC-USD", "coinbase", at: candles)
        #expect(
            session.text("data/crypto/BTC-USD.csv")
                == header + "2020-01-02,7000,7300,6900,7200,10.5\n2020-01-03,7200,7400,7100,7300.5,20.25\n")
    }

    @Test("a split between two calls is shown, and the file replaced")
    func restated() throws {
        #expect(try session.download("--symbol", "A").status == 0)
        yahoo.split(4)
        let run = try session.download("--symbol", "A", to: "2020-02-01")
        #expect(run.status == 0)
        #expect(yahoo.asked == ["A from 0", "A from 14", "A from 0"])
        #expect(run.errors == "A: restated, 31 bars, 11 new (yahoo)\n")
        #expect(run.output.contains("A: yahoo has restated: open ÷ 4 on all 20 bars; "), "\(run.output)")
        #expect(run.output.contains("\n  2020-01-01 close 112.5 -> 28.125\n"))
        #expect(run.output.contains("  … 100 numbers in all\n"))
        #expect(session.text("data/equities/A.csv")?.contains("2020-01-01,25,31.25,18.75,28.125,1000,12.5\n") == true)
    }

    @Test("of many symbols the others go on when one cannot be had: 75, one line of what happened")
    func many() throws {
        yahoo.answer(
            "GONE",
            .json(
                #"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found"}}}"#, status: 404))
        yahoo.answer("BUSY", .text("Too Many Requests", status: 429, headers: ["Retry-After": "0"]))
        try folder.write("# names\nC\nA\n", to: "names.txt")
        let run = try session.download("--symbols", "A,GONE,BUSY", "--symbol", "B", "--symbols-file", "names.txt")
        #expect(run.status == 75)
        let rows = run.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
        #expect(rows == ["B", "A", "GONE", "BUSY", "C"])
        #expect(run.errors.contains("GONE: yahoo: status 404: No data found\n"), "\(run.errors)")
        #expect(run.errors.contains("BUSY: 429, waiting "))
        #expect(run.errors.contains("BUSY: yahoo: status 429: Too Many Requests\n"))
        #expect(yahoo.asked.filter { $0.hasPrefix("BUSY") }.count == 2, "one request and one retry")
        for symbol in ["A", "B", "C"] { #expect(session.text("data/equities/\(symbol).csv") != nil) }
        #expect(session.text("data/equities/GONE.csv") == nil && session.text("data/equities/BUSY.csv") == nil)
        let quiet = try session.download("--symbols", "A,GONE", "--quiet", "--json")
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
        #expect(try session.download("--symbol", "A").status == 0)
        let before = (session.text("data/equities/A.csv"), session.text("data/manifest.json"))
        yahoo.answer("A", reply)
        let run = try session.download("--symbol", "A", to: "2020-02-01")
        #expect(run.status == 75)
        #expect(run.errors.contains("A: yahoo: "), "\(run.errors)")
        #expect((session.text("data/equities/A.csv"), session.text("data/manifest.json")) == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/equities").path)
        #expect(names == ["A.csv"])
    }

    @Test("replies are kept on demand")
    func keepRaw() throws {
        #expect(try session.download("--symbol", "A", "--keep-raw").status == 0)
        let raw = folder.file("data/raw/yahoo/equities/A/2020-01-01-1.json.gz")
        let gunzip = try ChildProcess.run(URL(fileURLWithPath: "/usr/bin/env"), ["gunzip", "-c", raw.path])
        #expect(gunzip.status == 0 && gunzip.output.hasPrefix(#"{"chart":{"result":[{"meta":{"symbol":"A""#))
        let sum = try ChildProcess.run(URL(fileURLWithPath: "/usr/bin/env"), ["sha256sum", raw.path])
        let digest = try #require(sum.output.split(separator: " ").first)
        #expect(session.text("data/manifest.json")?.contains(#""sha256" : "\#(digest)""#) == true)
    }

    @Test("a file of another provider is left alone, unless it is to be replaced")
    func anotherProvider() throws {
        #expect(try session.download("--symbol", "A").status == 0)
        let manifest = try #require(session.text("data/manifest.json"))
        try folder.write(
            manifest.replacingOccurrences(of: #""provider" : "yahoo""#, with: #""provider" : "coinbase""#),
            to: "data/manifest.json")
        let run = try session.download("--symbol", "A", to: "2020-02-01")
        #expect(run.status == 75)
        #expect(run.errors.contains("A: the file is left as it is: its bars are coinbase's"), "\(run.errors)")
        #expect(try session.download("--symbol", "A", "--replace", to: "2020-02-01").status == 0)
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
        let written = try #require(session.text("data/manifest.json"))
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: [String: [String: Any]]])
        #expect(manifest["files"]?.keys.sorted() == "ABCDEFG".map { "equities/\($0).csv" })
    }

    @Test("Ctrl-C ends a download that waits, and leaves the old file whole")
    func interrupted() throws {
        #expect(try session.download("--symbol", "A").status == 0)
        let before = session.text("data/equities/A.csv")
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
        #expect(session.text("data/equities/A.csv") == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/equities").path)
        #expect(!names.contains { $0.hasSuffix(".part") })
    }
}
