import AlphaTestSupport
import Foundation
import Testing

/// The server that the download tests lean on, against curl: another client than the one under test.
@Suite(.enabled(if: Curl.isPresent))
struct LoopbackServerTests {
    @Test func recordsWhatItWasAskedInOrder() throws {
        let server = try LoopbackServer { request in .json(#"{"number":\#(request.number)}"#) }
        let first = try Curl.get("\(server.url)/v8/chart/%5EGSPC?interval=1d&events=div%2Csplits", "X-Test: yes")
        let second = try Curl.get("\(server.url)/second")
        #expect(first.output == #"{"number":0}"#)
        #expect(second.output == #"{"number":1}"#)
        let requests = server.requests
        #expect(requests.map(\.path) == ["/v8/chart/%5EGSPC", "/second"])
        #expect(requests[0].query == ["interval": "1d", "events": "div,splits"])
        #expect(requests[0].queryItems.map(\.name) == ["interval", "events"])
        #expect(requests[0].headers["x-test"] == "yes")
        #expect(requests.map(\.method) == ["GET", "GET"])
    }

    @Test func givesRepliesInTurnAndTheLastAgain() throws {
        let server = try LoopbackServer(replies: .status(429), .text("done"))
        let statuses = try (0..<3).map { _ in try Curl.run(["-o", "/dev/null", "-w", "%{http_code}", "\(server.url)/"])
        }
        #expect(statuses.map(\.output) == ["429", "200", "200"])
    }

    @Test(arguments: [
        LoopbackServer.Reply.Delivery.whole, .chunked(7), .trickled(bytes: 40, every: .milliseconds(1)), .untilClosed,
    ])
    func deliversWhole(_ delivery: LoopbackServer.Reply.Delivery) throws {
        let text = String(repeating: "one line of a body\n", count: 20)
        for reply in [LoopbackServer.Reply.text(text), .text(text).gzip] {
            let server = try LoopbackServer(replies: reply.delivered(delivery))
            let got = try Curl.run(["--compressed", "\(server.url)/"])
            #expect(got.status == 0)
            #expect(got.output == text)
        }
    }

    /// curl's own exit statuses: 52 an empty reply, 56 a reset, 18 a partial body, 28 a time-out.
    @Test(arguments: [
        (LoopbackServer.Reply.dropped, Int32(52)), (.reset, 56), (.silent, 28),
        (.text("0123456789").delivered(.cut(after: 4)), 18), (.text("0123456789").delivered(.cutChunked(after: 4)), 18),
        (.text("0123456789").delivered(.trickled(bytes: 1, every: .seconds(1))), 28),
        (.text("late").delayed(.seconds(5)), 28),
    ])
    func misbehavesAsTold(_ reply: LoopbackServer.Reply, _ status: Int32) throws {
        let server = try LoopbackServer(replies: reply)
        let patience = status == 28 ? "0.3" : "30"
        let got = try Curl.run(["--max-time", patience, "\(server.url)/"])
        #expect(got.status == status, "\(got.errors)")
    }

    @Test func redirects() throws {
        let server = try LoopbackServer { $0.path == "/old" ? .redirect(to: "/new") : .text("here: \($0.path)") }
        #expect(try Curl.run(["-L", "\(server.url)/old"]).output == "here: /new")
    }

    @Test func refusesWhereNobodyListens() throws {
        let port = try RefusingPort()
        #expect(try Curl.run(["\(port.url)/"]).status == 7)
        withExtendedLifetime(port) {}
    }
}

/// The curl program; its tests are skipped where it is not there.
private enum Curl {
    static let isPresent = (try? run(["--version"]).status) == 0

    static func get(_ address: String, _ header: String? = nil) throws -> (status: Int32, output: String) {
        let got = try run((header.map { ["-H", $0] } ?? []) + [address])
        return (got.status, got.output)
    }

    static func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let environment = URL(fileURLWithPath: "/usr/bin/env")
        return try ChildProcess.run(environment, ["curl", "-sS", "--noproxy", "*"] + arguments, timeout: 60)
    }
}
