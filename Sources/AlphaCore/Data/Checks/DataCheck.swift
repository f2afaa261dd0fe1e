import Foundation

/// `alpha data check`: says what is wrong, or likely wrong, with bar files.
///
/// Every file is read twice, bar by bar, in memory that does not grow with its bars: the first time to learn what it is
/// (its interval, its calendar, how far its prices move), the second to check it. Equities of one exchange tell one
/// another's holidays.
public enum DataCheck {
    /// What to look for, and how.
    public struct Options: Sendable {
        /// The class of files whose folder does not say it; learnt when `nil`.
        public var assetClass: AssetClass?
        /// A spike of so many robust deviations is a jump; a move that stays must have twice as many.
        public var jumpDeviations = 10.0
        /// The kinds of findings that are told.
        public var kinds = Set(Finding.Kind.allCases)
        /// How many findings of a kind are told in full for each file; the others are counted.
        public var findingsMax = 1000
        /// Files that are checked at a time.
        public var threads = 1
        /// How the files are laid out where they are not as formats.md has it.
        public var layout: BarLayout?

        /// Everything, by the defaults.
        public init() {}
    }

    /// What was found in the files and folders.
    ///
    /// A file that cannot be read as bars is a finding (`unreadable`); a path that is not there is `noInput`, a failing
    /// disk `inputOutput`. `progress` is called from any thread, a mebibyte after the other.
    public static func run(
        _ paths: [String], options: Options, progress: @escaping @Sendable (DataCheckProgress) -> Void = { _ in }
    ) throws -> DataCheckReport {
        let files = try CheckedFile.find(paths, assetClass: options.assetClass)
        let progress = CheckProgress(files, tell: progress)
        let profiled = try Parallel.map(count: files.count, threads: options.threads) { place in
            try progress.reading(place, isLast: false) { (onRead) throws(DataError) in
                try profile(files[place], options, onRead)
            }
        }
        let calendars = exchangeDays(profiled)
        let checked = try Parallel.map(count: files.count, threads: options.threads) { place in
            try progress.reading(place, isLast: true) { (onRead) throws(DataError) in
                try check(profiled[place], calendars[place], options, onRead)
            }
        }
        return DataCheckReport(files: checked)
    }

    /// A file and what its first reading gave: its profile, or why there is none.
    private struct Profiled: Sendable {
        var file: CheckedFile
        var profile: FileProfile?
        var error: DataError?
    }

    private static func profile(
        _ file: CheckedFile, _ options: Options, _ onRead: @escaping ReadProgress
    ) throws(DataError) -> Profiled {
        var file = file
        do {
            file.actions = try CorporateActions(beside: file.url)
            let rows = try BarRows(file.url, layout: options.layout)
            rows.onRead = onRead
            let profile = try FileProfiler.profile(rows, actions: file.actions, assetClass: file.assetClass)
            return Profiled(file: file, profile: profile)
        } catch {
            guard error.kind == .badData || error.kind == .noInput else { throw error }
            return Profiled(file: file, error: error)
        }
    }

    /// The days of each file's exchange, where other files tell them.
    private static func exchangeDays(_ files: [Profiled]) -> [ExchangeDays?] {
        let members = files.indices.filter { place in
            guard files[place].file.assetClass == .equities, let profile = files[place].profile else { return false }
            return !profile.isBeyondDaily && profile.interval != nil
        }
        var days = [ExchangeDays?](repeating: nil, count: files.count)
        let learnt = ExchangeDays.learn(members.map { files[$0].profile!.occupancy })
        for (place, calendar) in zip(members, learnt) { days[place] = calendar }
        return days
    }

    private static func check(
        _ profiled: Profiled, _ exchange: ExchangeDays?, _ options: Options, _ onRead: @escaping ReadProgress
    ) throws(DataError) -> DataCheckReport.File {
        let file = profiled.file
        var log = FindingLog(file: file.path, limit: options.findingsMax)
        if let profile = profiled.profile, profile.times != nil {
            log = try FileCheck.run(
                file, profile: profile,
                expected: .of(profile, assetClass: file.assetClass, exchange: exchange), options: options,
                onRead: onRead)
        } else if let error = profiled.error {
            log.add(.unreadable, .error, line: error.line, BadBarCheck.words(error))
        } else {
            log.add(.unreadable, .error, line: nil, "the file holds no bars")
        }
        return DataCheckReport.File(file, profiled.profile, log, kinds: options.kinds)
    }
}
