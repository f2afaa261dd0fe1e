import Foundation

/// The download of one symbol: what to ask for, whether it fits what is stored, and its way into the files.
struct SymbolDownload: Sendable {
    let plan: DownloadPlan
    let asset: Asset
    let makeFetcher: Download.FetcherMaker
    let progress: @Sendable (DownloadProgress) -> Void

    /// Does it all; never throws, since the other symbols go on.
    func run() async -> DownloadResult {
        var result = DownloadResult(
            symbol: asset.symbol, file: plan.folder.url(DownloadFolder.steps(to: asset)).relativePath)
        do throws(DownloadFailure) {
            try await download(&result)
        } catch {
            result.outcome = .failed
            result.failure = error
        }
        return result
    }

    private func download(_ result: inout DownloadResult) async throws(DownloadFailure) {
        let files = SymbolFiles(plan: plan, asset: asset)
        let before = try files.read()
        result.notes += before.notes
        if let stored = before.stored, !plan.replaces {
            try await extend(stored, before, files, &result)
        } else {
            try await downloadWhole(before, files, &result)
        }
    }

    /// Downloads everything that was asked for, from the fallback if need be.
    private func downloadWhole(
        _ before: SymbolFiles.Before, _ files: SymbolFiles, _ result: inout DownloadResult
    ) async throws(DownloadFailure) {
        let (received, provider) = try await fetchOrFallBack(plan.start..<plan.end, &result)
        var update = SymbolFiles.Update(history: received.history, provider: provider)
        update.actions = ActionsFile.ordered(received.actions)
        update.isWhole = true
        update.askedFrom = plan.start
        result.outcome = before.isThere ? .replaced : .new
        result.newBars = received.history.count
        if let stored = before.stored {
            result.restatement = Restatement(from: stored.history, to: received.history)
            let known = Set(stored.history.bars.map(\.timestamp))
            result.newBars = received.history.bars.count { !known.contains($0.timestamp) }
        }
        try files.write(update, over: before, &result)
    }

    /// Adds what is new to the stored bars, after making sure that the provider still says the same of the old ones.
    private func extend(
        _ stored: StoredBars, _ before: SymbolFiles.Before, _ files: SymbolFiles, _ result: inout DownloadResult
    ) async throws(DownloadFailure) {
        let provider = plan.source.provider(continuing: stored.entry?.provider, plan.interval)
        try refuseToMix(stored, provider)
        if provider.name != plan.source.first.name {
            result.notes.append("the file's bars are \(provider.name)'s, so \(provider.name) was asked")
        }
        if let foreignness = stored.foreignness { result.notes.append(foreignness) }
        var update = SymbolFiles.Update(history: stored.history, provider: provider)
        update.storedActions = try files.readActions()
        update.actions = update.storedActions
        for range in plan.ranges(toExtend: stored) {
            let received = try await fetch(range, from: provider, &result)
            let again = stored.history.filtered { time in
                plan.request(asset, range).wants(time) && time >= received.history.bars[0].timestamp
            }
            guard again.count > 0 else { throw hole(after: stored, before: received.history, provider) }
            if let difference = Restatement(from: again, to: received.history) {
                return try await replaceRestated(stored, before, provider, difference, files, &result)
            }
            update.history = update.history.extended(by: received.history)
            update.take(received.actions, asked: range, &result.notes)
            if range.lowerBound == plan.start { update.askedFrom = plan.start }
        }
        result.newBars = update.history.count - stored.history.count
        result.outcome = result.newBars > 0 ? .appended : .current
        try files.write(update, over: before, &result)
    }

    /// Downloads the whole history again, since the provider has rewritten a part of it, and says what is not as it was.
    private func replaceRestated(
        _ stored: StoredBars, _ before: SymbolFiles.Before, _ provider: any BarProvider, _ seen: Restatement,
        _ files: SymbolFiles, _ result: inout DownloadResult
    ) async throws(DownloadFailure) {
        if let why = stored.foreignness
            ?? (stored.entry?.foreignUntil).map({ "its bars until \($0) are not a download's" })
        {
            throw left("\(why), and \(provider.name) has other bars: \(seen.summary)")
        }
        let range = plan.wholeRange(of: stored)
        let received = try await fetch(range, from: provider, &result)
        let first = received.history.bars[0].timestamp
        let again = stored.history.filtered { $0 >= first }
        let older = stored.history.filtered { $0 < first }
        let difference = Restatement(from: again, to: received.history)
        let summary = (difference ?? seen).summary
        if older.count > 0, !fits(older, again, received.history) {
            throw left(
                "\(provider.name) has restated it (\(summary)) and no longer has the "
                    + "\(Restatement.grouped(older.count)) bars before \(first)")
        }
        // A reply that is cut short by a fault must not pass for bars that were taken back.
        if let gone = difference?.removedBars, gone > DownloadPlan.overlap {
            throw left("\(provider.name) has restated it, and too many bars would be lost: \(summary)")
        }
        var update = SymbolFiles.Update(
            history: older.count > 0 ? received.history.extended(by: older) : received.history, provider: provider)
        update.storedActions = try files.readActions()
        update.actions = update.storedActions
        update.take(received.actions, asked: range, &result.notes)
        update.askedFrom = range.lowerBound
        result.restatement = difference
        result.outcome = difference == nil ? .appended : .restated
        result.newBars = received.history.count - (difference?.comparedBars ?? again.count)
        try files.write(update, over: before, &result)
    }

