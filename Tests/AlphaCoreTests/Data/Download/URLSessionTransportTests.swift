import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// The transport against a server that misbehaves. Time-outs of seconds never run out in a test that passes.
@Suite(.timeLimit(.minutes(2)))
struct URLSessionTransportTests {
    typealias Reply = LoopbackServer.Reply

    private static let text = String(repeating: "0123456789", count: 500)
    private let transport = URLSessionTransport(timeout: 60)

    private func get(_ reply: Reply) async throws(DownloadError) -> HTTPReply {
        let server: LoopbackServer
        do { server = try LoopbackServer(replies: reply) } catch { throw .malformed("no server: \(error)") }
        defer { withExtendedLifetime(server) {} }
        return try await transport.get(server.url, headers: [:])
    }

    @Test(arguments: [
        Reply.text(text), .text(text).gzip, .text(text).delivered(.chunked(700)),
        .text(text).gzip.delivered(.chunked(7)),
        .text(text).delivered(.trickled(bytes: 500, every: .milliseconds(5))), .text(text).delivered(.untilClosed),
        .text(text).gzip.delivered(.untilClosed), .text(text).delayed(.milliseconds(20)),
    ])
    func takesTheBodyWhole(_ reply: Reply) async throws {
        let got = try await get(reply)
        #expect(got.status == 200)
        #expect(got.text == URLSessionTransportTests.text)
        #expect(got.headers["content-type"] == "text/plain; charset=utf-8")
    }

