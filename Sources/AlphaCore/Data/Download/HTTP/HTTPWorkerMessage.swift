import Foundation

/// What a transport asks a worker for.
struct HTTPWorkerRequest: Codable, Sendable, Equatable {
    /// The address, absolute.
    var url: String
    /// The request's headers.
    var headers: [String: String]
    /// How long it may take, in seconds.
    var timeout: Double
    /// The longest body that is taken, in bytes.
    var bodyLimit: Int
}

/// What a worker answers; the body follows in bytes of its own.
enum HTTPWorkerReply: Codable, Sendable, Equatable {
    /// The server's reply.
    case reply(status: Int, headers: [String: String], bodyLength: Int)
    /// Why there was none.
    case failure(DownloadError)
}

/// One end of the stream between a transport and its worker: messages as JSON behind their length (four bytes, the lowest
/// first), and bytes as they are. Calls block; nothing here is for an other program than `alpha` itself.
struct HTTPWorkerStream {
    /// The stream socket.
    let descriptor: Int32

    /// The other end is gone, or said something else.
    struct Broken: Error {}

    func send(_ message: some Encodable, body: Data = Data()) throws {
        let text = try JSONEncoder().encode(message)
        let length = UInt32(text.count)
        try send(Data((0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + text)
        try send(body)
    }

    func receive<Message: Decodable>(_ type: Message.Type) throws -> Message {
        let length = try receive(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return try JSONDecoder().decode(type, from: receive(length))
    }

    func send(_ bytes: Data) throws {
        try bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                // A signal would end this process when the other one has ended.
                let count = Foundation.send(
                    descriptor, buffer.baseAddress! + sent, buffer.count - sent, Int32(MSG_NOSIGNAL))
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw Broken() }
                sent += count
            }
        }
    }

    func receive(_ count: Int) throws -> Data {
        var bytes = Data(count: count)
        try bytes.withUnsafeMutableBytes { buffer in
            var received = 0
            while received < buffer.count {
                let count = recv(descriptor, buffer.baseAddress! + received, buffer.count - received, 0)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw Broken() }
                received += count
            }
        }
        return bytes
    }
}
