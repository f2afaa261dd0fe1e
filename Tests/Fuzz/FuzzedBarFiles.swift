import AlphaCore
import Foundation

/// A file of any layout, by options of the input's own choice: what was converted is what was counted, and converting it
/// again changes nothing.
@Sendable
func convertBars(_ input: URL) {
    let input = FuzzedInput(input, options: 6)
    let out = input.place("out.csv")
    var layout = BarLayout()
    layout.columns = input.choose(from: FuzzedLayouts.columns)
    layout.delimiter = input.choose(from: Array(",;\t |".utf8))
    layout.timeFormat = input.choose(from: FuzzedLayouts.timeFormats)
    layout.timeZone = input.choose(from: FuzzedLayouts.zones)
    layout.priceScale = input.choose(from: [1, 0.00001, 0.01, 1000])
    layout.hasDecimalComma = input.choose(from: [false, true])
    guard let result = try? BarConversion.run(input.file("in.csv"), layout: layout, to: out) else {
        precondition(!out.isThere, "a conversion that failed has left a file")
        return
    }
    do {
        let again = input.place("again.csv")
        let second = try BarConversion.run(out, layout: BarLayout(), to: again)
        precondition(second.bars == result.bars && second.badBars == result.badBars, "\(result) \(second)")
        precondition(second.barsOutOfOrder == result.barsOutOfOrder, "\(result) \(second)")
        precondition(out.bytes == again.bytes, "what was converted is converted to something else")
        guard result.badBars == 0, result.barsOutOfOrder == 0 else { return }
        let bars = try BarReader.read(out, asset: Asset(symbol: "A", assetClass: .fx)).series
        precondition(bars.count == result.bars, "\(bars.count) of \(result.bars) bars")
    } catch {
        preconditionFailure("what was converted cannot be read: \(error)")
    }
}

/// The layouts that `convertBars` chooses from.
private enum FuzzedLayouts {
    static let columns: [[BarLayout.Column]?] =
        [nil]
        + [
            "timestamp,open,high,low,close,volume", "timestamp,open,close,high,low,volume", "date,time,o,h,l,c,v",
            "-,timestamp,c,h,l,o,-", "timestamp,o,h,l,c,adj_close,v", "timestamp,o,h,l,c",
        ].map { try! BarLayout.columns(named: $0) }
    static let timeFormats: [TimeFormat?] =
        [nil]
        + [
            "%Y%m%d %H%M%S", "%d.%m.%Y %H:%M", "%m/%d/%y %I:%M %p", "%s", "%b %d, %Y", "%Y-%m-%dT%H:%M:%S.%f%z",
            "%j %Y",
        ].map { try! TimeFormat($0) }
    static let zones = ["UTC", "-05:00", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"].map {
        try! BarLayout.timeZone(named: $0)
    }
}

/// Longer bars: as many as were counted, each good, none beyond the highest and lowest price that went in; in whole days
/// of UTC, bars that were made so once stay as they are.
@Sendable
func resampleBars(_ input: URL) {
    let input = FuzzedInput(input, options: 5)
    let length = BarInterval(input.choose(from: ["5m", "1m", "1h", "4h", "1d", "1w", "7m"]))!
    let zone = input.choose(from: FuzzedSessions.zones)
    let session = input.choose(from: ["", "09:30-16:00", "17:00-17:00", "22:00-04:00"])
    let hours = session.isEmpty ? TradingSession.day(in: zone) : try! TradingSession(session, timeZone: zone)
    guard var plan = try? BarResampling(length, session: hours) else { preconditionFailure("\(length) \(session)") }
    plan.keepsPartial = input.choose(from: [true, false])
    plan.onBadBar = input.choose(from: [.fail, .drop])
    let (source, out) = (input.file("in.csv"), input.place("out.csv"))
    guard let report = try? plan.run(source, to: out) else {
        precondition(!out.isThere, "a resampling that failed has left a file")
        return
    }
    do {
        let asset = Asset(symbol: "A", assetClass: .fx)
        let series = try BarReader.read(out, asset: asset).series
        let bars = (0..<series.count).map { series[$0] }
        precondition(bars.count == report.bars && bars.count <= report.sourceBars, "\(report)")
        guard let stream = try? BarStream(source, onBadBar: plan.onBadBar) else { return }
        var (high, low) = (0.0, Double.infinity)
        while let (bar, _) = try stream.next() { (high, low) = (max(high, bar.high), min(low, bar.low)) }
        if !stream.hasAdjustedClose {
            precondition(bars.allSatisfy { $0.high <= high && $0.low >= low }, "beyond \(low) to \(high)")
        }
        guard session.isEmpty, zone == .gmt else { return }
        plan.keepsPartial = true
        let again = input.place("again.csv")
        // Of a few bars the spacing may be another than it was.
        guard (try? plan.run(out, to: again)) != nil else { return }
        precondition(out.bytes == again.bytes, "bars of \(length) become other bars of \(length)")
    } catch {
        preconditionFailure("what was resampled cannot be read: \(error)")
    }
}