    @Test(arguments: [200, 204, 300, 304, 400, 401, 403, 404, 418, 422, 429, 451, 500, 503, 599])
    func givesTheReplyWhateverItsStatus(_ status: Int) async throws {
        let hasBody = status != 204 && status != 304
        let got = try await get(.json(hasBody ? #"{"message":"words"}"# : "", status: status))
        #expect(got.status == status)
        #expect(got.text == (hasBody ? #"{"message":"words"}"# : ""))
    }

    @Test(arguments: ["Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "Bearer"])
    func anUnauthorizedReplyEndsAsOne(_ challenge: String) async throws {
        let got = try await get(.text("who?", status: 401, headers: ["WWW-Authenticate": challenge]))
        #expect(got.status == 401)
        #expect(got.text == "who?")
    }

    @Test func asksAsTold() async throws {
        let server = try LoopbackServer(replies: .text("yes"))
        let url = try #require(URL(string: "\(server.url)/v8/chart/%5EGSPC?a=EURUSD%3DX&b=div,splits&c=%20"))
        _ = try await transport.get(url, headers: ["User-Agent": "Mozilla/5.0 (test)", "X-Other": "1"])
        let request = try #require(server.requests.first)
        #expect(request.method == "GET")
        #expect(request.target == "/v8/chart/%5EGSPC?a=EURUSD%3DX&b=div,splits&c=%20")
        #expect(request.headers["user-agent"] == "Mozilla/5.0 (test)")
        #expect(request.headers["x-other"] == "1")
        #expect(request.headers["accept-encoding"]?.contains("gzip") == true)
    }

    @Test func keepsNeitherCookiesNorReplies() async throws {
        let headers = ["Set-Cookie": "a=b; Path=/", "Cache-Control": "public, max-age=3600", "ETag": "\"1\""]
        let server = try LoopbackServer { .text("\($0.number)", headers: headers) }
        for number in 0..<3 { #expect(try await transport.get(server.url, headers: [:]).text == "\(number)") }
        #expect(server.requests.allSatisfy { $0.headers["cookie"] == nil && $0.headers["if-none-match"] == nil })
    }

    @Test func aBodyThatIsCutIsAnError() async throws {
        let reply = Reply.text(URLSessionTransportTests.text)
        let words = [
            (reply.delivered(.cut(after: 1234)), "the connection broke after 1,234 of 5,000 bytes"),
            (reply.delivered(.cut(after: 0)), "the connection broke after 0 of 5,000 bytes"),
            (reply.delivered(.cutChunked(after: 1)), "the connection broke after 1 byte, before the reply was whole"),
            (reply.gzip.delivered(.cut(after: 20)), "the connection broke before the reply was whole"),
            (reply.gzip.delivered(.cutChunked(after: 20)), "the connection broke before the reply was whole"),
            (.dropped, "the connection ended without a reply"), (.reset, "the connection ended without a reply"),
        ]
        for (reply, problem) in words {
            let server = try LoopbackServer(replies: reply)
            let failure = await failure { () async throws(DownloadError) in
                try await transport.get(server.url, headers: [:])
            }
            #expect(failure == .unreachable(host: "127.0.0.1:\(server.port)", problem: problem))
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: [
        "hello\n", "HTTP/3.7 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nno colon\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: zebra\r\n\r\nok",
    ])
    func whatIsNoHTTPIsMalformed(_ bytes: String) async throws {
        let failure = await failure { () async throws(DownloadError) in
            try await get(Reply(body: Array(bytes.utf8)).delivered(.bare))
        }
        guard case .malformed(let words)? = failure else {
            Issue.record("\(bytes.debugDescription) ended with \(String(describing: failure))")
            return
        }
        #expect(words.contains("the reply cannot be read"))
    }

    @Test func aBodyBeyondTheLimitIsRefused() async throws {
        let small = URLSessionTransport(timeout: 60, bodyLimit: 4999)
        for reply in [Reply.text(URLSessionTransportTests.text), .text(URLSessionTransportTests.text).gzip] {
            let server = try LoopbackServer(replies: reply)
            let failure = await failure { () async throws(DownloadError) in
                try await small.get(server.url, headers: [:])
            }
            #expect(failure == .malformed("127.0.0.1:\(server.port): the reply is longer than 4,999 bytes"))
        }
        let enough = URLSessionTransport(timeout: 60, bodyLimit: 5000)
        let server = try LoopbackServer(replies: .text(URLSessionTransportTests.text))
        #expect(try await enough.get(server.url, headers: [:]).body.count == 5000)
    }

    @Test(arguments: [
        Reply.silent, .text(text).delivered(.trickled(bytes: 1, every: .milliseconds(20))),
        .text(text).delayed(.seconds(100)), .redirect(to: "/again").delayed(.milliseconds(100)),
    ])
    func theTimeOutIsForTheWhole(_ reply: Reply) async throws {
        let server = try LoopbackServer(replies: reply)
        var hasty = URLSessionTransport(timeout: 0.25)
        hasty.redirectLimit = 1_000_000
        let failure = await failure { () async throws(DownloadError) in try await hasty.get(server.url, headers: [:]) }
        #expect(failure == .timedOut(host: "127.0.0.1:\(server.port)", seconds: 0.25))
    }

    @Test func cancellingEndsAtOnce() async throws {
        let server = try LoopbackServer(replies: .silent)
        let task = Task {
            await failure { () async throws(DownloadError) in try await transport.get(server.url, headers: [:]) }
        }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .cancelled)
        let before = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure { () async throws(DownloadError) in try await transport.get(server.url, headers: [:]) }
        }
        #expect(await before.value == .cancelled)
    }

    @Test func saysWhyThereIsNoConnection() async throws {
        let port = try RefusingPort()
        let refused = await failure { () async throws(DownloadError) in try await transport.get(port.url, headers: [:])
        }
        #expect(refused == .unreachable(host: port.url.authority, problem: "connection refused"))
        let nowhere = try #require(URL(string: "http://no-such-host.invalid/"))
        let lost = await failure { () async throws(DownloadError) in try await transport.get(nowhere, headers: [:]) }
        #expect(lost == .unreachable(host: "no-such-host.invalid", problem: "no such host"))
    }

    @Test(arguments: [
        "ftp://127.0.0.1/a", "file:///etc/passwd", "data:text/plain,a", "http:///a", "a/b", "//127.0.0.1/",
    ])
    func refusesAddressesThatAreNotOfHTTP(_ address: String) async throws {
        let url = try #require(URL(string: address))
        let failure = await failure { () async throws(DownloadError) in try await transport.get(url, headers: [:]) }
        #expect(
            failure == .unsupported("'\(address)' is not an address that starts with http:// or https://"))
    }

    @Test func manyAtOnceDoNotMixTheirReplies() async throws {
        let transport = transport
        #expect(try await LoopbackServer.mixedReplies { try await transport.get($0, headers: [:]).text } == [])
    }
}
