import AlphaCore
import ArgumentParser
import Foundation

/// `alpha data check`: says what is wrong with bar files.
struct DataCheckCommand: FileConfigurable {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong with bar files: gaps, repeats, bad bars, jumps, splits and more.",
        discussion: """
            PATH is a bar file (.csv or .csv.gz), or a folder: every bar file in it and in its equities/, crypto/ and fx/ \
            is checked. The folder's name says which calendar a file keeps; elsewhere --asset-class does, or it is learnt \
            from the file. Equities that are checked together tell one another's holidays: name the whole folder.

            A file is read bar by bar, however large it is. Each finding has its file, line, severity and evidence. An \
            error is certainly wrong, or a strict reader refuses it; a warning is very likely wrong; a note is worth a \
            look, since real markets do that too. The exit status is 2 when anything is found, 0 when nothing is.

            KINDS
              unreadable       a file, row or cell that cannot be read
              bad_bar          a price or volume missing or negative, a high below the close
              order            a time before the one above it; a file that is newest first
              repeated         a time that stands twice
              gap              bars missing, by the calendar and the file's own hours
              stale            the same prices over many bars
              jump             a return beyond --jump-deviations robust deviations
              hundredfold      prices 100 times too large or small: cents for dollars
              split            prices that were not adjusted for a split
              dividend         adjusted closes that do not follow from the dividends
              unit             prices in points, volumes in thousands
              time_zone        times that moved by whole hours
              mixed_intervals  bars of several lengths in one file

            EXAMPLES
              alpha data check data
              alpha data check my-data/equities prices.csv.gz --asset-class equities --json
              alpha data check data --only gap,repeated || echo "see above"
              alpha data check EURUSD_M1.csv --columns timestamp,o,h,l,c,volume --delimiter ';' \
            --time-format '%Y%m%d %H%M%S' --time-zone EST
            """)

    @Argument(help: ArgumentHelp("Bar files and folders of them.", valueName: "PATH"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "The class of files whose folder does not say it: equities, crypto or fx. (default: learnt)",
            valueName: "C"),
        transform: { text in
            guard let assetClass = AssetClass(rawValue: text) else {
                throw ValidationError("'\(text)' is none of equities, crypto, fx")
            }
            return assetClass
        })
    var assetClass: AssetClass?

    @Option(
        help: ArgumentHelp(
            "A move there and back of so many robust deviations is a jump; one that stays must have twice as many.",
            valueName: "K"))
    var jumpDeviations = DataCheck.Options().jumpDeviations

    @Option(help: ArgumentHelp("Look for these kinds alone, separated by commas.", valueName: "KIND,…"))
    var only: String?

    @Option(help: ArgumentHelp("Leave these kinds out, separated by commas.", valueName: "KIND,…"))
    var ignore: String?

    @Option(help: ArgumentHelp("Findings of a kind to show for each file; the others are counted.", valueName: "N"))
    var maxFindings = DataCheck.Options().findingsMax

    @Option(help: "Files to check at a time; never changes a result. (default: all cores)")
    var threads: Int?

    @OptionGroup(title: "Layout of files that are not as ours")
    var layout: BarLayoutOptions

    @OptionGroup var config: ConfigOption

    @Flag(help: "Print one JSON object instead of the lines.")
    var json = false

    @Flag(help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        guard jumpDeviations >= 3, jumpDeviations.isFinite else {
            throw ValidationError("--jump-deviations is \(jumpDeviations), it must be at least 3")
        }
        guard maxFindings >= 0 else {
            throw ValidationError("--max-findings is \(maxFindings), it must not be negative")
        }
        guard threads ?? 1 >= 1 else { throw ValidationError("--threads is \(threads ?? 1), it must be at least 1") }
        guard only == nil || ignore == nil else { throw ValidationError("give --only or --ignore, not both") }
        _ = try kinds()
    }

    func run() throws {
        var options = DataCheck.Options()
        options.assetClass = assetClass
        options.jumpDeviations = jumpDeviations
        options.kinds = try kinds()
        options.findingsMax = maxFindings
        options.layout = try layout.layout()
        options.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let bar = FileProgressBar(paths[0], quiet: quiet)
        defer { bar.finish() }
        let report = try DataCheck.run(paths, options: options) { bar.show($0) }
        bar.finish()
        print(json ? try JSONText.encode(report) : report.text, terminator: json ? "" : "\n")
        if report.count > 0 { throw ExitCode(2) }
    }

    private func kinds() throws -> Set<Finding.Kind> {
        if let only { return try DataCheckCommand.kinds(only) }
        return Set(Finding.Kind.allCases).subtracting(try DataCheckCommand.kinds(ignore ?? ""))
    }

    private static func kinds(_ text: String) throws -> Set<Finding.Kind> {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return Set(
            try names.map { name in
                guard let kind = Finding.Kind(rawValue: name) else {
                    throw ValidationError(
                        UnknownNameError(kind: "kind", name: name, known: Finding.Kind.allCases.map(\.rawValue))
                            .description)
                }
                return kind
            })
    }
}
