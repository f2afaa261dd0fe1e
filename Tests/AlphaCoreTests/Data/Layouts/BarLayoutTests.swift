import Foundation
import Testing

@testable import AlphaCore

struct BarLayoutTests {
    @Test(arguments: [
        ("timestamp,open,close,high,low,volume", "timestamp,open,close,high,low,volume"),
        ("Date,O,H,L,C,V", "timestamp,open,high,low,close,volume"),
        ("date,time,open,high,low,close,vol", "date,time,open,high,low,close,volume"),
        ("TIME,open,high,low,close", "timestamp,open,high,low,close"),
        ("datetime, -, Open , High,Low,Close,Adj_Close,skip", "timestamp,-,open,high,low,close,adj_close,-"),
        ("<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>,-,-", "date,time,open,high,low,close,volume,-,-"),
        ("open_time,o,h,l,c,tick_volume,", "timestamp,open,high,low,close,volume,-"),
    ])
    func columns(text: String, expected: String) throws {
        #expect(try BarLayout.columns(named: text).map(\.rawValue).joined(separator: ",") == expected)
    }

    @Test(arguments: [
        ("timestamp,open,high,low", "lack 'close'"), ("open,high,low,close", "lack 'timestamp'"), ("", "lack 'open'"),
        ("timestamp,open,high,low,close,clos", "did you mean 'close'"), ("timestamp,open,open,high,low,close", "twice"),
        ("timestamp,time,open,high,low,close", "beside"), ("timestamp,datetime,open,high,low,close", "twice"),
    ])
    func columnsThatCannotBe(text: String, problem: String) {
        let error = #expect(throws: LayoutError.self) { try BarLayout.columns(named: text) }
        #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }

    @Test func delimiters() throws {
        for (text, byte) in [
            (",", ","), (";", ";"), ("\t", "\t"), ("tab", "\t"), ("\\t", "\t"), ("|", "|"), ("pipe", "|"), (" ", " "),
            ("space", " "), ("SEMICOLON", ";"), ("comma", ","), (":", ":"), ("~", "~"),
        ] {
            #expect(try BarLayout.delimiter(named: text) == byte.utf8.first, "\(text)")
        }
        for text in ["", ",,", "a", "7", "\"", "\n", "-", ".", "é", "none"] {
            #expect(throws: LayoutError.self, "\(text)") { try BarLayout.delimiter(named: text) }
        }
    }

    /// Names, and the offset in seconds on 2023-01-01 and 2023-07-01.
    @Test(arguments: [
        ("UTC", 0, 0), ("gmt", 0, 0), ("Z", 0, 0), ("EST", -18_000, -18_000), ("est", -18_000, -18_000),
        ("MST", -25_200, -25_200), ("America/New_York", -18_000, -14_400), ("america/new_york", -18_000, -14_400),
        ("-05:00", -18_000, -18_000), ("+0530", 19_800, 19_800), ("+02", 7200, 7200), ("EST5EDT", -18_000, -14_400),
        ("CET", 3600, 7200), ("US/Eastern", -18_000, -14_400), ("Europe/Athens", 7200, 10_800),
        ("Etc/GMT+5", -18_000, -18_000),
    ])
    func timeZones(name: String, winter: Int, summer: Int) throws {
        let zone = try BarLayout.timeZone(named: name)
        #expect(zone.secondsFromGMT(for: Date(timeIntervalSince1970: 1_672_531_200)) == winter)
        #expect(zone.secondsFromGMT(for: Date(timeIntervalSince1970: 1_688_169_600)) == summer)
    }

    @Test(arguments: [
        ("America/NewYork", "did you mean 'America/New_York'"), ("CST", "unknown time zone"),
        ("PST", "unknown time zone"),
        ("", "unknown"), ("-5", "unknown"), ("+25:00", "unknown"), ("+05:60", "unknown"), ("Mars/Phobos", "unknown"),
    ])
    func zonesThatCannotBe(name: String, problem: String) {
        let error = #expect(throws: LayoutError.self) { try BarLayout.timeZone(named: name) }
        #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }
}
