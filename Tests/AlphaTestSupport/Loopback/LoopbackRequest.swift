import Foundation

extension LoopbackServer {
    /// A request as it came.
    public struct Request: Sendable, Equatable {
        /// How many requests the server had before this one.
        public var number = 0
        /// `GET`.
        public var method: String
        /// What stands in the request line, percent-encoding and all: `/v8/finance/chart/%5EGSPC?interval=1d`.
        public var target: String
        /// The headers, names in lower case; the last one of a name that came twice.
        public var headers: [String: String]

        /// The target up to the `?`, still percent-encoded.
        public var path: String { String(target.prefix { $0 != "?" }) }

        /// The names and values after the `?` in their order, percent-encoding undone (`+` stays a `+`).
        public var queryItems: [(name: String, value: String)] {
            guard let mark = target.firstIndex(of: "?") else { return [] }
            return target[target.index(after: mark)...].split(separator: "&").map { item in
                let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let decoded = parts.map { $0.removingPercentEncoding ?? $0 }
                return (decoded[0], decoded.count > 1 ? decoded[1] : "")
            }
        }

        /// The query's values by name; the last one of a name that came twice.
        public var query: [String: String] {
            Dictionary(queryItems.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        }

        /// Reads the lines up to the empty one; `nil` when the first is no request line.
        init?(head: String) {
            let lines = head.components(separatedBy: "\r\n")
            let words = lines[0].split(separator: " ")
            guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
            method = String(words[0])
            target = String(words[1])
            headers = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                headers[line[..<colon].lowercased()] =
                    line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            }
        }
    }
}
