import AlphaCore

/// The list of runs, the latest first.
enum RunsPage {
    static func html(_ runs: [RunSummary]) -> String {
        let body: Markup = runs.isEmpty ? empty : table(runs)
        let count = runs.count == 1 ? "1 run" : "\(NumberFormat.count.text(Double(runs.count))) runs"
        return Page.html(
            title: "Runs", "<section><h1>Runs</h1><p class=\"lead\">\(count), the latest first.</p>\(body)</section>")
    }

    private static let empty: Markup = """
        <p>No run lies in this folder yet. Make the first:</p><pre>alpha research</pre>
        """

    private static func table(_ runs: [RunSummary]) -> Markup {
        let rows = runs.map { run -> Markup in
            let title: Markup = run.title.map { run.name.hasSuffix($0) ? .empty : "<small>\($0)</small>" } ?? .empty
            let cells: [Markup] = [
                number(run.sharpe, .decimal(2)), number(run.cagr, .percent(1), isExtra: true),
                number(run.maximumDrawdown, .percent(1), isExtra: true),
                number(run.ensembleIC, .decimal(3)),
            ]
            return """
                <tr><th scope="row"><a href="/runs/\(run.name)">\(run.name)</a>\(title)</th>\
                <td class="when extra">\(Report.moment(run.created ?? "–"))</td>\(cells)<td>\(status(run))</td></tr>

                """
        }
        return """
            <div class="scroll"><table class="runs"><thead><tr><th scope="col">Run</th><th scope="col" class="extra">Begun</th>\
            <th scope="col" class="num">Sharpe</th><th scope="col" class="num extra">CAGR</th>\
            <th scope="col" class="num extra">Drawdown</th><th scope="col" class="num">Ensemble IC</th>\
            <th scope="col">Status</th></tr></thead><tbody>
            \(rows)</tbody></table></div>
            """
    }

    private static func number(_ value: Double?, _ format: NumberFormat, isExtra: Bool = false) -> Markup {
        "<td class=\"\(isExtra ? "num extra" : "num")\">\(format.text(value))</td>"
    }

    private static func status(_ run: RunSummary) -> Markup {
        let word: Markup = "<span class=\"status \(run.status.rawValue)\">\(run.status.rawValue)</span>"
        guard let problem = run.problems.first else { return word }
        return "\(word)<small>\(problem)</small>"
    }
}
