import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite(.timeLimit(.minutes(2)))
struct RedirectTests {
    private let transport = URLSessionTransport(timeout: 60)

    private func target(_ location: String?, status: Int = 302, from address: String) throws -> String? {
        let headers = location.map { ["Location": $0] } ?? [:]
        let reply = HTTPReply(status: status, headers: headers, body: Data())
        return try Redirect.target(of: reply, from: try #require(URL(string: address)))?.absoluteString
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func followsToWhereItIsSent(_ status: Int) async throws {
        let other = try LoopbackServer { .text("other \($0.target)") }
        let server = try LoopbackServer { request in
            switch request.path {
            case "/dir/a": .redirect(to: "b?x=%5E", status: status)
            case "/dir/b": .redirect(to: "/c", status: status)
            default: .redirect(to: "\(other.url)/d?y=1", status: status)
            }
        }
        let url = try #require(URL(string: "\(server.url)/dir/a"))
        let got = try await transport.get(url, headers: ["User-Agent": "me"])
        #expect(got.text == "other /d?y=1")
        #expect(server.requests.map(\.target) == ["/dir/a", "/dir/b?x=%5E", "/c"])
        #expect((server.requests + other.requests).allSatisfy { $0.headers["user-agent"] == "me" })
    }

    @Test func endsWhenItGoesInCircles() async throws {
        let server = try LoopbackServer { .redirect(to: $0.path == "/a" ? "/b" : "/a") }
        let url = try #require(URL(string: "\(server.url)/a"))
        let failure = await failure { () async throws(DownloadError) in try await transport.get(url, headers: [:]) }
        #expect(
            failure
                == .malformed("\(url.authority): more than 5 redirects, the last one to \(server.url)/a"))
        #expect(server.requests.count == 6)
    }

    @Test func followsAsManyAsItMay() async throws {
        let server = try LoopbackServer { $0.number < 5 ? .redirect(to: "/\($0.number)") : .text("there") }
        #expect(try await transport.get(server.url, headers: [:]).text == "there")
    }

    @Test func aRedirectToNowhereIsTheReplyItself() async throws {
        let server = try LoopbackServer(replies: .text("moved", status: 301))
        #expect(try await transport.get(server.url, headers: [:]).status == 301)
    }

    /// Against RFC 3986, section 5.4, whose base address these are.
    @Test(arguments: [
        ("g", "https://a/b/c/g"), ("./g", "https://a/b/c/g"), ("g/", "https://a/b/c/g/"), ("/g", "https://a/g"),
        ("//g", "https://g"), ("?y", "https://a/b/c/d;p?y"), ("g?y", "https://a/b/c/g?y"), ("..", "https://a/b/"),
        ("../g", "https://a/b/g"), ("https://h/i", "https://h/i"),
    ])
    func resolvesRelativeAddresses(_ location: String, _ expected: String) throws {
        #expect(try target(location, from: "https://a/b/c/d;p?q") == expected)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://a/b", "javascript:alert(1)", "data:,x", "http://", "mailto:a@b", ""])
    func refusesWhatIsNotHTTP(_ location: String) throws {
        #expect(
            throws: DownloadError.malformed("a:81: redirects to '\(location)', which is no address of http or https")
        ) {
            try target(location, from: "http://a:81/b")
        }
    }

    @Test func neverGivesUpEncryption() throws {
        #expect(throws: DownloadError.malformed("a: redirects from https to 'http://a/', which is not encrypted")) {
            try target("http://a/", from: "https://a/")
        }
        #expect(throws: DownloadError.self) { try target("HTTP://a/", from: "HTTPS://a/") }
        #expect(try target("https://a/", from: "http://a/") == "https://a/")
        #expect(try target("http://b/", from: "http://a/") == "http://b/")
    }

    @Test(arguments: [200, 300, 304, 305, 306, 404])
    func otherStatusesAreNoRedirects(_ status: Int) throws {
        #expect(try target("/b", status: status, from: "http://a/") == nil)
    }
}
