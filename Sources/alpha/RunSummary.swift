import AlphaCore
import Foundation

/// The table that `alpha research` ends with, and where to look next.
enum RunSummary {
    /// The metrics as aligned text.
    static func text(_ metrics: RunMetrics, folder: RunFolder) -> String {
        var rows = [["model", "IC", "rank IC", "ICIR", "hit rate", "Sharpe"]]
        for (name, skill) in metrics.models.sorted(by: { $0.key < $1.key }) { rows.append(row(name, skill)) }
        rows.append(row("ensemble", metrics.ensemble))
        for (name, skill) in metrics.baselines.sorted(by: { $0.key < $1.key }) { rows.append(row(name, skill)) }
        var lines = aligned(rows)
        lines.append("")
        let names = ["cagr", "volatility", "sharpe", "max_drawdown", "turnover"]
        lines.append(
            "backtest   "
                + names.map { "\($0) \(number(metrics.backtest[$0] ?? nil))" }.joined(separator: "   "))
        let execution = metrics.execution
        lines.append(
            "execution  fill rate \(number(execution["fill_rate"] ?? nil))   slippage realised "
                + "\(number(execution["realised_slippage_basis_points"] ?? nil)) bp, modelled "
                + "\(number(execution["modelled_slippage_basis_points"] ?? nil)) bp")
        let seconds = metrics.seconds.values.reduce(0, +)
        lines.append("time       \(String(format: "%.1f", seconds)) s")
        lines.append("")
        let path = folder.url.relativePath
        lines.append("report     \(path)/report.html")
        lines.append("dashboard  alpha dashboard --runs \(folder.url.deletingLastPathComponent().relativePath)")
        return lines.joined(separator: "\n")
    }

    private static func row(_ name: String, _ skill: RunMetrics.Skill) -> [String] {
        [name] + [skill.ic, skill.rankIC, skill.icir, skill.hitRate, skill.sharpe].map(number)
    }

    private static func number(_ value: Double?) -> String {
        value.map { String(format: "%.4f", $0) } ?? "–"
    }

    /// The first column to the left, all others to the right.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                let blanks = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + blanks : blanks + text
            }.joined(separator: "   ")
        }
    }
}
