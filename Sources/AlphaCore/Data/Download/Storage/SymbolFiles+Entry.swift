import Foundation

/// What the manifest says of a file after a download.
extension SymbolFiles {
    /// The file's entry; what other programs or later versions put there is kept.
    func entry(
        _ update: Update, over before: Before, _ result: DownloadResult
    ) throws(DataError) -> DownloadManifest.Entry {
        var entry = before.entry ?? DownloadManifest.Entry()
        if update.isWhole { for key in DownloadManifest.Key.allCases { entry[key] = nil } }
        let (history, provider) = (update.history, update.provider)
        let previous = (start: entry.start ?? history.bars[0].timestamp, end: entry.end ?? plan.end)
        let start = update.askedFrom.map { update.isWhole ? $0 : min($0, previous.start) } ?? previous.start
        entry.append(requests(update, over: before, result), to: .requests)
        entry[.provider] = .string(provider.name)
        entry[.baseURL] = .string(plan.source.address(of: provider).absoluteString)
        entry[.interval] = .string(plan.interval.description)
        entry[.start] = .string("\(start)")
        entry[.end] = .string("\(max(plan.end, previous.end))")
        entry[.retrieved] = .string("\(plan.now)")
        entry[.request] = .object([
            "first": result.firstRequest.map { .string($0.absoluteString) } ?? .null,
            "count": .integer(result.requests),
        ])
        entry[.sha256] = .string(try SHA256.digest(of: plan.folder.url(DownloadFolder.steps(to: asset))))
        entry[.actionsSHA256] = try actionsDigest().map(JSONValue.string)
        entry[.bars] = .integer(history.count)
        entry[.first] = .string("\(history.bars[0].timestamp)")
        entry[.last] = .string("\(history.bars[history.count - 1].timestamp)")
        entry[.adjustedClose] = .bool(history.adjustedCloses != nil)
        entry[.actions] = .integer(update.actions.count)
        entry.add(result.droppedNullRows, to: .droppedNullRows)
        entry.add(result.droppedBadBars, to: .droppedBadBars)
        entry[.notes] = .array(result.notes.map(JSONValue.string))
        entry.append(result.raw.map(\.json), to: .raw)
        if let restatement = result.restatement, !update.isWhole {
            var members = restatement.json.object ?? [:]
            members["retrieved"] = .string("\(plan.now)")
            entry.append([.object(members)], to: .restated)
        }
        if let stored = before.stored, stored.foreignness != nil, !update.isWhole {
            entry[.foreignUntil] = stored.history.last.map { .string("\($0)") }
        }
        return entry
    }

    /// The call, for the list of those that the file was made by: none when it changed nothing. A manifest of before that
    /// list knows the latest call alone, which comes first then.
    private func requests(
        _ update: Update, over before: Before, _ result: DownloadResult
    ) -> [JSONValue] {
        guard result.outcome != .current || update.actions != update.storedActions else { return [] }
        let call = DownloadManifest.request(
            retrieved: .string("\(plan.now)"),
            .object([
                "first": result.firstRequest.map { .string($0.absoluteString) } ?? .null,
                "count": .integer(result.requests), "new_bars": .integer(result.newBars),
            ]))
        guard !update.isWhole, let entry = before.entry, entry[.requests] == nil, let latest = entry[.request] else {
            return [call]
        }
        return [DownloadManifest.request(retrieved: entry[.retrieved], latest), call]
    }
}

extension DownloadManifest.Entry {
    /// Adds to a count, which a file made of several downloads has from all of them: rows of an overlap count each time.
    fileprivate mutating func add(_ count: Int, to key: DownloadManifest.Key) {
        self[key] = .integer((self[key]?.integer ?? 0) + count)
    }

    fileprivate mutating func append(_ values: [JSONValue], to key: DownloadManifest.Key) {
        if !values.isEmpty { self[key] = .array((self[key]?.array ?? []) + values) }
    }
}
