import AlphaCore

/// One run: key figures, equity and drawdown, the signals' heatmap, models and statistics.
///
/// Figures and tables are in the page as it is sent; the script adds the two pictures that answer to the pointer.
enum RunPage {
    static func html(_ name: String, _ contents: RunContents) -> String {
        let report = contents.report
        let tables = ["models", "statistics", "execution", "data", "configuration"].compactMap { id in
            Report.section(id, of: report)
        }
        let link: Markup =
            report.metrics != nil && contents.problems.isEmpty
            ? "<p><a class=\"button\" href=\"/runs/\(name)/report\">Full report</a></p>" : .empty
        let body: Markup = """
            \(Report.header(report, home: "/"))
            \(problems(contents))
            \(link)
            \(pictures(report))
            \(tables)
            """
        return Page.html(title: Report.title(report), run: name, body)
    }

    /// What is wrong with the folder, and what is not there yet.
    private static func problems(_ contents: RunContents) -> Markup {
        func list(_ errors: [DataError]) -> Markup {
            "<ul>\(errors.map { error -> Markup in "<li>\(error.withinRun)</li>" })</ul>"
        }
        var body = Markup.empty
        if !contents.problems.isEmpty {
            body += """
                <div class="notice broken"><p><strong>This run folder is broken.</strong> What can be read is shown.</p>\
                \(list(contents.problems))</div>
                """
        }
        if !contents.missing.isEmpty {
            body += """
                <div class="notice"><p><strong>Not there (yet):</strong></p>\(list(contents.missing))</div>
                """
        }
        return body
    }

    /// Places for the script to draw in; each belongs to a file, and says so when there is no script.
    private static func pictures(_ report: ReportContent) -> Markup {
        var body = Markup.empty
        if report.equity.map({ $0.count > 1 }) ?? false {
            body += picture(
                id: "equity", title: "Equity and drawdown",
                caption:
                    "Wealth from a start of 1 after costs, before them (dashed), and below its distance from the peak.",
                file: "backtest/backtest_pnl.csv")
        }
        if report.signals.map({ !$0.assets.isEmpty && $0.timestamps.count > 1 }) ?? false {
            body += picture(
                id: "signals", title: "Signals",
                caption: "The combined forecast by asset and bar. Blue: a rise is expected, orange: a fall.",
                file: "signals/alpha_ml_signals.csv")
        }
        return body
    }

    private static func picture(id: String, title: String, caption: String, file: String) -> Markup {
        """
        <section id="\(id)"><h2>\(title)</h2><p class="lead">\(caption)</p>
        <div class="picture" data-picture="\(id)"><canvas tabindex="0" role="img" aria-label="\(title). \(caption)"></canvas>
        <p class="readout" aria-live="polite">Move over the picture, or focus it and use the arrow keys.</p>
        <noscript><p>This picture needs JavaScript; the full report shows it without. Its numbers are in \(file).</p></noscript>
        </div></section>
        """
    }
}