    /// Whether older bars that the provider no longer has go with what it has now: the bars at the seam are as they were.
    private func fits(_ older: BarHistory, _ again: BarHistory, _ new: BarHistory) -> Bool {
        guard (older.adjustedCloses == nil) == (new.adjustedCloses == nil), again.count > 0 else { return false }
        let seam = again.bars[min(DownloadPlan.overlap, again.count) - 1].timestamp
        return Restatement(from: again.filtered { $0 <= seam }, to: new) == nil
    }
}

/// What must not happen to a file.
extension SymbolDownload {
    /// Throws `left` where the stored bars are another provider's or of another length.
    private func refuseToMix(_ stored: StoredBars, _ provider: any BarProvider) throws(DownloadFailure) {
        if let owner = stored.entry?.provider, owner != provider.name {
            throw left("its bars are \(owner)'s, and \(provider.name)'s are not put beside them")
        }
        if let mismatch = stored.mismatch(with: plan.interval) { throw left(mismatch) }
    }

    private func hole(after stored: StoredBars, before new: BarHistory, _ provider: any BarProvider) -> DownloadFailure
    {
        left(
            "\(provider.name)'s bars begin at \(new.bars[0].timestamp), after the last one of the file, "
                + "\(stored.history.bars[stored.history.count - 1].timestamp): there would be a hole")
    }

    private func left(_ why: String) -> DownloadFailure {
        DownloadFailure(.left, "the file is left as it is: \(why) (--replace downloads it whole)")
    }
}

/// Asking.
extension SymbolDownload {
    private func fetchOrFallBack(
        _ range: Range<Timestamp>, _ result: inout DownloadResult
    ) async throws(DownloadFailure) -> (ReceivedBars, any BarProvider) {
        let first = plan.source.first
        do throws(DownloadFailure) {
            return (try await fetch(range, from: first, &result), first)
        } catch {
            guard error.kind == .unavailable || error.kind == .unsupported, let fallback = plan.source.fallback else {
                throw error
            }
            let differs = plan.source.fallbackDiffers.map { " (\($0))" } ?? ""
            let text = "\(error); \(fallback.name) is asked instead\(differs)"
            progress(.note(symbol: asset.symbol, text: text))
            do throws(DownloadFailure) {
                let received = try await fetch(range, from: fallback, &result)
                result.notes.insert(text, at: 0)
                return (received, fallback)
            } catch let second {
                throw DownloadFailure(second.kind, "\(error); \(second)")
            }
        }
    }

    private func fetch(
        _ range: Range<Timestamp>, from provider: any BarProvider, _ result: inout DownloadResult
    ) async throws(DownloadFailure) -> ReceivedBars {
        let request = plan.request(asset, range)
        let symbol = asset.symbol
        let (folder, progress) = (plan.folder, progress)
        progress(.asking(symbol: symbol, provider: provider.name))
        let name = provider.name
        let keep: RecordingFetcher.Keeper = { (reply, url, number) throws(DataError) in
            try folder.keep(reply, from: url, of: name, request, number: number)
        }
        let network = makeFetcher(provider) { progress(.waiting(symbol: symbol, text: $0)) }
        let recorder = RecordingFetcher(
            network, keep: plan.keepsRaw ? keep : nil, onReply: { progress(.received(symbol: symbol, replies: $0)) },
            onCovered: { progress(.covered(symbol: symbol, share: $0)) })
        result.provider = name
        defer {
            result.requests += recorder.count
            result.firstRequest = result.firstRequest ?? recorder.first
            result.raw += recorder.raw
        }
        let provided: ProvidedBars
        do throws(DownloadError) {
            provided = try await provider.bars(request, at: plan.source.address(of: provider), through: recorder)
        } catch {
            if let failure = recorder.failure { throw DownloadFailure(failure) }
            throw DownloadFailure(error, of: provider)
        }
        let received = try ReceivedBars(provided, for: request, from: provider, plan.badBarPolicy)
        result.droppedNullRows += received.nullRows
        result.droppedBadBars += received.badBars
        result.notes += received.notes.filter { !result.notes.contains($0) }
        return received
    }
}
