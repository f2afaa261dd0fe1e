import Foundation

extension LoopbackServer {
    /// What the server sends back, and how badly.
    public struct Reply: Sendable, Equatable {
        /// How the bytes go out.
        public enum Delivery: Sendable, Equatable {
            /// All at once, with their `Content-Length`.
            case whole
            /// In chunks of that many bytes (`Transfer-Encoding: chunked`).
            case chunked(Int)
            /// With their `Content-Length`, that many bytes and then a pause, again and again.
            case trickled(bytes: Int, every: Duration)
            /// With the `Content-Length` of all of them, but only so many come before the connection ends.
            case cut(after: Int)
            /// In one chunk of so many bytes, and the connection ends before the chunk that says that it was the last.
            case cutChunked(after: Int)
            /// Without a length: the body ends where the connection does.
            case untilClosed
            /// Alone, without a head: whatever the test wants the client to take for a reply.
            case bare
            /// The connection ends without a byte.
            case dropped
            /// The connection is reset without a byte.
            case reset
            /// Nothing comes, and the connection stays open until the client ends it.
            case silent
        }

        /// The status code.
        public var status: Int
        /// Further headers, as they are sent; `Content-Length` and the like follow from the delivery.
        public var headers: [String: String]
        /// The body before any content coding.
        public var body: [UInt8]
        /// How it goes out.
        public var delivery: Delivery = .whole
        /// Whether the body is sent gzipped, with the header that says so.
        public var isGzipped = false
        /// How long the server thinks before it sends.
        public var delay: Duration = .zero

        /// A reply of the given parts, sent at once.
        public init(status: Int = 200, headers: [String: String] = [:], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// A JSON text.
        public static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> Reply {
            typed("application/json; charset=utf-8", text, status, headers)
        }

        /// A plain text.
        public static func text(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> Reply {
            typed("text/plain; charset=utf-8", text, status, headers)
        }

        /// A page.
        public static func html(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> Reply {
            typed("text/html; charset=utf-8", text, status, headers)
        }

        /// A status with an empty body.
        public static func status(_ status: Int, headers: [String: String] = [:]) -> Reply {
            Reply(status: status, headers: headers)
        }

        /// Sends the client elsewhere: to a path of this server or a whole address.
        public static func redirect(to location: String, status: Int = 302) -> Reply {
            Reply(status: status, headers: ["Location": location])
        }

        /// The connection ends without a byte.
        public static let dropped = Reply().delivered(.dropped)
        /// The connection is reset without a byte.
        public static let reset = Reply().delivered(.reset)
        /// Nothing ever comes.
        public static let silent = Reply().delivered(.silent)

        /// The same, sent in another way.
        public func delivered(_ delivery: Delivery) -> Reply {
            var copy = self
            copy.delivery = delivery
            return copy
        }

        /// The same with its body gzipped; lengths and cuts then count the packed bytes.
        public var gzip: Reply {
            var copy = self
            copy.isGzipped = true
            return copy
        }

        /// The same after a while.
        public func delayed(_ delay: Duration) -> Reply {
            var copy = self
            copy.delay = delay
            return copy
        }

        private static func typed(_ type: String, _ text: String, _ status: Int, _ headers: [String: String]) -> Reply {
            let typed = headers.merging(["Content-Type": type]) { given, _ in given }
            return Reply(status: status, headers: typed, body: Array(text.utf8))
        }
    }
}
