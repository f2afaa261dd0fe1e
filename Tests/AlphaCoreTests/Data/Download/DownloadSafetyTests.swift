import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: nothing is written outside its folder")
struct DownloadSafetyTests {
    let fixture: DownloadFixture
    /// Where links point to; must stay as it is.
    let outside: TemporaryFolder

    init() throws {
        fixture = try DownloadFixture()
        fixture.provider["A"] = .daily(20)
        fixture.provider["A"].actions = [
            CorporateAction(timestamp: Timestamp("2020-01-05")!, kind: .split, value: 2)
        ]
        fixture.provider["A"].pages = 1
        outside = try TemporaryFolder()
        try outside.write("theirs\n", to: "file")
    }

    private func link(_ path: String, to target: String) throws {
        let place = fixture.folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: target)
    }

    @Test(
        "a link below the folder is refused before anything is asked, and again when it is written through",
        arguments: [
            ("equities", ""), ("equities/A.csv", "file"), ("equities/A.csv", "nowhere"),
            ("equities/A.actions.csv", "file"), ("raw", ""), ("raw/market", ""), ("raw/market/equities", ""),
            ("raw/market/equities/A", ""), ("manifest.json", "file"), ("manifest.json", "nowhere"),
        ])
    func link(path: String, target: String) async throws {
        try link(path, to: outside.file(target).path)
        let plan = fixture.plan { $0.keepsRaw = true }
        let download = Download(plan, makeFetcher: { _, _ in Once() })
        let error = #expect(throws: DataError.self) { try download.check() }
        #expect(error?.kind == .cannotCreate)
        #expect(error?.description.contains("\(path): is a symbolic link") == true, "\(String(describing: error))")
        let result = await download.run()
        #expect(result.results[0].failure?.kind == .file(.cannotCreate), "\(result.results)")
        #expect(result.exitStatus == 73)
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.url.path) == ["file"])
        #expect(try String(contentsOf: outside.file("file"), encoding: .utf8) == "theirs\n")
    }

    @Test("the lock is not followed either")
    func lockLink() async throws {
        try link(".manifest.lock", to: outside.file("new").path)
        #expect(await fixture.one(fixture.plan(), through: Once()).failure?.kind == .file(.cannotCreate))
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.url.path) == ["file"])
    }

    @Test("the folder itself may be a link: that is the user's own")
    func folderLink() async throws {
        try FileManager.default.createSymbolicLink(at: fixture.folder, withDestinationURL: outside.url)
        #expect(await fixture.one(fixture.plan(), through: Once()).outcome == .new)
        #expect(FileManager.default.fileExists(atPath: outside.file("equities/A.csv").path))
    }

    @Test(
        "what is no folder or no file where one must be is refused",
        arguments: [("", false), ("equities", false), ("equities/A.csv", true), ("manifest.json", true)])
    func inTheWay(path: String, isFolder: Bool) async throws {
        let place = path.isEmpty ? fixture.folder : fixture.folder.appendingPathComponent(path)
        let parent = isFolder ? place : place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        if !isFolder { try Data("theirs\n".utf8).write(to: place) }
        let download = Download(fixture.plan(), makeFetcher: { _, _ in Once() })
        let error = #expect(throws: DataError.self) { try download.check() }
        #expect(error?.kind == .cannotCreate)
        #expect(await download.run().exitStatus == 73)
        if !isFolder { #expect(try String(contentsOf: place, encoding: .utf8) == "theirs\n") }
    }

    @Test("a folder that cannot be made is refused")
    func belowFile() throws {
        try fixture.scratch.write("", to: "file")
        let plan = fixture.plan { $0.folder = DownloadFolder(fixture.scratch.file("file/data")) }
        let error = #expect(throws: DataError.self) {
            try Download(plan, makeFetcher: { _, _ in NoFetcher() }).check()
        }
        #expect(error?.kind == .cannotCreate)
    }

    private struct Once: HTTPFetching {
        func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
            HTTPReply(status: 200, body: Data("{}".utf8))
        }
    }
}

@Suite("Download: symbols")
struct SymbolListTests {
    @Test(
        "what cannot be a file's name is refused",
        arguments: [
            "", "/etc/passwd", "../A", "..", ".", ".hidden", "A/B", "A\\B", "A\u{0}B", "A\nB", "A\u{7F}", "A\u{85}B",
            "A..B", "A/\u{301}B", "..\u{619}/\u{619}A", ".\u{301}A", "A\\\u{301}B", "A,\u{301}B", "A.actions",
            "A.ACTIONS", "A,B", "\u{202E}A", String(repeating: "A", count: 65),
            String(repeating: "ä", count: 33),
        ])
    func refused(symbol: String) {
        let problem = SymbolList.problem(with: symbol)
        #expect(problem != nil)
        #expect(problem?.unicodeScalars.contains { CharacterSet.controlCharacters.contains($0) } == false)
    }

    @Test(
        "what markets call their assets is taken",
        arguments: [
            "^GSPC", "BRK-B", "EURUSD=X", "7203.T", "BTC-USD", "ES=F", "A", "M&M.NS", "005930.KS",
            String(repeating: "A", count: 64),
        ])
    func taken(symbol: String) {
        #expect(SymbolList.problem(with: symbol) == nil)
        #expect(DataFolder.symbol(ofFile: "\(symbol).csv") == symbol)
    }

    @Test("a file has one symbol a line, with comments and blanks")
    func lines() throws {
        let fixture = try BarFixture()
        let file = try fixture.write("\u{FEFF}# mine\r\nAAPL\r\n  MSFT  # the other\n\n^GSPC", "names.txt")
        #expect(try SymbolList.read(file) == ["AAPL", "MSFT", "^GSPC"])
        let noText = try fixture.write([0x41, 0xFF, 0xFE], "binary")
        #expect(throws: DataError.self) { try SymbolList.read(noText) }
        let missing = fixture.folder.appendingPathComponent("missing")
        let error = #expect(throws: DataError.self) { try SymbolList.read(missing) }
        #expect(error?.kind == .noInput)
    }
}
