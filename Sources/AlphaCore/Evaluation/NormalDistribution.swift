import Foundation

/// The standard normal law, to the last digits of a double in both tails.
public enum NormalDistribution {
    /// The probability of a value up to `x`: erfc(−x/√2)/2, which loses nothing in the lower tail.
    public static func cumulative(_ x: Double) -> Double {
        0.5 * erfc(-x * 0.5.squareRoot())
    }

    /// The value that a share `probability` of the law lies below; ∓∞ at 0 and 1, NaN outside.
    ///
    /// Wichura's algorithm AS 241 (PPND16, Applied Statistics 37, 1988) and one step of Halley's iteration on
    /// `cumulative`. The upper half is the mirror image of the lower, where 1 − p is exact.
    public static func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability > 0.5 { return -quantile(1 - probability) }
        if probability == 0 { return -.infinity }
        let start = wichura(probability)
        let density = exp(-0.5 * start * start) / (2 * Double.pi).squareRoot()
        // Beyond 37 deviations the density is subnormal and the step would add noise.
        guard start > -37 else { return start }
        let step = (cumulative(start) - probability) / density
        return start - step / (1 + 0.5 * start * step)
    }

    /// AS 241 for a probability in (0, 0.5]; its relative error is about 1e-16.
    private static func wichura(_ probability: Double) -> Double {
        let q = probability - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * polynomial(centralNumerator, r) / polynomial(centralDenominator, r)
        }
        var r = (-log(probability)).squareRoot()
        if r <= 5 {
            r -= 1.6
            return -polynomial(middleNumerator, r) / polynomial(middleDenominator, r)
        }
        r -= 5
        return -polynomial(tailNumerator, r) / polynomial(tailDenominator, r)
    }

    /// Horner's rule, lowest coefficient first.
    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        var value = 0.0
        for coefficient in coefficients.reversed() { value = value * x + coefficient }
        return value
    }

    private static let centralNumerator = [
        3.387_132_872_796_366_608_0e0, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3,
    ]
    private static let centralDenominator = [
        1.0, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_083_0e2, 5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061_0e4, 2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ]
    private static let middleNumerator = [
        1.423_437_110_749_683_577_34e0, 4.630_337_846_156_545_295_90e0, 5.769_497_221_460_691_405_50e0,
        3.647_848_324_763_204_605_04e0, 1.270_458_252_452_368_382_58e0, 2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_40e-4,
    ]
    private static let middleDenominator = [
        1.0, 2.053_191_626_637_758_821_87e0, 1.676_384_830_183_803_849_40e0, 6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1, 1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ]
    private static let tailNumerator = [
        6.657_904_643_501_103_777_20e0, 5.463_784_911_164_114_369_90e0, 1.784_826_539_917_291_335_80e0,
        2.965_605_718_285_048_912_30e-1, 2.653_218_952_657_612_309_30e-2, 1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7,
    ]
    private static let tailDenominator = [
        1.0, 5.998_322_065_558_879_376_90e-1, 1.369_298_809_227_358_053_10e-1, 1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4, 1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ]
}
