import Foundation
import Testing

@testable import AlphaCore

struct DataFolderTests {
    let fixture: BarFixture
    private let bars = BarFixture.header + "2015-01-02,10,12,9.5,11,100\n"

    init() throws { fixture = try BarFixture() }

    private func error(symbols: [String]? = nil, in folder: URL? = nil) -> DataError? {
        do {
            _ = try DataFolder.load(folder ?? fixture.folder, symbols: symbols, onBadBar: .fail)
            return nil
        } catch {
            return error
        }
    }

    @Test func findsTheBarFilesAndNothingElse() throws {
        _ = try fixture.write(bars, "fx/EURUSD.csv")
        _ = try fixture.write(BarFixture.gzipped(Array(bars.utf8)), "equities/BRK-B.csv.gz")
        _ = try fixture.write(bars, "equities/AAPL.csv")
        for name in [
            "equities/AAPL.actions.csv", "equities/.AAPL.csv", "equities/notes.txt", "crypto/manifest.json", "AAPL.csv",
            "orders.csv", "indices/SPX.csv", "crypto/.csv",
        ] {
            _ = try fixture.write("no bars\n", name)
        }
        let loaded = try DataFolder.load(fixture.folder)
        #expect(loaded.panel.assets.map(\.symbol) == ["AAPL", "BRK-B", "EURUSD"])
        #expect(loaded.panel.assets.map(\.assetClass) == [.equities, .equities, .fx])
        #expect(loaded.files.map(\.asset) == loaded.panel.assets)
        #expect(loaded.files.map(\.bars) == [1, 1, 1])
        let chosen = try DataFolder.load(fixture.folder, symbols: ["EURUSD", "AAPL", "AAPL"])
        #expect(chosen.panel.assets.map(\.symbol) == ["AAPL", "EURUSD"])
    }

    @Test func dropsAreCountedPerFile() throws {
        _ = try fixture.write(bars + "2015-01-05,1,1,1,1,-1\n2015-01-06,1,1,1,,1\n", "equities/A.csv")
        _ = try fixture.write(bars, "equities/B.csv")
        #expect(error()?.line == 3)
        let loaded = try DataFolder.load(fixture.folder, onBadBar: .drop)
        #expect(loaded.files.map(\.droppedBars) == [2, 0])
        #expect(
            loaded.files[0].firstDropped?.description.hasSuffix(
                "A.csv:3: column 'volume': "
                    + "a volume must be finite and not negative (-1)") == true)
    }

    @Test func whatIsMissingIsNoInputAndNamed() throws {
        let missing = error(in: fixture.folder.appendingPathComponent("nowhere"))
        #expect(missing?.kind == .noInput)
        #expect(error()?.kind == .noInput)
        _ = try fixture.write(bars, "crypto/BTC-USD.csv")
        let unknown = error(symbols: ["BTC-USD", "DOGE"])
        #expect(unknown?.kind == .noInput)
        #expect(unknown?.problem == "has no bars of 'DOGE'; it has BTC-USD")
        #expect(error(symbols: ["../crypto/BTC-USD"])?.kind == .noInput)
        #expect(error(in: fixture.folder.appendingPathComponent("crypto/BTC-USD.csv"))?.kind == .noInput)
    }

    @Test func aSymbolInTwoPlacesIsRefusedWhenItIsWanted() throws {
        _ = try fixture.write(bars, "crypto/X.csv")
        _ = try fixture.write(bars, "equities/X.csv")
        _ = try fixture.write(bars, "equities/Y.csv")
        _ = try fixture.write(bars, "equities/Y.csv.gz")
        _ = try fixture.write(bars, "equities/Z.csv")
        #expect(error()?.kind == .badData)
        #expect(error(symbols: ["X"])?.problem.hasSuffix("crypto/X.csv, equities/X.csv") == true)
        #expect(error(symbols: ["Y"])?.kind == .badData)
        #expect(error(symbols: ["Z"]) == nil)
    }

    @Test func pathsAreNamedAsTheUserGaveThem() throws {
        let relative = URL(fileURLWithPath: "no/such/folder")
        #expect(error(in: relative)?.description == "no/such/folder: no such folder")
    }
}
