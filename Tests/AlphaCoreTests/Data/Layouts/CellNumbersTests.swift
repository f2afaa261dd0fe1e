import Foundation
import Testing

@testable import AlphaCore

struct CellNumbersTests {
    private func number(_ text: String, delimiter: String = ",", comma: Bool = false, volume: Bool = false) throws
        -> Double?
    {
        var layout = BarLayout()
        layout.delimiter = try BarLayout.delimiter(named: delimiter)
        layout.hasDecimalComma = comma
        var numbers = CellNumbers(layout)
        return Array(text.utf8).withUnsafeBytes { volume ? numbers.volume($0) : numbers.number($0) }
    }

    @Test(arguments: [
        ("1.5", 1.5), ("1,234.5", 1234.5), ("1,234,567", 1_234_567), ("1,234", 1234), ("12,345.678", 12345.678),
        ("-1,234.5", -1234.5), ("$189.25", 189.25), ("$1,189.25", 1189.25), ("-$5", -5), ("1,234.5e2", 123_450),
        (" 1,234 ", 1234), ("1e-7", 1e-7), ("0.1", 0.1), (".5", 0.5), ("123", 123),
    ])
    func commasBetweenThousands(text: String, value: Double) throws {
        #expect(try number(text) == value)
    }

    @Test(arguments: [
        "1,23", "1,2345", "12,34,567", "1234,567", ",123", "1,,234", "1,234,", "1.234,5", "1,234.5.6", "1.5,000", "$",
        "",
        "€5", "abc", "1,0687", "--1",
    ])
    func whatIsNoNumberOfThousands(text: String) throws {
        let value = try number(text)
        #expect(text.isEmpty ? value?.isNaN == true : value == nil, "\(String(describing: value))")
    }

    @Test(arguments: [
        ("1,0687", 1.0687), ("1.234,5", 1234.5), ("1.234.567", 1_234_567), ("1.234", 1234), ("1,5e3", 1500),
        ("-0,5", -0.5),
        ("123", 123), ("1,234", 1.234),
    ])
    func commasBeforeDecimals(text: String, value: Double) throws {
        #expect(try number(text, delimiter: ";", comma: true) == value)
    }

    @Test(arguments: ["1.0687", "1,234,5", "1.23", "1,2.3"])
    func aPointBeforeDecimalsIsRefusedBesideDecimalCommas(text: String) throws {
        #expect(try number(text, delimiter: ";", comma: true) == nil)
    }

    /// `1,234` between semicolons may be 1234 or 1.234: refused, while what leaves no doubt is read.
    @Test func aLoneGroupBetweenSemicolonsIsInDoubt() throws {
        #expect(try number("1,234", delimiter: ";") == nil)
        #expect(try number("1,234.5", delimiter: ";") == 1234.5)
        #expect(try number("1,234,567", delimiter: ";") == 1_234_567)
    }

    @Test func volumesHaveTheirLetters() throws {
        #expect(try number("1.5M", volume: true) == 1_500_000)
        #expect(try number("1,234.5K", volume: true) == 1_234_500)
        #expect(try number("1,5M", delimiter: ";", comma: true, volume: true) == 1_500_000)
        #expect(try number("12,345", volume: true) == 12_345)
        #expect(try number("1.5M") == nil)
    }

    /// Any number, written with marks between its thousands, reads back.
    @Test func numbersReadBackFromEitherWayOfWriting() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "numbers")
        for _ in 0..<2000 {
            let (whole, decimals) = (
                source.next() % [1000, 1_000_000, 1_000_000_000_000][Int(source.next() % 3)], source.next() % 10_000
            )
            let digits = Array("\(whole)")
            let grouped = digits.enumerated().map { place, digit in
                (place > 0 && (digits.count - place) % 3 == 0 ? "," : "") + String(digit)
            }.joined()
            let expected = try #require(Double("\(whole).\(decimals)"))
            let english = "\(grouped).\(decimals)"
            let german = english.map { $0 == "," ? "." : $0 == "." ? "," : String($0) }.joined()
            #expect(try number(english) == expected, "\(english), seed \(seed)")
            #expect(try number(german, delimiter: ";", comma: true) == expected, "\(german), seed \(seed)")
        }
    }
}

struct PriceScaleTests {
    @Test(arguments: [
        (130583.99999999999, 0.00001, 1.30584), (131073.0, 0.00001, 1.31073), (129570.99999999999, 0.00001, 1.29571),
        (1.0687, 100, 106.87), (93.25, 0.01, 0.9325), (0.1, 3, 0.3), (0.7, 0.1, 0.07), (1234.5, 1e-8, 0.000012345),
        (4.449999809265137, 0.01, 0.04449999809265137), (1e300, 1e-300, 1), (1e-307, 10, 1e-306),
        (1e308, 100, .infinity),
        (-1.5, 0.1, -0.15), (0, 0.1, 0), (110.30000000000001, 10, 1103), (2.9999999999999996, 0.5, 1.5),
        (43250.12345678, 0.01, 432.5012345678), (65535.0, 0.03125, 2047.96875),
    ])
    func theDecimalThatWasMeant(price: Double, factor: Double, expected: Double) throws {
        #expect(try #require(PriceScale(factor)).applied(to: price) == expected)
    }

    @Test func aFactorOfOneLeavesPricesAsTheyStand() {
        #expect(PriceScale(1) == nil)
    }

    @Test func whatIsNotFiniteStaysAsItIs() throws {
        let scale = try #require(PriceScale(0.5))
        #expect(scale.applied(to: .infinity) == .infinity && scale.applied(to: .nan).isNaN)
    }

    /// Prices of up to nine digits in points, with the noise of a computation or without: the quotient's own decimals.
    @Test(arguments: [2, 3, 5, 8])
    func pointsBecomePrices(decimals: Int) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "points")
        let point = try #require(Double("1e-\(decimals)"))
        let scale = try #require(PriceScale(point))
        for _ in 0..<5000 {
            let points = 1 + source.next() % 1_000_000_000
            let digits = String(repeating: "0", count: max(0, decimals + 1 - "\(points)".count)) + "\(points)"
            let expected = try #require(Double("\(digits.dropLast(decimals)).\(digits.suffix(decimals))"))
            let exact = Double(points)
            for noisy in [exact, exact.nextUp, exact.nextDown] {
                #expect(scale.applied(to: noisy) == expected, "\(noisy), seed \(seed)")
            }
        }
    }

    /// Numbers of up to 15 digits against arithmetic in tenths, hundredths, …: Foundation's Decimal.
    @Test func productsAreThoseOfDecimalArithmetic() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "products")
        for _ in 0..<3000 {
            let price = Double(source.next() % 1_000_000_000_000) / [1, 100, 100_000][Int(source.next() % 3)]
            let factor = Double(1 + source.next() % 100_000) / [1, 1000, 100_000][Int(source.next() % 3)]
            guard let scale = PriceScale(factor), price > 0 else { continue }
            let product = try #require(Decimal(string: "\(price)")) * (try #require(Decimal(string: "\(factor)")))
            let expected = try #require(Double("\(product)"))
            #expect(scale.applied(to: price) == expected, "\(price) × \(factor), seed \(seed)")
        }
    }
}
