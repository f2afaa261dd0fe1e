import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// Retrying over a real connection, on a clock on which pauses take no time.
@Suite(.timeLimit(.minutes(2)))
struct RetryingFetcherTests {
    typealias Reply = LoopbackServer.Reply

    private let clock = VirtualClock()
    private let transport = URLSessionTransport(timeout: 60)

    private func fetcher(retries: Int = 4, seed: UInt64 = 7) -> RetryingFetcher {
        RetryingFetcher(transport, policy: RetryPolicy(retries: retries), clock: clock, seed: seed)
    }

    @Test(arguments: [429, 418, 500, 502, 503, 504, 599])
    func repeatsWhatMaySucceedLater(_ status: Int) async throws {
        let server = try LoopbackServer(replies: .text("later", status: status), .text("done"))
        #expect(try await fetcher().get(server.url, headers: ["X-A": "b"]).text == "done")
        #expect(server.requests.map { $0.headers["x-a"] } == ["b", "b"])
        #expect(clock.sleeps.count == 1)
        #expect(clock.elapsed >= .milliseconds(500) && clock.elapsed <= .seconds(1))
    }

    @Test(arguments: [200, 204, 301, 304, 400, 401, 403, 404, 408, 410, 422, 425, 451])
    func doesNotRepeatWhatWillNot(_ status: Int) async throws {
        let server = try LoopbackServer(replies: .status(status, headers: ["Retry-After": "1"]), .text("wrong"))
        #expect(try await fetcher().get(server.url, headers: [:]).status == status)
        #expect(server.requests.count == 1)
        #expect(clock.sleeps.isEmpty)
    }

    @Test(arguments: [
        Reply.dropped, .reset, .text("0123456789").delivered(.cut(after: 4)), .redirect(to: "ftp://a/b"),
        Reply(body: Array("hello\n".utf8)).delivered(.bare),
    ])
    func doesNotRepeatBrokenRepliesAndConnections(_ reply: Reply) async throws {
        let server = try LoopbackServer(replies: reply, .text("wrong"))
        let ended = await failure { () async throws(DownloadError) in
            try await fetcher().get(server.url, headers: [:])
        }
        #expect(ended != nil && ended?.isTransient == false)
        #expect(server.requests.count == 1)
        #expect(clock.sleeps.isEmpty)
        let port = try RefusingPort()
        let refused = await failure { () async throws(DownloadError) in
            try await fetcher().get(port.url, headers: [:])
        }
        #expect(refused == .unreachable(host: port.url.authority, problem: "connection refused"))
        #expect(clock.sleeps.isEmpty)
    }

    @Test(arguments: [0, 1, 3, 9])
    func givesTheLastReplyWhenTheAttemptsAreUsedUp(_ retries: Int) async throws {
        let server = try LoopbackServer { .text("busy \($0.number)", status: 503) }
        let got = try await fetcher(retries: retries).get(server.url, headers: [:])
        #expect(got.status == 503)
        #expect(got.text == "busy \(retries)")
        #expect(server.requests.count == retries + 1)
        #expect(clock.sleeps.count == retries)
        for (place, pause) in clock.sleeps.enumerated() {
            let longest = min(60, pow(2, Double(place)))
            #expect(pause.seconds >= longest / 2 - 1e-9 && pause.seconds <= longest + 1e-9)
        }
    }

    @Test(arguments: [("7", 7.0), ("61", 61), ("120", 120)])
    func waitsAsLongAsItIsAsked(_ retryAfter: String, _ seconds: Double) async throws {
        let server = try LoopbackServer(replies: .status(429, headers: ["Retry-After": retryAfter]), .text("done"))
        #expect(try await fetcher().get(server.url, headers: [:]).text == "done")
        #expect(clock.sleeps == [.seconds(seconds)])
    }

