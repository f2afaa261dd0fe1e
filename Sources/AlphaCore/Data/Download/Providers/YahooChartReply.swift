/// What Yahoo's chart answers, as far as it is read here.
struct YahooChartReply: Decodable {
    var chart: Chart

    struct Chart: Decodable {
        var result: [Series]?
        var error: YahooRefusal?
    }

    /// One symbol's rows: `timestamp` and the lists in `indicators` have one element a row, `null` where nothing was traded.
    struct Series: Decodable {
        var meta: Meta
        /// Not there when there are no rows.
        var timestamp: [Int64]?
        var indicators: Indicators
        var events: Events?
    }

    struct Meta: Decodable {
        var exchangeTimezoneName: String?
        /// The time of the last trade, which the live row has instead of its session's opening.
        var regularMarketTime: Int64?
        var currentTradingPeriod: Periods?
        /// The interval of the rows, which may be another than asked for.
        var dataGranularity: String?
    }

    struct Periods: Decodable {
        var regular: Period?
    }

    /// A session, from the first second to the one behind the last.
    struct Period: Decodable {
        var start: Int64
        var end: Int64
    }

    struct Indicators: Decodable {
        var quote: [Quote]
        var adjclose: [Adjusted]?
    }

    /// The lists are not there when there are no rows.
    struct Quote: Decodable {
        var open: [Double?]?
        var high: [Double?]?
        var low: [Double?]?
        var close: [Double?]?
        var volume: [Double?]?
    }

    struct Adjusted: Decodable {
        var adjclose: [Double?]?
    }

    struct Events: Decodable {
        var dividends: [String: Dividend]?
        var splits: [String: Split]?
    }

    struct Dividend: Decodable {
        var amount: Double
        var date: Int64
    }

    struct Split: Decodable {
        var date: Int64
        var numerator: Double
        var denominator: Double
    }
}

/// Yahoo's words about why there is nothing.
struct YahooRefusal: Decodable {
    var code: String?
    var description: String?

    /// The description, or else the code.
    var words: String { description ?? code ?? "" }

    /// A whole reply that holds them; Yahoo's front door has another name for the outermost key than the chart behind it.
    struct Reply: Decodable {
        var chart: Holder?
        var finance: Holder?

        struct Holder: Decodable {
            var error: YahooRefusal?
        }

        /// The words, if there are any.
        var words: String? { (chart ?? finance)?.error?.words }
    }
}
