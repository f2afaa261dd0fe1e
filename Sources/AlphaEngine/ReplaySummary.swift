import AlphaCore
import CEngine
import Foundation

extension Replay.Summary {
    init(_ counts: alpha_engine.ReplayCounts, seconds: Double) {
        messages = counts.messages
        accepted = counts.accepted
        trades = counts.trades
        self.seconds = seconds
        let fraction = Decimal8(raw: counts.tradedFraction).description
        tradedQuantity = "\(counts.tradedWhole)\(fraction.dropFirst())"
        rejected = [:]
        for (number, name) in ReasonNames.all.enumerated() {
            guard let reason = alpha_engine.Reason(rawValue: UInt8(number)) else { continue }
            let count = counts.rejectedFor(reason)
            if count > 0 { rejected[name] = count }
        }
    }

    /// The numbers as a table of two columns.
    public var table: String {
        var rows = [("messages", "\(messages)"), ("accepted", "\(accepted)")]
        rows += rejected.sorted { $0.key < $1.key }.map { ("rejected \($0.key)", "\($0.value)") }
        rows += [
            ("trades", "\(trades)"), ("traded quantity", tradedQuantity),
            ("seconds", "\((seconds * 1e6).rounded() / 1e6)"),
            ("messages per second", NumberText.shortest(messagesPerSecond.rounded())),
        ]
        return Replay.columns(rows)
    }
}

extension Replay {
    /// Names and values as two columns.
    static func columns(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + value
        }.joined(separator: "\n")
    }
}

extension Replay.Summary: Encodable {
    /// The keys of `design/cli.md`; rejections by reason are an object of their own.
    enum CodingKeys: String, CodingKey {
        case messages
        case accepted
        case rejected
        case trades
        case tradedQuantity = "traded_qty"
        case seconds
        case messagesPerSecond = "messages_per_second"
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(messages, forKey: .messages)
        try members.encode(accepted, forKey: .accepted)
        try members.encode(rejected, forKey: .rejected)
        try members.encode(trades, forKey: .trades)
        // A number with all its digits: a sum of quantities may have more than a Double holds.
        try members.encode(Decimal(string: tradedQuantity), forKey: .tradedQuantity)
        try members.encode(seconds, forKey: .seconds)
        try members.encode(messagesPerSecond.rounded(), forKey: .messagesPerSecond)
    }
}