    @Test func waitsUntilTheDateThatItIsTold() async throws {
        let moment = "Sun, 06 Nov 1994 08:50:37 GMT"  // the clock shows a minute less
        let own = try LoopbackServer(replies: .status(503, headers: ["Retry-After": moment]), .text("done"))
        #expect(try await fetcher().get(own.url, headers: [:]).text == "done")
        #expect(clock.sleeps == [.seconds(60)])
        let headers = ["Retry-After": moment, "Date": "Sun, 06 Nov 1994 08:50:00 GMT"]
        let theirs = try LoopbackServer(replies: .status(503, headers: headers), .text("done"))
        #expect(try await fetcher().get(theirs.url, headers: [:]).text == "done")
        #expect(clock.sleeps == [.seconds(60), .seconds(37)])
    }

    @Test(arguments: ["0", "soon", "-5", "Sun, 06 Nov 1994 08:00:00 GMT"])
    func neverComesBackAtOnce(_ retryAfter: String) async throws {
        let server = try LoopbackServer(replies: .status(429, headers: ["Retry-After": retryAfter]), .text("done"))
        #expect(try await fetcher().get(server.url, headers: [:]).text == "done")
        #expect(clock.elapsed >= .milliseconds(500) && clock.elapsed <= .seconds(1))
    }

    @Test(arguments: ["121", "3600", "Sun, 06 Nov 1994 09:49:37 GMT"])
    func givesUpWhenItIsAskedToWaitTooLong(_ retryAfter: String) async throws {
        let server = try LoopbackServer(replies: .status(418, headers: ["Retry-After": retryAfter]), .text("wrong"))
        let ended = await failure { () async throws(DownloadError) in
            try await fetcher().get(server.url, headers: [:])
        }
        let wanted = retryAfter == "121" ? "121" : "3600"
        #expect(
            ended
                == .refused(
                    status: 418,
                    message: "it asks to wait \(wanted) s, more than the 120 s that are waited at most"))
        #expect(server.requests.count == 1)
        #expect(clock.sleeps.isEmpty)
    }

    @Test func repeatsAfterATimeOut() async throws {
        // How many attempts run out of time depends on how busy the machine is, but the first one must.
        let server = try LoopbackServer { $0.number == 0 ? .silent : .text("done") }
        let hasty = URLSessionTransport(timeout: 0.25)
        let fetcher = RetryingFetcher(hasty, policy: RetryPolicy(retries: 100), clock: clock, seed: 7)
        #expect(try await fetcher.get(server.url, headers: [:]).text == "done")
        #expect(server.requests.count >= 2)
        #expect(clock.sleeps.count == server.requests.count - 1)
    }

    @Test func givesTheLastTimeOutWhenTheAttemptsAreUsedUp() async throws {
        let inner = ScriptedFetcher { number throws(DownloadError) in
            throw .timedOut(host: "h", seconds: Double(number))
        }
        let fetcher = RetryingFetcher(inner, policy: RetryPolicy(retries: 2), clock: clock)
        let url = try #require(URL(string: "http://h/"))
        let ended = await failure { () async throws(DownloadError) in try await fetcher.get(url, headers: [:]) }
        #expect(ended == .timedOut(host: "h", seconds: 2))
        #expect(inner.calls == 3)
    }

    @Test func manyCallersEachGetTheirs() async throws {
        let server = try LoopbackServer { $0.number < 8 ? .status(429) : .text($0.path) }
        let pacer = Pacer(pace: .milliseconds(250), clock: clock)
        let fetcher = RetryingFetcher(
            transport, policy: RetryPolicy(retries: 8), pacer: pacer, clock: clock, seed: 7)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<8 {
                group.addTask {
                    let url = server.url.appendingPathComponent("\(caller)")
                    let got = try await fetcher.get(url, headers: [:])
                    #expect(got.text == "/\(caller)")
                }
            }
            try await group.waitForAll()
        }
        #expect(server.requests.count == 16)
        #expect(clock.elapsed >= .milliseconds(250 * 15))
    }
}
