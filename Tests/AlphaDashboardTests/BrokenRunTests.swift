import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaDashboard

/// Half-written, broken and hostile run folders show as such and leave all others as they are.
@Suite(.serialized) struct BrokenRunTests {
    private struct List: Decodable {
        struct Run: Decodable {
            var name: String
            var status: String
            var sharpe: Double?
            var problems: [String]
        }
        var runs: [Run]
    }

    private static func put(_ text: String, _ path: String, in root: URL) throws {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    @Test func eachShowsAsWhatItIs() async throws {
        try await withDashboard({ root in
            try Self.put("{\"data\": [", "cut/metrics.json", in: root)
            try Self.put("[]", "wrong/metrics.json", in: root)
            try Self.put("\u{0}\u{1}\u{2}", "bytes/metrics.json", in: root)
            try Self.put(String(repeating: "[", count: 100_000), "deep/metrics.json", in: root)
            try Self.put("name: x\n", "begun/config.yaml", in: root)
            try Self.put("", "hidden name/metrics.json", in: root)
            try Self.put("text", "file-beside", in: root)
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent("folder/metrics.json"), withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent("pipe"), withIntermediateDirectories: true)
            #expect(mkfifo(root.appendingPathComponent("pipe/metrics.json").path, 0o600) == 0)
        }) { http, _ in
            let list = try JSONDecoder().decode(
                List.self, from: Data(try await http.request("GET", "/api/runs").body.utf8))
            let status = Dictionary(uniqueKeysWithValues: list.runs.map { ($0.name, $0.status) })
            #expect(
                status == [
                    "good": "complete", "cut": "broken", "wrong": "broken", "bytes": "broken", "deep": "broken",
                    "begun": "incomplete", "folder": "broken", "pipe": "broken",
                ])
            #expect(list.runs.first { $0.name == "good" }?.sharpe == 0.623)
            for run in list.runs {
                #expect(run.problems.isEmpty == (run.status != "broken"), "\(run.name)")
                let page = try await http.request("GET", "/runs/\(run.name)")
                #expect(page.status == 200, "\(run.name)")
                #expect(page.body.contains("This run folder is broken") == (run.status == "broken"), "\(run.name)")
                let report = try await http.request("GET", "/runs/\(run.name)/report")
                let expected = ["complete": 200, "incomplete": 404, "broken": 422][run.status]
                #expect(report.status == expected, "\(run.name)")
            }
            #expect(try await http.request("GET", "/").status == 200)
        }
    }

    @Test func namesAndContentsReachThePageAsText() async throws {
        let hostile = "<img src=x onerror=alert(1)>"
        try await withDashboard({ root in
            var sample = SampleRun()
            sample.bars = 30
            sample.assets = [hostile, "plain"]
            sample.name = "</title><script>alert(2)</script>"
            try sample.write(to: root.appendingPathComponent("hostile"))
            try Self.put("timestamp,equity\n\(hostile),1\n", "odd/backtest/backtest_pnl.csv", in: root)
        }) { http, _ in
            for path in ["/", "/runs/hostile", "/runs/hostile/report", "/runs/odd", "/api/runs/odd/equity"] {
                let page = try await http.request("GET", path)
                #expect(!page.body.contains("<img") && !page.body.contains("<script>"), "\(path)")
            }
            #expect(try await http.request("GET", "/runs/odd").body.contains("&lt;img src=x"))
            #expect(try await http.request("GET", "/api/runs/odd/equity").status == 422)
            let signals = try await http.request("GET", "/api/runs/hostile/signals")
            #expect(!signals.body.contains("<") && signals.headers["content-type"] == "application/json")
        }
    }

    @Test func theSeriesAreThoseOfTheFiles() async throws {
        struct Signals: Decodable {
            var timestamps: [String]
            var assets: [String]
            var scores: [[Double?]]
        }
        try await withDashboard { http, root in
            let answer = try await http.request("GET", "/api/runs/good/signals")
            let signals = try JSONDecoder().decode(Signals.self, from: Data(answer.body.utf8))
            let file = try String(
                contentsOf: root.appendingPathComponent("good/signals/alpha_ml_signals.csv"), encoding: .utf8)
            var rows = 0
            for line in file.split(separator: "\n").dropFirst() {
                let fields = line.split(separator: ",")
                let asset = try #require(signals.assets.firstIndex(of: String(fields[1])))
                let time = try #require(signals.timestamps.firstIndex(of: String(fields[0])))
                #expect(signals.scores[asset][time] == Double(fields[2]))
                rows += 1
            }
            #expect(signals.scores.joined().count { $0 != nil } == rows)
        }
    }

    @Test func aRunThatGrowsShowsItsNewNumbers() async throws {
        try await withDashboard({ root in
            try Self.put("name: x\n", "growing/config.yaml", in: root)
        }) { http, root in
            #expect(try await http.request("GET", "/api/runs").body.contains("\"incomplete\""))
            var sample = SampleRun()
            sample.bars = 30
            try sample.write(to: root.appendingPathComponent("growing"))
            #expect(try await !http.request("GET", "/api/runs").body.contains("\"incomplete\""))
        }
    }

    @Test func whatCannotBeServedIsRefused() throws {
        let root = FileManager.default.temporaryDirectory
        #expect(throws: Dashboard.RefusedHost.self) { try Dashboard(runs: root, host: "0.0.0.0") }
        #expect(throws: Dashboard.RefusedHost.self) { try Dashboard(runs: root, host: "example.com") }
        let missing = root.appendingPathComponent("none-\(UUID().uuidString)")
        #expect { try Dashboard(runs: missing) } throws: { ($0 as? DataError)?.kind == .noInput }
    }

    @Test func aTakenPortIsAnErrorOfInputAndOutput() async throws {
        try await withDashboard { http, root in
            let second = try Dashboard(runs: root, port: http.port)
            await #expect {
                try await second.serve(stopsOnSignals: false) { _ in }
            } throws: { error in
                (error as? DataError)?.kind == .inputOutput
            }
        }
    }
}
