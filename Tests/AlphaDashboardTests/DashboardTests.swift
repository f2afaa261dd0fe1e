import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaDashboard

/// A dashboard over sample runs on a free port, for as long as `body` runs.
func withDashboard(
    _ prepare: (URL) throws -> Void = { _ in }, _ body: @Sendable (RawHTTP, URL) async throws -> Void
) async throws {
    let shelf = FileManager.default.temporaryDirectory.appendingPathComponent("alpha-dashboard-\(UUID().uuidString)")
    let root = shelf.appendingPathComponent("runs")
    defer { try? FileManager.default.removeItem(at: shelf) }
    var sample = SampleRun()
    sample.bars = 60
    sample.folds = 2
    try sample.write(to: root.appendingPathComponent("good"))
    try prepare(root)
    let dashboard = try Dashboard(runs: root, port: 0)
    let (addresses, ready) = AsyncStream<String>.makeStream()
    let server = Task {
        defer { ready.finish() }
        try await dashboard.serve(stopsOnSignals: false) { ready.yield($0) }
    }
    guard let address = await addresses.first(where: { _ in true }), let port = URL(string: address)?.port else {
        try await server.value
        Issue.record("the server ended before it was ready")
        return
    }
    do {
        try await body(RawHTTP(port: port), root)
    } catch {
        server.cancel()
        throw error
    }
    server.cancel()
    _ = await server.result
}

@Suite(.serialized) struct DashboardTests {
    private static let pages = [
        "/", "/runs/good", "/runs/good/report", "/api/runs", "/api/runs/good", "/api/runs/good/equity",
        "/api/runs/good/signals", "/assets/report.css", "/assets/dashboard.css", "/assets/dashboard.js",
        "/assets/picture.js", "/assets/equity.js", "/assets/heatmap.js",
        "/assets/icon.svg", "/favicon.ico",
    ]

    @Test func everyPageCarriesThePolicyAndHeadEqualsGet() async throws {
        try await withDashboard { http, _ in
            for path in Self.pages + ["/nothing", "/runs/none", "/api/none"] {
                let page = try await http.request("GET", path)
                #expect(page.status == (Self.pages.contains(path) ? 200 : 404), "\(path)")
                #expect(page.headers["content-security-policy"] == SecurityHeaders.contentPolicy, "\(path)")
                #expect(page.headers["x-content-type-options"] == "nosniff")
                #expect(page.headers["referrer-policy"] == "no-referrer")
                #expect(page.headers["cross-origin-opener-policy"] == "same-origin")
                #expect(page.headers["cross-origin-resource-policy"] == "same-origin")
                #expect(page.headers["content-length"] == String(page.body.utf8.count), "\(path)")
                let head = try await http.request("HEAD", path)
                #expect(head.body.isEmpty, "\(path)")
                #expect(head.status == page.status)
                let volatile: Set<String> = ["date"]
                #expect(
                    head.headers.filter { !volatile.contains($0.key) }
                        == page.headers.filter { !volatile.contains($0.key) }, "\(path)")
            }
        }
    }

    @Test func onlyTheServersOwnHostIsAnswered() async throws {
        try await withDashboard { http, _ in
            for host in ["localhost:\(http.port)", "127.0.0.1:\(http.port)", "LOCALHOST:\(http.port)"] {
                #expect(try await http.request("GET", "/", host: host).status == 200, "\(host)")
            }
            for host in ["evil.example", "evil.example:\(http.port)", "127.0.0.1", "127.0.0.1:1", ""] {
                let answer = try await http.request("GET", "/api/runs", host: host)
                #expect(answer.status == 421, "\(host)")
                #expect(!answer.body.contains("good"))
            }
            let twice = try await http.request("GET", "/", headers: ["Host: evil.example"])
            #expect(twice.status == 421 || twice.status == 400)
            let absolute = try await http.request("GET", "http://evil.example/api/runs", host: "evil.example")
            #expect(absolute.status == 421)
            let none = try await http.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(none.status == 421 || none.status == 400)
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
    func nothingButReading(method: String) async throws {
        try await withDashboard { http, _ in
            for path in ["/", "/api/runs", "/nothing"] {
                let answer = try await http.request(method, path, headers: ["Content-Length: 0"])
                #expect(answer.status == 405, "\(method) \(path)")
                #expect(answer.headers["allow"] == "GET, HEAD")
            }
        }
    }

    @Test func anotherSitesPageMayOnlyLink() async throws {
        try await withDashboard { http, _ in
            let fetched = try await http.request(
                "GET", "/api/runs", headers: ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"])
            #expect(fetched.status == 403)
            let followed = try await http.request(
                "GET", "/", headers: ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"])
            #expect(followed.status == 200)
        }
    }

    @Test func noPathLeavesTheFolder() async throws {
        try await withDashboard({ root in
            try Data("secret".utf8).write(to: root.deletingLastPathComponent().appendingPathComponent("metrics.json"))
        }) { http, _ in
            let paths = [
                "/runs/..", "/runs/../..", "/runs/%2e%2e", "/runs/..%2f", "/runs/%2e%2e%2fruns", "/api/runs/..",
                "/api/runs/%2e%2e", "/runs/good%2f..%2f..", "/assets/../metrics.json", "//etc/passwd",
                "/runs/good/../..",
                "/runs/%00", "/runs/good%00", "/api/runs/./signals",
            ]
            for path in paths {
                let answer = try await http.request("GET", path)
                #expect(answer.status == 404 || answer.status == 400, "\(path): \(answer.status)")
                #expect(!answer.body.contains("secret") && !answer.body.contains("root:"), "\(path)")
            }
        }
    }

    @Test func noSymbolicLinkIsFollowedOut() async throws {
        try await withDashboard({ root in
            let manager = FileManager.default
            let outside = root.deletingLastPathComponent().appendingPathComponent("outside")
            var sample = SampleRun()
            (sample.bars, sample.name) = (20, "outsider")
            try sample.write(to: outside)
            try manager.createSymbolicLink(at: root.appendingPathComponent("linked"), withDestinationURL: outside)
            let partly = root.appendingPathComponent("partly")
            try manager.createDirectory(at: partly, withIntermediateDirectories: true)
            try manager.createSymbolicLink(
                at: partly.appendingPathComponent("metrics.json"),
                withDestinationURL: outside.appendingPathComponent("metrics.json"))
            try manager.createSymbolicLink(
                at: partly.appendingPathComponent("config.yaml"),
                withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
            try manager.createSymbolicLink(
                at: root.appendingPathComponent("inside"), withDestinationURL: root.appendingPathComponent("good"))
        }) { http, _ in
            for name in ["linked", "partly"] {
                for path in ["/runs/\(name)", "/api/runs/\(name)", "/api/runs/\(name)/equity", "/runs/\(name)/report"] {
                    let answer = try await http.request("GET", path)
                    #expect(!answer.body.contains("outsider") && !answer.body.contains("root:"), "\(path)")
                    #expect(!answer.body.contains("AAPL"), "\(path)")
                }
                #expect(try await http.request("GET", "/runs/\(name)").body.contains("lies outside"))
            }
            #expect(try await http.request("GET", "/runs/inside").body.contains("Sharpe ratio"))
            let list = try await http.request("GET", "/api/runs").body
            #expect(list.contains("\"name\":\"linked\",\"title\":null,\"created\":null,\"status\":\"broken\""))
        }
    }
}
