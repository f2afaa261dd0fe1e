import Foundation

/// The files of one symbol below the data folder: its bars, its splits and dividends, its entry in the manifest.
struct SymbolFiles {
    let plan: DownloadPlan
    let asset: Asset

    /// What stood there before.
    struct Before {
        /// The bars; `nil` when there is no file, or none that can be read and the plan replaces it.
        var stored: StoredBars?
        /// What the manifest says.
        var entry: DownloadManifest.Entry?
        /// The digest of the file; `nil` when there is none.
        var digest: String?
        /// What the user should know of it.
        var notes: [String] = []

        /// Whether there is a file.
        var isThere: Bool { digest != nil }
    }

    /// What is to stand there.
    struct Update {
        /// The bars.
        var history: BarHistory
        /// Whose they are.
        var provider: any BarProvider
        /// The splits and dividends.
        var actions: [CorporateAction] = []
        /// Those that stand there already.
        var storedActions: [CorporateAction] = []
        /// Whether nothing of what stood there is kept.
        var isWhole = false
        /// From when on the provider was asked, where that is earlier than before.
        var askedFrom: Timestamp?

        init(history: BarHistory, provider: any BarProvider) {
            self.history = history
            self.provider = provider
        }

        /// Puts the actions that came in the place of those in the stretch that was asked for; says which are others.
        mutating func take(_ came: [CorporateAction], asked range: Range<Timestamp>, _ notes: inout [String]) {
            notes += ActionsFile.changes(actions, to: came, asked: [range]).map { "restated: \($0)" }
            actions = ActionsFile.merged(actions, with: came, asked: [range])
        }
    }

    private var steps: [String] { DownloadFolder.steps(to: asset) }
    private var actionSteps: [String] { DownloadFolder.actionSteps(to: asset) }
    private var key: String { steps.joined(separator: "/") }
    private var url: URL { plan.folder.url(steps) }

    /// Throws `cannotCreate` unless all the symbol's files can be written.
    func check() throws(DataError) {
        try plan.folder.checkFile(steps)
        try plan.folder.checkFile(actionSteps)
        guard plan.keepsRaw else { return }
        for provider in [plan.source.first] + (plan.source.fallback.map { [$0] } ?? []) {
            try plan.folder.checkFile(DownloadFolder.rawSteps(to: asset, from: provider.name) + ["reply.json.gz"])
        }
    }

    /// Looks at what is there. A file that cannot be added to is `left`, unless the plan replaces it.
    func read() throws(DownloadFailure) -> Before {
        try failing(check)
        if exists("\(key).gz") {
            throw DownloadFailure(.left, "\(key).gz stands there already: the symbol would stand twice in the folder")
        }
        var before = Before()
        before.entry = try failing { () throws(DataError) in try DownloadManifest(of: plan.folder)[key] }
        for other in AssetClass.allCases where other != asset.assetClass {
            let twin = "\(other.rawValue)/\(asset.symbol).csv"
            if exists(twin) { before.notes.append("\(twin) has the same symbol: commands that read both will refuse") }
        }
        guard exists(key) else { return before }
        let digest = try failing { () throws(DataError) in try SHA256.digest(of: url) }
        before.digest = digest
        do throws(StoredBars.Unfit) {
            before.stored = try StoredBars.read(url, digest: digest, entry: before.entry)
        } catch {
            guard plan.replaces else {
                throw DownloadFailure(
                    .left, "\(error.problem): the file is left as it is (--replace downloads it whole)")
            }
        }
        return before
    }

    /// The stored splits and dividends.
    func readActions() throws(DownloadFailure) -> [CorporateAction] {
        try failing { () throws(DataError) in try ActionsFile.read(plan.folder.url(actionSteps)) }
    }

    /// Puts the files in their places, if they are not as they were, and says in the manifest what they are.
    ///
    /// Everything is written beside its place first; the renames and the manifest's change happen while no other download
    /// into the folder does.
    func write(_ update: Update, over before: Before, _ result: inout DownloadResult) throws(DownloadFailure) {
        result.bars = update.history.count
        result.first = update.history.first
        result.last = update.history.last
        let isTouched = result.outcome != .current
        // A file that is not ours and stays as it is becomes ours no more than it was.
        if !isTouched, before.stored?.foreignness != nil { return }
        if Task.isCancelled { throw DownloadFailure(.cancelled, "cancelled") }
        let outcome = result
        try failing { () throws(DataError) in
            let bars = isTouched ? try prepareBars(update.history) : nil
            let actions = update.actions == update.storedActions ? nil : try prepareActions(update.actions)
            try plan.folder.locked { () throws(DataError) in
                var manifest = try DownloadManifest(of: plan.folder)
                try refuseIfChanged(since: before, manifest)
                _ = try plan.folder.prepareFile(steps)
                try bars?.commit()
                try actions?.commit()
                if update.actions.isEmpty, update.isWhole, before.isThere { unlink(plan.folder.url(actionSteps).path) }
                manifest[key] = try entry(update, over: before, outcome)
                try manifest.write(to: plan.folder)
            }
        }
    }

    private func prepareBars(_ history: BarHistory) throws(DataError) -> BarWriter {
        let writer = try BarWriter(
            try plan.folder.prepareFile(steps), hasAdjustedClose: history.adjustedCloses != nil)
        for (place, bar) in history.bars.enumerated() {
            try writer.write(bar, adjustedClose: history.adjustedCloses?[place])
        }
        return writer
    }

    private func prepareActions(_ actions: [CorporateAction]) throws(DataError) -> OutputFile {
        try ActionsFile.prepare(actions, at: try plan.folder.prepareFile(actionSteps))
    }

    /// Throws when somebody else than a download wrote the file while this one was under way.
    private func refuseIfChanged(since before: Before, _ manifest: DownloadManifest) throws(DataError) {
        guard !plan.replaces, exists(key) else { return }
        let digest = try SHA256.digest(of: url)
        guard digest == before.digest || digest == manifest[key]?.sha256 else {
            throw DataError(
                .inputOutput, file: url.relativePath, problem: "was changed during the download; run it again")
        }
    }

    /// The digest of the splits and dividends as they stand; `nil` when there is no such file.
    func actionsDigest() throws(DataError) -> String? {
        let url = plan.folder.url(actionSteps)
        return FileManager.default.fileExists(atPath: url.path) ? try SHA256.digest(of: url) : nil
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: plan.folder.root.appendingPathComponent(path).path)
    }

    private func failing<Result>(_ body: () throws(DataError) -> Result) throws(DownloadFailure) -> Result {
        do {
            return try body()
        } catch {
            throw DownloadFailure(error)
        }
    }
}
