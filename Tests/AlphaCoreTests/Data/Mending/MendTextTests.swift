import Foundation
import Testing

@testable import AlphaCore

@Suite struct MendTextTests {
    @Test(
        arguments: [
            (14.550000190734863, 2), (0.14550000429153442, 4), (3480, 0), (33.619999, 2), (1.06853, 5), (252.2, 1),
            (24.23727798461914, nil), (37905.835938, nil), (130583.99999999999, 0),
        ] as [(Double, Int?)])
    func decimalsAreSeenThroughNoise(price: Double, decimals: Int?) {
        #expect(PriceText.decimals(price) == decimals)
    }

    @Test func movingThePointLeavesNoNoise() {
        var source = RandomSource(seed: 11)
        for _ in 0..<2000 {
            let price = Double(1 + source.next() % 10_000_000) / 10_000
            #expect(PriceText.moved(price * 100, byHundreds: -1) == price)
            #expect(PriceText.moved(price * 0.01, byHundreds: 1) == price)
            #expect(PriceText.divided(price * 7, by: 7) == price)
            #expect(PriceText.divided(price * 0.1, by: 0.1) == price)
        }
        #expect(PriceText.moved(0.14550000429153442, byHundreds: 1) == 14.550000429153442)
    }

    @Test(arguments: [(14.5500001907349, true), (14.55, false), (458808.00000000006, false), (0.1, false)])
    func noiseIsWhatNoTickNeeds(price: Double, isNoisy: Bool) {
        #expect(PriceText.isNoisy(price) == isNoisy)
    }

    @Test func singlePrecisionIsSeenIn15Digits() {
        #expect(PriceText.singlePrecision(14.5500001907349) == Double(Float(14.55)))
        #expect(PriceText.singlePrecision(14.55) == nil)
        #expect(PriceText.singlePrecision(2423.727798461914) == nil)
        #expect(PriceText.singlePrecision(14.5) == 14.5)
    }

    @Test(
        arguments: [
            ("2020-08-31=4", 4.0), ("2020-08-31=4:1", 4), ("2020-08-31T13:30:00Z=1:10", 0.1), ("2020-08-31=0.1", 0.1),
            ("2020-08-31", nil), ("2020-08-31=", nil), ("2020-08-31=0", nil), ("2020-08-31=-4", nil), ("x=4", nil),
            ("2020-08-31=4:", nil), ("2020-08-31=4:0", nil), ("2020-08-31=4:1:1", nil), ("2020-08-31=1e999", nil),
            ("", nil),
            ("2020-08-31=1e-300:1e300", nil), ("=4", nil), ("2020-08-31=4=4", nil),
        ] as [(String, Double?)])
    func splitsAreReadFromTheCommandLine(text: String, ratio: Double?) {
        #expect(ListedSplit(text)?.ratio == ratio)
        if ratio != nil { #expect(ListedSplit(text)?.timestamp.description.hasPrefix("2020-08-31") == true) }
    }

    @Test func actionsBesideTheFileAreRead() throws {
        let fixture = try BarFixture()
        let bars = try fixture.write("", "A.B.csv.gz")
        #expect(ActionsFile.url(beside: bars).lastPathComponent == "A.B.actions.csv")
        #expect(try ActionsFile.read(ActionsFile.url(beside: bars)).isEmpty)
        let actions = "timestamp,action,value\n2020-08-31,split,4\n2020-11-06T14:30:00Z,dividend,0.205\n"
        let url = try fixture.write(actions, "A.B.actions.csv")
        #expect(
            try ActionsFile.read(url) == [
                CorporateAction(timestamp: Timestamp("2020-08-31")!, kind: .split, value: 4),
                CorporateAction(timestamp: Timestamp("2020-11-06T14:30:00Z")!, kind: .dividend, value: 0.205),
            ])
        for (row, column) in [
            ("x,split,4", "timestamp"), ("2020-01-01,merger,4", "action"), ("2020-01-01,split,0", "value"),
            ("2020-01-01,split,", "value"), ("2020-01-01,dividend,inf", "value"),
        ] {
            let bad = try fixture.write("timestamp,action,value\n\(row)\n", "bad.csv")
            let error = #expect(throws: DataError.self) { try ActionsFile.read(bad) }
            #expect(error?.line == 2)
            #expect(error?.column == column)
        }
    }
}
