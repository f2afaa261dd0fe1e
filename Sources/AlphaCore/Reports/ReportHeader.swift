/// The report's head: which run, on what data, its key figures, and in plain words what they support.
enum ReportHeader {
    static func draw(_ content: ReportContent, home: String?) -> Markup {
        let back: Markup = home.map { "<p class=\"meta\"><a href=\"\($0)\">All runs</a></p>" } ?? .empty
        return """
            <header class="report">
            \(back)<h1>\(Report.title(content))</h1>
            <p class="meta">\(origin(content))</p>
            \(verdict(content))
            \(cards(content))
            </header>
            """
    }

    /// What made the page, at its end.
    static func footer(_ content: ReportContent) -> Markup {
        let version = content.origin.version.map { " \($0)" } ?? ""
        return "AlphaFactory\(version), run folder \(content.name). Past and simulated results promise nothing."
    }

    /// Time, version, seed and data in one line.
    private static func origin(_ content: ReportContent) -> String {
        let origin = content.origin
        var parts = Report.title(content) == content.name ? [] : [content.name]
        if let created = origin.created { parts.append(Report.moment(created)) }
        if let version = origin.version { parts.append("version \(version)") }
        if let seed = origin.seed { parts.append("seed \(seed)") }
        if let data = content.metrics?.data, !data.isEmpty {
            let bars = data.reduce(0) { $0 + $1.bars }
            let dropped = data.reduce(0) { $0 + $1.droppedBars }
            let first = data.map(\.firstTimestamp).min()!.prefix(10)
            let last = data.map(\.lastTimestamp).max()!.prefix(10)
            let count = NumberFormat.count.text(Double(bars))
            parts.append("\(data.count) asset\(data.count == 1 ? "" : "s"), \(count) bars, \(first) to \(last)")
            parts.append(dropped == 0 ? "no bar dropped" : "\(NumberFormat.count.text(Double(dropped))) bars dropped")
        }
        return parts.joined(separator: " · ")
    }

    private static func verdict(_ content: ReportContent) -> Markup {
        guard let metrics = content.metrics else { return .empty }
        let optimism = content.isFilledAtSignalClose ? [Verdict.optimism] : []
        let sentences = Verdict.sentences(metrics) + optimism
        guard !sentences.isEmpty else { return .empty }
        return "<div class=\"verdict\">\(sentences.map { sentence -> Markup in "<p>\(sentence)</p>" })</div>"
    }

    /// The key figures; one that does not exist is left out.
    private static func cards(_ content: ReportContent) -> Markup {
        guard let metrics = content.metrics else { return .empty }
        func backtest(_ key: String) -> Double? { metrics.backtest[key] ?? nil }
        let figures: [(name: String, value: Double?, format: NumberFormat, note: String)] = [
            ("Sharpe ratio", backtest("sharpe"), .decimal(2), "after costs, annualised"),
            ("CAGR", backtest("cagr"), .percent(1), "compound growth a year"),
            ("Maximum drawdown", backtest("max_drawdown"), .percent(1), "from the highest equity"),
            ("Volatility", backtest("volatility"), .percent(1), "annualised"),
            ("Ensemble IC", metrics.ensemble.ic, .decimal(3), "score against outcome"),
            ("Ensemble rank IC", metrics.ensemble.rankIC, .decimal(3), "the same by ranks"),
            ("Hit rate", metrics.ensemble.hitRate, .percent(1), "share of signs right"),
            ("Probability SR > 0", backtest("psr"), .percent(0), "probabilistic Sharpe ratio"),
        ]
        let cards = figures.filter { $0.value != nil }.map { figure -> Markup in
            "<div><dt>\(figure.name)</dt><dd>\(figure.format.text(figure.value))</dd><dd class=\"note\">\(figure.note)</dd></div>\n"
        }
        return cards.isEmpty ? .empty : "<dl class=\"cards\">\n\(cards)</dl>"
    }
}
