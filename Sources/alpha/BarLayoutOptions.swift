import AlphaCore
import ArgumentParser
import Foundation

/// The options that say how a bar file is laid out, where it is not as our own files are.
struct BarLayoutOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            What each field of a row is, separated by commas: timestamp (or date, or date and time), open, high, low, \
            close, volume, adj_close, and - for what is not wanted. (default: the header row says it)
            """, valueName: "a,b"))
    var columns: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What separates fields: , ; | tab space, or another single sign. (default: a comma)", valueName: "sign"))
    var delimiter: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            How times are written, in strptime's letters: %Y %y %m %b %d %H %I %p %M %S %f %z %s. (default: ISO 8601, \
            epoch times, 2023.06.01)
            """, valueName: "format"))
    var timeFormat: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The zone of times that name none: America/New_York, EST (without summer time), -05:00. (default: UTC)",
            valueName: "zone"))
    var timeZone: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What each price is multiplied with, 0.00001 for points. (default: 1)", valueName: "x"))
    var priceScale: Double?

    @Flag(help: "Numbers are written 1.234,5 instead of 1,234.5.")
    var decimalComma = false

    func validate() throws { _ = try layout() }

    /// The layout that the options give; `nil` when none of them was given.
    func layout() throws -> BarLayout? {
        guard
            columns != nil || delimiter != nil || timeFormat != nil || timeZone != nil || priceScale != nil
                || decimalComma
        else { return nil }
        var layout = BarLayout()
        do {
            layout.columns = try columns.map(BarLayout.columns(named:))
            if let delimiter { layout.delimiter = try BarLayout.delimiter(named: delimiter) }
            layout.timeFormat = try timeFormat.map(TimeFormat.init)
            if let timeZone { layout.timeZone = try BarLayout.timeZone(named: timeZone) }
        } catch {
            throw ValidationError("\(error)")
        }
        layout.hasDecimalComma = decimalComma
        if let priceScale {
            guard priceScale > 0, priceScale.isFinite else {
                throw ValidationError("--price-scale is \(priceScale), it must be positive")
            }
            layout.priceScale = priceScale
        }
        return layout
    }
}
