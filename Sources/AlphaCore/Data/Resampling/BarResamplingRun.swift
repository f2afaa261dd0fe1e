import Foundation

/// One pass of `BarResampling` over a file.
struct BarResamplingRun {
    private let plan: BarResampling
    private let stream: BarStream
    private let writer: BarWriter
    private var report: BarResamplingReport
    private var buckets: BarBuckets
    private var spacing = BarSpacing()
    /// The bucket that bars are being added to.
    private var open: (bucket: BarBuckets.Bucket, bars: BarAggregate, last: Int64)?
    /// The bar that begins the least time before it would have to end, and what ends there.
    private var closest: (room: Int64, line: Int, timestamp: Timestamp, before: Limit)?

    private enum Limit {
        case endOfBar(Timestamp)
        case startOfSession
    }

    init(_ plan: BarResampling, _ source: URL, _ out: URL, _ progress: ReadProgress?) throws(DataError) {
        self.plan = plan
        stream = try BarStream(source, onBadBar: plan.onBadBar)
        stream.onRead = progress
        writer = try BarWriter(out, hasAdjustedClose: stream.hasAdjustedClose)
        report = BarResamplingReport(file: stream.file, out: out.relativePath, interval: plan.length.description)
        buckets = BarBuckets(plan.length, session: plan.session)
    }

    mutating func complete() throws(DataError) -> BarResamplingReport {
        while let (bar, adjustedClose) = try stream.next() { try add(bar, adjustedClose) }
        report.sourceBars = stream.bars
        report.droppedBars = stream.droppedBars
        report.firstDroppedBar = stream.firstDropped?.description
        report.sourceInterval = spacing.barLength.map(BarSpacing.text)
        try checkSpacing()
        try finishLast()
        guard report.bars > 0 else { throw noBars() }
        try writer.commit()
        return report
    }

    private mutating func add(_ bar: Bar, _ adjustedClose: Double?) throws(DataError) {
        guard BarBuckets.covers(bar.timestamp) else {
            throw problem("\(bar.timestamp) is too far from today to be resampled", line: stream.line)
        }
        let time = bar.timestamp.nanoseconds
        spacing.add(bar.timestamp)
        guard let bucket = buckets.bucket(at: bar.timestamp) else {
            report.barsOutsideSession += 1
            note(bar.timestamp, room: buckets.nextSession(after: bar.timestamp) - time, before: .startOfSession)
            return
        }
        note(bar.timestamp, room: bucket.limit - time, before: .endOfBar(bucket.timestamp))
        if open?.bucket == bucket {
            open!.bars.add(bar, adjustedClose: adjustedClose)
            open!.last = time
        } else {
            try writeOpen()
            open = (bucket, BarAggregate(bar, adjustedClose: adjustedClose), time)
        }
    }

    private mutating func note(_ timestamp: Timestamp, room: Int64, before limit: Limit) {
        if room < closest?.room ?? .max { closest = (room, stream.line, timestamp, limit) }
    }

    private mutating func writeOpen() throws(DataError) {
        guard let open else { return }
        let (bar, adjustedClose) = open.bars.bar(at: open.bucket.timestamp)
        try writer.write(bar, adjustedClose: adjustedClose)
        report.bars += 1
        if report.firstTimestamp == nil { report.firstTimestamp = bar.timestamp.description }
        report.lastTimestamp = bar.timestamp.description
    }

    /// What only the whole file shows: whether its bars can be parts of the longer ones.
    private func checkSpacing() throws(DataError) {
        if let problem = spacing.problem(making: plan.length) { throw self.problem(problem) }
        guard let length = spacing.barLength, let closest, closest.room < length else { return }
        let limit =
            switch closest.before {
            case .endOfBar(let timestamp): "the end of the \(plan.length) bar of \(timestamp) in \(plan.session)"
            case .startOfSession: "the start of the session \(plan.session)"
            }
        throw problem(
            "the bar of \(closest.timestamp) goes on for \(BarSpacing.text(length)), beyond \(limit): --session and "
                + "--time-zone say when bars begin", line: closest.line)
    }

    /// The last bucket is whole when its last bar is there; there is no next one to show it.
    private mutating func finishLast() throws(DataError) {
        guard let open else { return }
        let isWhole = spacing.barLength.map { $0 >= open.bucket.end - open.last } ?? false
        if !isWhole { report.partialBar = open.bucket.timestamp.description }
        if isWhole || plan.keepsPartial { try writeOpen() }
    }

    private func noBars() -> DataError {
        if stream.bars == 0 { return stream.firstDropped ?? problem("the file holds no bars") }
        return open == nil
            ? problem("no bar lies in the session \(plan.session)")
            : problem("the file ends before its only bar of \(plan.length) does; --keep-partial keeps it")
    }

    private func problem(_ text: String, line: Int? = nil) -> DataError {
        DataError(.badData, file: stream.file, line: line, problem: text)
    }
}
