import Testing

@testable import AlphaCore

@Suite struct VerdictTests {
    private static func metrics(
        ic: Double? = 0.03, ridge: Double? = 0.02, backtest: [String: Double?] = [:],
        execution: [String: Double?] = [:],
        trials: Int = 1
    ) -> RunMetrics {
        RunMetrics(
            data: [], models: [:], ensemble: RunMetrics.Skill(ic: ic),
            baselines: ["ridge": RunMetrics.Skill(ic: ridge)],
            backtest: backtest, robustness: [:], execution: execution, trials: trials, seconds: [:])
    }

    @Test func aLossIsCalledALoss() {
        let sentences = Verdict.sentences(Self.metrics(backtest: ["sharpe": -0.4, "cagr": -0.031]))
        #expect(
            sentences[0]
                == "Out of sample and after costs the strategy lost 3.1\u{A0}% a year at a Sharpe ratio of −0.40.")
    }

    @Test(arguments: [(0.97, "support"), (0.95, "support"), (0.6, "do not settle"), (0.02, "speak against")])
    func chanceIsJudgedAtNinetyFivePercent(probability: Double, words: String) {
        #expect(Verdict.sentences(Self.metrics(backtest: ["psr": probability]))[0].contains(words))
    }

    @Test func manyTrialsCanTakeTheSupportAway() {
        let sentence = Verdict.sentences(Self.metrics(backtest: ["psr": 0.98, "dsr": 0.7], trials: 6))[0]
        #expect(sentence.contains("all 6 configurations") && sentence.contains("no longer stands"))
        #expect(
            !Verdict.sentences(Self.metrics(backtest: ["psr": 0.98, "dsr": 0.98], trials: 1))[0].contains("config"))
    }

    @Test func aBaselineThatIsBetterIsNamed() {
        let worse = Verdict.sentences(Self.metrics(ic: 0.01, ridge: 0.02))
        #expect(worse[0].contains("does not beat the best baseline, ridge with 0.020"))
        let better = Verdict.sentences(Self.metrics(ic: 0.03, ridge: 0.02))
        #expect(better[0].contains("is above the best baseline's, ridge with 0.020"))
        #expect(!Verdict.sentences(Self.metrics(ridge: nil))[0].contains("baseline"))
        #expect(Verdict.sentences(Self.metrics(ic: nil)).isEmpty)
    }

    @Test func aBaselineThatEarnedMoreIsNamed() {
        var metrics = Self.metrics(ic: nil, backtest: ["sharpe": 0.5])
        metrics.baselines = ["ridge": RunMetrics.Skill(sharpe: 0.2), "buy_and_hold": RunMetrics.Skill(sharpe: 0.74)]
        #expect(Verdict.sentences(metrics)[0].hasPrefix("Buy and hold, a baseline, had a Sharpe ratio of 0.74"))
        metrics.backtest["sharpe"] = 0.9
        #expect(Verdict.sentences(metrics)[0].contains("more than the best baseline by Sharpe ratio, buy and hold"))
    }

    @Test(arguments: [
        ("fill: close\n", true), ("a: 1\nfill: \"close\" # why\n", true), ("fill:  'close'", true),
        ("fill: next-open\n", false), ("label-entry: close\n", false), ("fill: closer\n", false), ("", false),
    ])
    func fillsAtTheSignalsCloseAreCalledOptimistic(configuration: String, isOptimistic: Bool) {
        var content = ReportContent(name: "x")
        content.metrics = Self.metrics()
        content.configuration = configuration
        #expect(content.isFilledAtSignalClose == isOptimistic)
        #expect(Report.html(content).contains("All of this is optimistic") == isOptimistic)
    }

    @Test func executionIsComparedWithTheModel() {
        func sentence(_ realised: Double, _ modelled: Double) -> String {
            let execution: [String: Double?] = [
                "realised_slippage_basis_points": realised, "modelled_slippage_basis_points": modelled,
            ]
            return Verdict.sentences(Self.metrics(ic: nil, execution: execution))[0]
        }
        #expect(sentence(6, 5).contains("6.0\u{A0}bp, more than the 5.0\u{A0}bp"))
        #expect(sentence(4, 5).contains("no more than"))
    }
}
