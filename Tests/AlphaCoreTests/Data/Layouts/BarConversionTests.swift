import Foundation
import Testing

@testable import AlphaCore

struct BarConversionTests {
    let fixture: BarFixture
    var out: URL { fixture.folder.appendingPathComponent("out.csv") }

    init() throws { fixture = try BarFixture() }

    private func layout(_ columns: String? = nil) throws -> BarLayout {
        var layout = BarLayout()
        layout.columns = try columns.map(BarLayout.columns(named:))
        return layout
    }

    private func lines() throws -> [String] {
        try String(contentsOf: out, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test func badBarsAndRowsOutOfOrderArePassedOnAndCounted() throws {
        let text = """
            2023-06-02,10,9,8,10,5
            2023-06-01,10,12,8,10,5
            2023-06-01,10,12,8,,5
            2023-06-03,10,12,-8,inf,
            2023-06-04,10,12,8,10,5

            """
        let result = try BarConversion.run(
            try fixture.write(text), layout: try layout("timestamp,open,high,low,close,volume"), to: out)
        #expect(
            try lines() == [
                "timestamp,open,high,low,close,volume", "2023-06-02,10,9,8,10,5", "2023-06-01,10,12,8,10,5",
                "2023-06-01,10,12,8,,5", "2023-06-03,10,12,-8,,", "2023-06-04,10,12,8,10,5",
            ])
        #expect(result.bars == 5 && result.badBars == 3 && result.barsOutOfOrder == 2)
        #expect(result.firstBadBar?.contains(":1: column 'high': the high is below") == true)
        #expect(result.firstOutOfOrder?.contains(":2: column 'timestamp': is not after") == true)
        #expect(result.firstTimestamp == "2023-06-01" && result.lastTimestamp == "2023-06-04")
        #expect(result.notes.isEmpty)
    }

    @Test(arguments: [
        ("2023-06-01,1,2,1,1,5\n2023-06-02,1,2,x,1,5\n", "2: column 'low': is not a number (x)"),
        ("2023-06-01,1,2,1,1,5\n,1,2,1,1,5\n", "2: column 'timestamp': the time is missing"),
        ("2023-06-01,1,2,1,1,5\n2023-06-31,1,2,1,1,5\n", "2: column 'timestamp': is not a date"),
        ("2023-06-01,1,2,1,1,5\n2023-06-02,1,2,1,1\n", "2: column 'volume': the row ends"),
        ("", ": the file holds no bars"),
        ("a,b,c,d,e,f\n", ": the file holds no bars"),
    ])
    func whatCannotBeReadLeavesNothing(text: String, problem: String) throws {
        let source = try fixture.write(text)
        let error = #expect(throws: DataError.self) {
            try BarConversion.run(source, layout: try layout("timestamp,open,high,low,close,volume"), to: out)
        }
        #expect(error?.kind == .badData && error?.description.contains(problem) == true, "\(String(describing: error))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) == ["bars.csv"])
    }

    @Test func aMissingVolumeIsSaidAndNought() throws {
        let source = try fixture.write("2023-06-01,1,2,1,1\n")
        let result = try BarConversion.run(source, layout: try layout("timestamp,open,high,low,close"), to: out)
        #expect(try lines()[1] == "2023-06-01,1,2,1,1,0")
        #expect(result.notes == ["there is no column of volumes: every volume is 0"])
    }

    @Test func tickVolumesBesideEmptyVolumesAreSaid() throws {
        let header = "<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>,<VOL>\n"
        let empty = try BarConversion.run(
            try fixture.write(header + "2023.06.01,1,2,1,1,7,0\n"), layout: BarLayout(), to: out)
        #expect(empty.notes.count == 1 && empty.notes[0].contains("'<TICKVOL>' was not read"))
        let traded = try BarConversion.run(
            try fixture.write(header + "2023.06.01,1,2,1,1,7,3\n"), layout: BarLayout(), to: out)
        #expect(traded.notes.isEmpty)
        #expect(try lines()[1] == "2023-06-01,1,2,1,1,3")
    }

    /// A file of ours goes through unchanged, byte for byte, adjusted closes and all.
    @Test func ourOwnLayoutStaysAsItIs() throws {
        let text =
            "timestamp,open,high,low,close,volume,adj_close\n2023-06-01,1.5,2,1,1.25,7,0.5\n2023-06-01T10:00:00.5Z,1,2,1,1,0,1\n"
        let result = try BarConversion.run(try fixture.write(text), layout: BarLayout(), to: out)
        #expect(try String(contentsOf: out, encoding: .utf8) == text)
        #expect(result.badBars == 0 && result.barsOutOfOrder == 0)
    }
}
