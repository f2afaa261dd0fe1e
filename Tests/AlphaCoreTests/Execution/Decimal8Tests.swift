import Testing

@testable import AlphaCore

@Suite struct Decimal8Tests {
    @Test(arguments: [
        ("101", 10_100_000_000), ("0.05", 5_000_000), ("-1.00000001", -100_000_001), ("0", 0),
        ("0.00000001", 1), ("92233720368.54775807", Int64.max), ("-92233720368.54775808", Int64.min),
    ])
    func shortestTextIsReadBack(text: String, raw: Int64) {
        #expect(Decimal8(raw: raw).description == text)
        #expect(Decimal8(text)?.raw == raw)
    }

    @Test(arguments: [
        ("100.0", 10_000_000_000), ("+7", 700_000_000), (".5", 50_000_000), ("5.", 500_000_000),
        ("007.10", 710_000_000),
        // The origin's float noise, below and above, and the edge of what counts as noise.
        ("0.038057569999999985", 3_805_757), ("0.10844111999999999", 10_844_112), ("1.000000000000000222", 100_000_000),
        ("0.999999999999", 100_000_000), ("0.123456780001", 12_345_678),
    ])
    func otherTextsOfTheSameValueAreRead(text: String, raw: Int64) {
        #expect(Decimal8(text)?.raw == raw)
    }

    @Test(arguments: [
        "", ".", "-", "+-1", "1e5", "NaN", "inf", " 1", "1 ", "1,5", "1.2.3", "0x10", "١", "0.123456789",
        "0.1234567800011",
        "0.12345678x", "92233720368.54775808", "-92233720368.54775809", "92233720368.547758079999", "1e400",
        "99999999999999999999999",
    ])
    func whatIsNoDecimalOfEightPlacesIsRefused(text: String) {
        #expect(Decimal8(text) == nil)
    }

    @Test(arguments: [1 as UInt64, 2, 3])
    func everyValueSurvivesItsText(seed: UInt64) {
        var random = RandomSource(seed: seed)
        for _ in 0..<500 {
            let value = Decimal8(raw: Int64(bitPattern: random.next()) >> Int64(random.next() % 60))
            #expect(Decimal8(value.description) == value, "seed \(seed)")
        }
    }

    @Test func floatingPointBecomesTheNearestMultiple() {
        #expect(Decimal8(nearestTo: 0.1)?.raw == 10_000_000)
        #expect(Decimal8(nearestTo: -2.5, multipleOf: Decimal8(raw: Decimal8.one))?.description == "-3")
        #expect(Decimal8(nearestTo: 101.2349, multipleOf: Decimal8(raw: 1_000_000))?.description == "101.23")
        #expect(Decimal8(nearestTo: .nan) == nil)
        #expect(Decimal8(nearestTo: -.infinity) == nil)
        #expect(Decimal8(nearestTo: 1e11) == nil)
    }
}
