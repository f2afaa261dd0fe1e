import Foundation

/// One request and its reply over one connection.
struct LoopbackConnection {
    let socket: LoopbackSocket
    let alarm: LoopbackAlarm

    /// What came before the empty line; `nil` when the client or the server stopped first, or when it is no HTTP (a
    /// client that wants encryption would wait for its answer in vain).
    func readHead() -> String? {
        var received: [UInt8] = []
        while received.count < 65_536 {
            guard alarm.waits(for: socket), let more = socket.read(), !more.isEmpty else { return nil }
            received += more
            guard let first = received.first, (65...90).contains(first) else { return nil }
            let text = String(decoding: received, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") { return String(text[..<end.lowerBound]) }
        }
        return nil
    }

    /// Sends the reply in its way; ends early, without a word, when the client goes away or the server stops.
    func send(_ reply: LoopbackServer.Reply) {
        guard alarm.sleeps(reply.delay) else { return }
        let body = reply.isGzipped ? Gzip.packed(reply.body) : reply.body
        switch reply.delivery {
        case .whole: finish(socket.write(head(of: reply, length: body.count) + body))
        case .untilClosed: finish(socket.write(head(of: reply, nil) + body))
        case .cut(let count): finish(socket.write(head(of: reply, length: body.count) + body.prefix(count)))
        case .cutChunked(let count):
            finish(socket.write(head(of: reply, "Transfer-Encoding: chunked") + chunk(body.prefix(count))))
        case .chunked(let size):
            let chunks = pieces(of: body, size).flatMap(chunk) + Array("0\r\n\r\n".utf8)
            finish(socket.write(head(of: reply, "Transfer-Encoding: chunked") + chunks))
        case .trickled(let size, let pause):
            var isOpen = socket.write(head(of: reply, length: body.count))
            for piece in pieces(of: body, size) where isOpen {
                isOpen = socket.write(Array(piece)) && !socket.isClosedByPeer && alarm.sleeps(pause)
            }
            finish(isOpen)
        case .bare: finish(socket.write(body))
        case .dropped: finish(true)
        case .reset: socket.reset()
        case .silent: waitForClient()
        }
    }

    /// Says that nothing more comes and waits until the client has seen it: closing at once while bytes of the client
    /// are unread would reset the connection and could take the end of the reply with it.
    private func finish(_ isOpen: Bool) {
        guard isOpen else { return }
        socket.endWriting()
        waitForClient()
    }

    private func waitForClient() {
        while alarm.waits(for: socket), let more = socket.read(), !more.isEmpty {}
    }

    private func head(of reply: LoopbackServer.Reply, length: Int) -> [UInt8] {
        head(of: reply, "Content-Length: \(length)")
    }

    private func head(of reply: LoopbackServer.Reply, _ framing: String?) -> [UInt8] {
        var lines = ["HTTP/1.1 \(reply.status) Status \(reply.status)", "Connection: close"]
        lines += reply.headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        if reply.isGzipped { lines.append("Content-Encoding: gzip") }
        if let framing { lines.append(framing) }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func chunk(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    private func pieces(of bytes: [UInt8], _ size: Int) -> [ArraySlice<UInt8>] {
        precondition(size > 0, "a piece needs at least 1 byte, not \(size)")
        return stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
    }
}