/// The zones that `resampleBars` chooses from.
private enum FuzzedSessions {
    static let zones = ["UTC", "America/New_York", "Australia/Lord_Howe"].map { try! BarLayout.timeZone(named: $0) }
}

/// Any file, mended: no row is lost without a word, mending it again changes nothing, and with bad bars dropped the strict
/// reader takes what was written.
@Sendable
func mendBars(_ input: URL) {
    let input = FuzzedInput(input, options: 2)
    var mending = BarFileMending()
    mending.badBars = input.choose(from: [.keep, .drop])
    mending.splits = input.choose(from: [[], [ListedSplit("2020-01-06=2:1")!]])
    let out = input.place("out.csv")
    guard let report = try? mending.mend(input.file("in.csv"), to: out) else {
        precondition(!out.isThere, "a mending that failed has left a file")
        return
    }
    _ = report.text
    let repeated = report.repairs.count { $0.kind == .repeated }
    precondition(report.rowsOut == report.rowsIn - report.dropped.count - repeated, report.text)
    guard report.rowsOut > 0 else { return }
    do {
        let again = input.place("again.csv")
        let second = try mending.mend(out, to: again)
        precondition(second.repairs.isEmpty, "mended twice: \(report.text)\n\(second.text)")
        precondition(out.bytes == again.bytes, "mended twice: \(report.text)\n\(second.text)")
        guard mending.badBars == .drop else { return }
        let bars = try BarReader.read(out, asset: Asset(symbol: "A", assetClass: .fx)).series
        precondition(bars.count == report.rowsOut, "\(bars.count) of \(report.rowsOut) bars")
    } catch {
        preconditionFailure("what was mended cannot be read: \(error)")
    }
}

/// Any file, checked: findings stand in the order of its lines, are the same the next time, and there is an error among
/// them when the strict reader refuses the file.
@Sendable
func checkBars(_ input: URL) {
    let input = FuzzedInput(input, options: 2)
    var options = DataCheck.Options()
    options.assetClass = input.choose(from: [nil, .equities, .crypto, .fx])
    options.findingsMax = input.choose(from: [1000, 3])
    let file = input.file("EURUSD.csv")
    do {
        let report = try DataCheck.run([file.path], options: options)
        let again = try DataCheck.run([file.path], options: options)
        precondition(report.files.count == 1 && report.text == again.text, "\(report.text)\n\(again.text)")
        _ = try JSONEncoder().encode(report)
        let lines = report.files[0].findings.map { $0.line ?? 0 }
        precondition(zip(lines, lines.dropFirst()).allSatisfy { $0 <= $1 } && lines.first ?? 0 >= 0, "\(lines)")
        precondition(lines.last ?? 0 <= input.rest.count { $0 == 10 || $0 == 13 } + 2, "\(lines)")
        let isFaulty = report.files[0].findings.contains { $0.severity == .error }
        do {
            _ = try BarReader.read(file, asset: Asset(symbol: "EURUSD", assetClass: .fx))
        } catch {
            precondition(isFaulty, "nothing is said of \(error)\n\(report.text)")
        }
    } catch {
        preconditionFailure("\(error)")
    }
}
