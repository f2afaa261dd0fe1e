import Foundation
import Testing

@testable import AlphaCore

/// A folder in which bars are resampled.
struct ResamplingFixture {
    let files: BarFixture

    init() throws { files = try BarFixture() }

    /// The bars written as a file of ours.
    func write(_ bars: [Bar], adjustedCloses: [Double]? = nil, _ name: String = "source.csv") throws -> URL {
        let url = files.folder.appendingPathComponent(name)
        let writer = try BarWriter(url, hasAdjustedClose: adjustedCloses != nil)
        for (place, bar) in bars.enumerated() { try writer.write(bar, adjustedClose: adjustedCloses?[place]) }
        try writer.commit()
        return url
    }

    /// What resampling makes of a file, the last bar kept.
    func resample(
        _ source: URL, to length: String, session: String? = nil, zone: String = "UTC", keepsPartial: Bool = true,
        _ name: String = "out.csv"
    ) throws -> (url: URL, bars: [Bar], report: BarResamplingReport) {
        let zone = try BarLayout.timeZone(named: zone)
        let session = try session.map { try TradingSession($0, timeZone: zone) } ?? .day(in: zone)
        var plan = try BarResampling(#require(BarInterval(length)), session: session)
        plan.keepsPartial = keepsPartial
        let out = files.folder.appendingPathComponent(name)
        let report = try plan.run(source, to: out)
        return (out, try read(out), report)
    }

    func read(_ url: URL) throws -> [Bar] {
        let stream = try BarStream(url)
        var bars: [Bar] = []
        while let (bar, _) = try stream.next() { bars.append(bar) }
        return bars
    }

    /// Random bars that begin on whole steps from a moment on, some of them missing; volumes add up exactly.
    static func walk(
        from first: Timestamp, step: Int, count: Int, missing: Double, _ source: inout RandomSource
    ) -> [Bar] {
        var price = 10_000.0
        var bars: [Bar] = []
        for place in 0..<count {
            let points = (0..<4).map { _ in
                price = max(64, price + Double(Int(source.next() % 121)) - 60)
                return price / 64
            }
            guard source.uniform() >= missing else { continue }
            bars.append(
                Bar(
                    timestamp: Timestamp(nanoseconds: first.nanoseconds + Int64(place * step) * 60_000_000_000),
                    open: points[0], high: points.max()!, low: points.min()!, close: points[3],
                    volume: Double(source.next() % 1000) / 8))
        }
        return bars
    }
}
