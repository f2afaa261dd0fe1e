import Foundation

/// What the assets of a class have in common in the synthetic market.
struct SyntheticProfile: Sendable {
    var symbolStem: String
    /// Range of the volatility a year, of the factor loading, and of the first price (drawn evenly in its logarithm).
    var annualVolatility: ClosedRange<Double>
    var factorLoading: ClosedRange<Double>
    var startPrice: ClosedRange<Double>
    /// Expected log return a year.
    var annualDrift: Double
    /// The part of a bar's variance that lies between the last close and its open.
    var overnightShare: Double
    /// Typical volume a day, and the decimals that prices and volumes are quoted with.
    var dailyVolume: Double
    var priceDecimals: Int
    var volumeDecimals: Int

    /// The classes in the order in which assets take turns.
    static let classes: [AssetClass] = [.equities, .crypto, .fx]

    static func of(_ assetClass: AssetClass) -> SyntheticProfile {
        switch assetClass {
        case .equities:
            SyntheticProfile(
                symbolStem: "EQ", annualVolatility: 0.18...0.32, factorLoading: 0.5...0.75, startPrice: 30...300,
                annualDrift: 0.05, overnightShare: 0.25, dailyVolume: 5_000_000, priceDecimals: 2, volumeDecimals: 0)
        case .crypto:
            SyntheticProfile(
                symbolStem: "CR", annualVolatility: 0.55...0.8, factorLoading: 0.3...0.5, startPrice: 200...20_000,
                annualDrift: 0.05, overnightShare: 0, dailyVolume: 20_000, priceDecimals: 2, volumeDecimals: 2)
        case .fx:
            SyntheticProfile(
                symbolStem: "FX", annualVolatility: 0.06...0.1, factorLoading: -0.3...0.3, startPrice: 0.7...1.6,
                annualDrift: 0, overnightShare: 0.02, dailyVolume: 60_000, priceDecimals: 5, volumeDecimals: 0)
        }
    }

    /// The day of every market's last bar, 2024-12-31, counted from 1970-01-01.
    static let lastDay = Timestamp.days(year: 2024, month: 12, day: 31)

    /// The last `count` trading days up to `lastDay`, increasing.
    ///
    /// Crypto trades every day. Equities and fx rest on weekends and on 1 January and 25 December, equities also on 4 July.
    static func tradingDays(_ assetClass: AssetClass, count: Int) -> [Int] {
        var days: [Int] = []
        var day = lastDay
        while days.count < count {
            if isTradingDay(day, assetClass) { days.append(day) }
            day -= 1
        }
        return days.reversed()
    }

    private static func isTradingDay(_ day: Int, _ assetClass: AssetClass) -> Bool {
        if assetClass == .crypto { return true }
        let weekday = ((day + 3) % 7 + 7) % 7  // 0 is Monday: 1970-01-01 was a Thursday
        let date = Timestamp.civil(fromDays: day)
        switch (date.month, date.day) {
        case (1, 1), (12, 25): return false
        case (7, 4): return assetClass != .equities && weekday < 5
        default: return weekday < 5
        }
    }

    /// Rounds a price to its tick: the class's decimals, more where a price is so low that a tick would matter.
    func onTick(_ price: Double) -> Double {
        var decimals = priceDecimals
        while decimals < 12, price * SyntheticProfile.power(decimals) < 1000 { decimals += 1 }
        let ticks = SyntheticProfile.power(decimals)
        return max(1, (price * ticks).rounded()) / ticks
    }

    /// Rounds a volume to what is traded in.
    func onLot(_ volume: Double) -> Double {
        let lots = SyntheticProfile.power(volumeDecimals)
        return (volume * lots).rounded() / lots
    }

    private static func power(_ decimals: Int) -> Double {
        (0..<decimals).reduce(1) { product, _ in product * 10 }
    }
}
