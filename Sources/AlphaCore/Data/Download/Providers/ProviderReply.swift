import Foundation

/// What all providers' replies have in common: a status, and either JSON or words about why there is none.
enum ProviderReply {
    /// The body of a reply with status 200, read as the shape.
    ///
    /// Any other status is `refused` with the provider's own words: what `words` finds in the body, else its text. A web
    /// page, JSON that is cut short and JSON of another shape are `malformed`, with the place where it is not as known.
    static func decoded<Shape: Decodable>(
        _ reply: HTTPReply, as shape: Shape.Type, of provider: String, words: (Data) -> String?
    ) throws(DownloadError) -> Shape {
        guard reply.status == 200 else {
            throw .refused(status: reply.status, message: words(reply.body).map(oneLine) ?? text(of: reply.body))
        }
        do {
            return try JSONDecoder().decode(shape, from: reply.body)
        } catch let error as DecodingError {
            throw .malformed("\(provider): \(problem(error, in: reply.body))")
        } catch {
            throw .malformed("\(provider): the reply is not JSON")
        }
    }

    /// The shape in the body of a refusal, if it is that.
    static func refusal<Shape: Decodable>(_ shape: Shape.Type, in body: Data) -> Shape? {
        try? JSONDecoder().decode(shape, from: body)
    }

    /// The body as words for a person: its text on one line, or that it is a web page.
    private static func text(of body: Data) -> String {
        isWebPage(body) ? "a web page instead of data" : oneLine(String(decoding: body.prefix(1000), as: UTF8.self))
    }

    /// Without line breaks and control characters, at most 200 characters.
    static func oneLine(_ text: String) -> String {
        let words = text.split {
            $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        let line = words.joined(separator: " ")
        return line.count > 200 ? line.prefix(200) + "…" : line
    }

    private static func isWebPage(_ body: Data) -> Bool {
        body.prefix(1000).first { !($0 == 0x20 || 0x09...0x0d ~= $0) } == UInt8(ascii: "<")
    }

    private static func problem(_ error: DecodingError, in body: Data) -> String {
        switch error {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            if isWebPage(body) { return "the reply is a web page instead of data" }
            if body.isEmpty { return "the reply is empty" }
            return "the reply is not JSON, or cut short, or a number in it fits nowhere (\(body.count) bytes)"
        case .dataCorrupted(let context): return "\(place(context.codingPath)): \(oneLine(context.debugDescription))"
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])) is not there"
        case .valueNotFound(_, let context): return "\(place(context.codingPath)) is null"
        case .typeMismatch(let type, let context): return "\(place(context.codingPath)) is not \(kind(of: type))"
        @unknown default: return "the reply has another shape than known"
        }
    }

    private static func kind(of type: any Any.Type) -> String {
        switch type {
        case is Double.Type, is Int64.Type, is Int.Type: "a number"
        case is String.Type: "a text"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "what it is known to be"
        }
    }

    /// `chart.result[0].timestamp[3]`; `the reply` for its outermost value.
    private static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + oneLine(key.stringValue)
            }
        }
        return text.isEmpty ? "the reply" : text
    }
}

extension UnkeyedDecodingContainer {
    /// The next element, a JSON string, as the number that it writes; `NaN` and the infinities are none.
    mutating func decodeDecimalText() throws -> Double {
        let text = try decode(String.self)
        guard let value = NumberText.double(text), value.isFinite else {
            throw corrupted("'\(text)' is no number")
        }
        return value
    }

    /// The next element, a whole number of units since 1970-01-01, as a moment; one before that or beyond 2262 is none.
    mutating func decodeTime(unit nanoseconds: Int64) throws -> Timestamp {
        let number = try decode(Double.self)
        guard number >= 0, let count = Int64(exactly: number), let time = Timestamp(count: count, of: nanoseconds)
        else {
            throw corrupted("\(NumberText.shortest(number)) is no time")
        }
        return time
    }

    private func corrupted(_ problem: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: problem))
    }
}

extension Timestamp {
    /// So many units after 1970-01-01 (before it when negative); `nil` beyond the range.
    init?(count: Int64, of unit: Int64) {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        self.init(nanoseconds: product)
    }

    /// How many whole units lie between 1970-01-01 and the moment, towards the past or the future of it.
    func units(of unit: Int64, rounded rule: FloatingPointRoundingRule) -> Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: unit)
        return switch rule {
        case .up: remainder > 0 ? quotient + 1 : quotient
        case .down: remainder < 0 ? quotient - 1 : quotient
        default: preconditionFailure("a moment is rounded up or down, not \(rule)")
        }
    }
}
