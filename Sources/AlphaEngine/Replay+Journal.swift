import AlphaCore
import CEngine
import Foundation

// A replay whose rows are in a journal before they are handled: killed at any moment, it goes on and writes the same.

extension Replay {
    /// What a recovery found before the replay went on.
    public struct Recovery: Sendable, Equatable {
        /// Rows that the journal has.
        public var rows: UInt64
        /// Those of them that a snapshot stood for; 0 without one.
        public var rowsInSnapshot: UInt64
        /// The record after which the snapshot was made; `nil`: none was used, the journal told everything.
        public var snapshotSequence: UInt64?
        /// Rows that were applied from the journal.
        public var rowsApplied: UInt64
        /// The journal's torn tail, which was cut off; `nil`: it had none.
        public var tornTail: TornTail?
        /// Why newer snapshots than the one used could not be, a line for each.
        public var notes: [String]

        /// The end of a journal that a crash left half-written.
        public struct TornTail: Sendable, Equatable {
            /// Where in the file it began.
            public var offset: UInt64
            /// How long it was.
            public var bytes: UInt64
        }

        /// It in lines of text.
        public var text: String {
            var lines = notes
            if let snapshotSequence {
                lines.append("restored the snapshot of record \(snapshotSequence): \(rowsInSnapshot) rows")
            } else {
                lines.append("no snapshot was used")
            }
            lines.append("applied \(rowsApplied) rows from the journal: it has \(rows)")
            if let tornTail {
                lines.append("cut a torn tail of \(tornTail.bytes) bytes at byte \(tornTail.offset)")
            }
            return lines.joined(separator: "\n")
        }
    }

    /// Plays what `source` gives, with a journal, and copies the outputs into their files once all of it was played.
    static func run(
        _ source: ByteSource, journal: URL, trades: OutputFile?, events: OutputFile?, _ settings: Settings,
        onRecovery: (Recovery) -> Void
    ) throws(DataError) -> alpha_engine.ReplayCounts {
        var options = alpha_engine.DurableReplayOptions()
        options.simulator = self.options(writesTrades: trades != nil, writesEvents: events != nil, settings)
        options.snapshotEvery = UInt64(clamping: settings.snapshotEvery)
        options.recovers = settings.recovers
        let path = Array(journal.path.utf8CString)
        var replay = alpha_engine.DurableReplay(path, path.count - 1, options)
        configure(&replay.simulator().pointee, settings)
        guard replay.open() else { throw error(of: replay, orders: source.file, journal: journal) }
        if settings.recovers { onRecovery(Recovery(replay)) }
        try source.forEachChunk { (chunk, count) throws(DataError) in
            guard count > 0 ? replay.feed(chunk.characters, count) : replay.finish() else {
                throw error(of: replay, orders: source.file, journal: journal)
            }
        }
        if let trades { try copy(String(cString: replay.tradesPath()), to: trades) }
        if let events { try copy(String(cString: replay.eventsPath()), to: events) }
        try trades?.commit()
        try events?.commit()
        return replay.counts()
    }

    private static func copy(_ path: String, to file: OutputFile) throws(DataError) {
        try ByteSource(URL(fileURLWithPath: path)).forEachChunk { (chunk, count) throws(DataError) in
            try file.write(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        }
    }

    private static func error(
        of replay: borrowing alpha_engine.DurableReplay, orders: String, journal: URL
    ) -> DataError {
        if let problem = EngineText.text(replay.errorText()) {
            let kind: DataError.Kind =
                switch replay.errorFault() {
                case .notFound: .noInput
                case .cannotOpen, .locked: .cannotCreate
                case .damaged: .badData
                case .none, .inputOutput, .misuse: .inputOutput
                }
            return DataError(kind, file: journal.relativePath, problem: problem)
        }
        return DataError(
            unusable: orders, line: replay.errorLine(), column: replay.errorColumn(), problem: replay.errorProblem(),
            found: replay.errorFound())
    }
}

extension Replay.Recovery {
    init(_ replay: borrowing alpha_engine.DurableReplay) {
        let found = replay.recovery()
        rows = found.rows
        rowsInSnapshot = found.rowsInSnapshot
        snapshotSequence = found.hasSnapshot ? found.snapshotSequence : nil
        rowsApplied = found.rowsApplied
        tornTail = found.hasTornTail ? TornTail(offset: found.tornTailOffset, bytes: found.tornTailBytes) : nil
        notes = []
        for index in 0..<found.noteCount { notes.append(String(cString: replay.recoveryNote(index))) }
    }
}
