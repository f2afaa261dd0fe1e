import AlphaTestSupport
import Foundation

@testable import AlphaCore

extension ProviderDialect {
    /// Yahoo's chart of a New York stock: days are stamped with the opening at 9:30.
    static func yahoo(_ interval: String) -> ProviderDialect {
        let isDaily = interval == "1d"
        let stamp: @Sendable (Bar) -> Int64 = { isDaily ? NewYork.opening($0.timestamp) : $0.seconds }
        return ProviderDialect(
            provider: YahooChart(), asset: Asset(symbol: "AAPL", assetClass: .equities),
            interval: BarInterval(interval)!, limit: .max,
            picked: { request, bars, _ in
                let ends = ["period1", "period2"].map { Int64(request.query[$0]!)! }
                return bars.filter { ends[0]..<ends[1] ~= stamp($0) }
            },
            worded: { _, bars in
                YahooReply(interval: interval, rows: bars.map { YahooReply.Row(stamp($0), $0) }).json
            },
            refusals: [
                Refusal(
                    reply: .json(
                        #"{"chart":{"result":null,"error":{"code":"Not Found","#
                            + #""description":"No data found, symbol may be delisted"}}}"#, status: 404),
                    error: .refused(status: 404, message: "No data found, symbol may be delisted")),
                Refusal(
                    reply: .json(
                        #"{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}"#,
                        status: 401),
                    error: .refused(status: 401, message: "Invalid Crumb")),
                Refusal(
                    reply: .text("Too Many Requests\r\n", status: 429),
                    error: .refused(status: 429, message: "Too Many Requests")),
                Refusal(
                    reply: .json(
                        #"{"chart":{"result":null,"error":{"code":"Unprocessable Entity","#
                            + #""description":"1m data not available."}}}"#, status: 422),
                    error: .refused(status: 422, message: "1m data not available.")),
                Refusal(
                    reply: .json(#"{"chart":{"result":null,"error":{"code":"Not Found","description":null}}}"#),
                    error: .refused(status: 200, message: "Not Found")),
            ])
    }

    /// The European Central Bank's euro in dollars.
    static let frankfurter = ProviderDialect(
        provider: FrankfurterRates(), asset: Asset(symbol: "EURUSD", assetClass: .fx), interval: .day, limit: .max,
        picked: { request, bars, _ in
            let ends = request.path.split(separator: "/").last!.components(separatedBy: "..").map { Timestamp($0)! }
            // From a day without a fixing on, it answers from the fixing before.
            let first = bars.last { $0.timestamp <= ends[0] }?.timestamp ?? ends[0]
            return bars.filter { first...ends[1] ~= $0.timestamp }
        },
        worded: { request, bars in
            let rates = bars.map { #""\#($0.timestamp)":{"USD":\#($0.close)}"# }.joined(separator: ",")
            let ends = [bars.first, bars.last].map { $0?.timestamp.description ?? "" }
            return """
                {"amount":1.0,"base":"EUR","start_date":"\(ends[0])","end_date":"\(ends[1])","rates":{\(rates)}}
                """
        },
        refusals: [
            Refusal(
                reply: .json(#"{"message":"not found"}"#, status: 404),
                error: .refused(status: 404, message: "not found")),
            Refusal(
                reply: .json(#"{"message":"bad currency pair"}"#, status: 422),
                error: .refused(status: 422, message: "bad currency pair")),
        ],
        isFixing: true)
}

/// The opening of the New York exchange by its own rule of daylight saving, as an oracle for the time zone database.
enum NewYork {
    /// The second at which the session of that date (after 2006) opens: 9:30, four hours behind UTC from the second
    /// Sunday in March until the first one in November, five otherwise.
    static func opening(_ date: Timestamp) -> Int64 {
        let day = Int(date.nanoseconds / Timestamp.day)
        let year = Timestamp.civil(fromDays: day).year
        let isSummer = sunday(onOrAfter: (year, 3, 8)) <= day && day < sunday(onOrAfter: (year, 11, 1))
        return Int64(day) * 86_400 + 9 * 3600 + 1800 + (isSummer ? 4 : 5) * 3600
    }

    private static func sunday(onOrAfter date: (year: Int, month: Int, day: Int)) -> Int {
        let day = Timestamp.days(year: date.year, month: date.month, day: date.day)
        return day + (7 - (day + 4) % 7) % 7  // 1970-01-01 was a Thursday
    }
}

/// A reply of Yahoo's chart.
struct YahooReply {
    /// A row; `nil` is `null`.
    struct Row {
        var seconds: Int64
        var open, high, low, close, volume, adjusted: Double?

        init(_ seconds: Int64, _ bar: Bar) {
            self.init(seconds, bar.open, bar.high, bar.low, bar.close, bar.volume, bar.close / 2)
        }

        init(
            _ seconds: Int64, _ open: Double?, _ high: Double?, _ low: Double?, _ close: Double?, _ volume: Double?,
            _ adjusted: Double?
        ) {
            self.seconds = seconds
            (self.open, self.high, self.low, self.close) = (open, high, low, close)
            (self.volume, self.adjusted) = (volume, adjusted)
        }

        /// A row whose prices are all the same.
        init(_ seconds: Int64, price: Double?) { self.init(seconds, price, price, price, price, 10, price) }
    }

    var interval = "1d"
    var zone = "America/New_York"
    var rows: [Row] = []
    /// Further members of `meta`, with a comma before them.
    var meta = ""
    var events = ""

    var json: String {
        let quote =
            #"{"open":\#(list(\.open)),"high":\#(list(\.high)),"low":\#(list(\.low)),"#
            + #""close":\#(list(\.close)),"volume":\#(list(\.volume))}"#
        let adjusted = interval == "1d" ? #","adjclose":[{"adjclose":\#(list(\.adjusted))}]"# : ""
        let indicators = rows.isEmpty ? #"{"quote":[{}],"adjclose":[{}]}"# : #"{"quote":[\#(quote)]\#(adjusted)}"#
        let times = rows.isEmpty ? "" : #""timestamp":[\#(rows.map { "\($0.seconds)" }.joined(separator: ","))],"#
        return #"{"chart":{"result":[{"meta":{"currency":"USD","exchangeTimezoneName":"\#(zone)","#
            + #""dataGranularity":"\#(interval)"\#(meta)},\#(events)\#(times)"indicators":\#(indicators)}],"error":null}}"#
    }

    private func list(_ value: (Row) -> Double?) -> String {
        "[\(rows.map { value($0).map { "\($0)" } ?? "null" }.joined(separator: ","))]"
    }
}
