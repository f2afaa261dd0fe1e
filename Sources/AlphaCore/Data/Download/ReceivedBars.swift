/// What came for a request, checked: the bars that may go into a file.
struct ReceivedBars: Sendable {
    /// The bars, strictly increasing, all good and inside the request.
    var history = BarHistory()
    /// The splits and dividends.
    var actions: [CorporateAction]
    /// How many rows without a price the provider's reply had.
    var nullRows: Int
    /// How many bad bars were left out.
    var badBars = 0
    /// What the provider says about them.
    var notes: [String]

    /// Checks what a provider gave. A bad bar, or one that is not after the bar before, is `badBar` or left out, as the
    /// policy says; a bar outside the request is passed over. Nothing left is `unavailable`.
    init(
        _ provided: ProvidedBars, for request: BarRequest, from provider: any BarProvider, _ policy: BadBarPolicy
    ) throws(DownloadFailure) {
        actions = provided.actions
        nullRows = provided.emptyRows
        notes = provided.notes
        let adjusted = provided.adjustedCloses
        guard adjusted.map({ $0.count == provided.bars.count }) ?? true else {
            throw DownloadFailure(
                .unavailable, "\(provider.name): \(provided.bars.count) bars, but \(adjusted!.count) adjusted closes")
        }
        history.adjustedCloses = adjusted.map { _ in [] }
        for (place, bar) in provided.bars.enumerated() where request.wants(bar.timestamp) {
            if let problem = problem(with: bar, adjusted?[place]) {
                guard policy == .drop else {
                    throw DownloadFailure(
                        .badBar,
                        "\(provider.name): bar of \(bar.timestamp): \(problem); --on-bad-bar drop leaves such bars out")
                }
                badBars += 1
                if badBars == 1 { notes.append("the first bad bar left out is of \(bar.timestamp): \(problem)") }
                continue
            }
            history.bars.append(bar)
            if let adjusted { history.adjustedCloses?.append(adjusted[place]) }
        }
        guard history.count > 0 else {
            throw DownloadFailure(
                .unavailable, "\(provider.name): no bar that can be used among \(provided.bars.count)")
        }
    }

    private func problem(with bar: Bar, _ adjusted: Double?) -> String? {
        if let last = history.last, bar.timestamp <= last { return "it is not after the bar before, \(last)" }
        guard let fault = bar.fault(adjustedClose: adjusted) else { return nil }
        let value: Double? =
            switch fault.field {
            case .open: bar.open
            case .high: bar.high
            case .low: bar.low
            case .close: bar.close
            case .volume: bar.volume
            case .adjustedClose: adjusted
            }
        return "column '\(fault.field.rawValue)': \(fault.problem) (\(value.map { "\($0)" } ?? "none"))"
    }
}
