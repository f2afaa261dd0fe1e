import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// The transport whose requests are processes of the built `alpha`. Time-outs of seconds never run out in a test that
/// passes.
@Suite(.timeLimit(.minutes(2)))
struct HTTPWorkerTransportTests {
    typealias Reply = LoopbackServer.Reply

    private static let text = String(repeating: "0123456789", count: 500)
    private let transport: HTTPWorkerTransport

    init() throws { transport = try HTTPWorkerTransportTests.transport(timeout: 60) }

    private static func transport(timeout: Double, bodyLimit: Int = 256 << 20) throws -> HTTPWorkerTransport {
        HTTPWorkerTransport(
            executable: try AlphaCommand.executable(), arguments: ["http-worker"], timeout: timeout,
            bodyLimit: bodyLimit)
    }

    private func failure(_ transport: any HTTPFetching, _ url: URL) async -> DownloadError? {
        do throws(DownloadError) {
            let reply = try await transport.get(url, headers: [:])
            Issue.record("a reply came: \(reply)")
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        Reply.text(text), .text(text).gzip, .text("", status: 404), .status(204),
        .json(#"{"message":"words"}"#, status: 429, headers: ["Retry-After": "3"]),
        Reply(body: (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }),
    ])
    func givesWhatTheTransportInThisProcessGives(_ reply: Reply) async throws {
        let server = try LoopbackServer(replies: reply)
        let headers = ["User-Agent": "Mozilla/5.0 (test)", "X-Other": "ö"]
        let expected = try await URLSessionTransport(timeout: 60).get(server.url, headers: headers)
        let got = try await transport.get(server.url, headers: headers)
        #expect(got.status == expected.status && got.body == expected.body)
        #expect(got.headers == expected.headers)
        #expect(server.requests.count == 2)
        #expect(server.requests[0].headers == server.requests[1].headers)
    }

    @Test func givesTheErrorsOfTheTransportInThisProcess() async throws {
        let nowhere = try #require(URL(string: "ftp://127.0.0.1/a"))
        #expect(
            await failure(transport, nowhere)
                == .unsupported("'ftp://127.0.0.1/a' is not an address that starts with http:// or https://"))
        let port = try RefusingPort()
        #expect(
            await failure(transport, port.url)
                == .unreachable(host: port.url.authority, problem: "connection refused"))
        let long = try LoopbackServer(replies: .text(Self.text))
        let small = try Self.transport(timeout: 60, bodyLimit: 4999)
        #expect(
            await failure(small, long.url) == .malformed("\(long.url.authority): the reply is longer than 4,999 bytes"))
        let silent = try LoopbackServer(replies: .silent)
        let hasty = try Self.transport(timeout: 0.25)
        #expect(await failure(hasty, silent.url) == .timedOut(host: silent.url.authority, seconds: 0.25))
    }

    @Test func aWorkerIsUsedAgain() async throws {
        let server = try LoopbackServer { .text("\($0.number)") }
        _ = try await transport.get(server.url, headers: [:])
        let first = transport.idleProcesses
        #expect(first.count == 1)
        for number in 1..<5 { #expect(try await transport.get(server.url, headers: [:]).text == "\(number)") }
        #expect(transport.idleProcesses == first)
    }

    @Test(
        "a connection that is closed inside a reply's head is an error of its own request",
        arguments: [
            "H", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n",
        ])
    func aReplyCutInsideItsHead(_ head: String) async throws {
        let server = try LoopbackServer {
            $0.path == "/cut" ? Reply(body: Array(head.utf8)).delivered(.bare) : .text(Self.text)
        }
        let others = Task {
            for _ in 0..<5 {
                let got = try await transport.get(server.url.appendingPathComponent("whole"), headers: [:])
                #expect(got.text == Self.text)
            }
        }
        let error = await failure(transport, server.url.appendingPathComponent("cut"))
        try await others.value
        // Some places end Foundation's process, others are no reply at all to it.
        let words = ["within the reply's head", "without a reply"]
        #expect(
            words.map { .unreachable(host: server.url.authority, problem: "the connection ended \($0)") }
                .contains(error))
        #expect(try await transport.get(server.url, headers: [:]).text == Self.text)
    }

    @Test func cancellingEndsTheWorkerAtOnce() async throws {
        let server = try LoopbackServer(replies: .silent, .text("after"))
        let task = Task { await failure(transport, server.url) }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(transport.idleProcesses.isEmpty)
        let before = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure(transport, server.url)
        }
        #expect(await before.value == .cancelled)
        #expect(try await transport.get(server.url, headers: [:]).text == "after")
    }

    @Test func workersEndWithTheTransport() async throws {
        let server = try LoopbackServer(replies: .text("yes"))
        var transport: HTTPWorkerTransport? = try Self.transport(timeout: 60)
        _ = try await transport?.get(server.url, headers: [:])
        let worker = try #require(transport?.idleProcesses.first)
        #expect(kill(worker, 0) == 0)
        transport = nil
        // It is reaped by Foundation's monitor soon after.
        while kill(worker, 0) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func aProgramThatIsNoWorkerIsAnError() async throws {
        let server = try LoopbackServer(replies: .text("yes"))
        func problem(_ path: String, _ arguments: [String] = []) async -> String {
            let other = HTTPWorkerTransport(executable: URL(fileURLWithPath: path), arguments: arguments)
            guard case .unreachable(_, let problem)? = await failure(other, server.url) else { return "none" }
            return problem
        }
        #expect(await problem("/no/such/program").hasPrefix("no process can be started to fetch it"))
        #expect(await problem("/bin/true") == "the process that fetched it ended before it had answered")
        #expect(
            await problem("/bin/sh", ["-c", "kill -9 $$"]) == "the process that fetched it was ended by signal 9")
        #expect(server.requests.isEmpty)
    }

    @Test func manyAtOnceDoNotMixTheirReplies() async throws {
        let transport = transport
        #expect(try await LoopbackServer.mixedReplies { try await transport.get($0, headers: [:]).text } == [])
        #expect(transport.idleProcesses.count <= 8)
    }

    @Test func theCommandIsNotForTyping() throws {
        let run = try AlphaCommand.run(["http-worker"])
        #expect(run.status == 64 && run.errors.contains("it is no command to type"), "\(run)")
        #expect(try !AlphaCommand.run(["--help"]).output.contains("http-worker"))
        #expect(try !AlphaCommand.run(["wroker"]).errors.contains("http-worker"))
    }
}

extension HTTPReply {
    fileprivate var text: String { String(decoding: body, as: UTF8.self) }
}
